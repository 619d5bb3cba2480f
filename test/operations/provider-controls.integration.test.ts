import { expect, it, onTestFinished } from "vitest";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import { startSampleProvider } from "../../local/provider/server.ts";
import { operationWorld, scope } from "./operation-world.ts";

/** A world at the sample provider, which holds these device configurations and nothing else. */
async function aWorld(deviceConfigurations: string) {
  const provider = await startSampleProvider({ port: 0 });
  onTestFinished(() => provider.stop());
  const world = await operationWorld(provider.origin, async () => sampleClient.clientSecret);
  await world.addConnection({ ...sampleProviderUrls(provider.origin), clientId: sampleClient.clientId });
  const ask = async (method: string, path: string, body: string) =>
    (await fetch(`${provider.origin}${path}`, { method, body })).status;
  const others = `"deviceCompliancePolicies": [], "configurationPolicies": []`;
  const hold = (held: string) => ask("PUT", "/_world", `{ "deviceConfigurations": ${held}, ${others} }`);
  expect(await hold(deviceConfigurations)).toBe(200);

  return {
    ...world,
    hold,
    lag: (reads: number) => ask("POST", "/_lag", JSON.stringify({ reads })),
    fault: (fault: object) => ask("POST", "/_faults", JSON.stringify({ match: "/deviceConfigurations?", ...fault })),
    world: async () => (await fetch(`${provider.origin}/_world`)).text(),
    stored: async () => (await world.needs.policies.readCurrent(scope)).policies.map(({ policyId }) => policyId),
  };
}

const two = `[{"id":"a","displayName":"A"},{"id":"b","displayName":"B"}]`;

it.each([
  ["counts more than it holds", { "@odata.count": 3, value: [{ id: "a", displayName: "A" }] }],
  ["holds an item without an id", { value: [{ id: "a", displayName: "A" }, { displayName: "no id" }] }],
])("sync removes no policy when a list %s", async (_what, body) => {
  const world = await aWorld(two);
  await world.perform("policy.sync");
  await world.fault({ status: 200, body });

  expect(await world.perform("policy.sync")).toMatchObject({ outcome: "partially_succeeded" });
  expect(await world.stored()).toEqual(["a", "b"]);
});

it("sync removes no policy when the next page of a list fails", async () => {
  const world = await aWorld(two);
  await world.perform("policy.sync");
  const body = { error: { code: "TooManyRequests", message: "Slow down." } };
  await world.fault({ match: "$skiptoken=cut", status: 403, body, retryAfterSeconds: 1 });
  const next = "/beta/deviceManagement/deviceConfigurations?$skiptoken=cut";
  await world.fault({ status: 200, body: { value: [{ id: "a", displayName: "A" }], "@odata.nextLink": next } });

  expect(await world.perform("policy.sync")).toMatchObject({ outcome: "partially_succeeded" });
  expect(await world.stored()).toEqual(["a", "b"]);
});

it("restore creates a policy once when reads lag behind its write", async () => {
  const world = await aWorld(two);
  await world.perform("policy.sync");
  const backup = await world.perform("backup_set.update");
  const backupSetId = backup.kind === "ended" ? backup.related?.id : undefined;
  await world.hold(`[{"id":"b","displayName":"B"}]`);
  await world.lag(2);

  expect(await world.perform("restore.execute", { backupSetId })).toMatchObject({ outcome: "succeeded" });
  expect((await world.world()).match(/"displayName":"A"/g)).toHaveLength(1);
});

it("restore writes back every number as the provider spelled it", async () => {
  const exact = `{"id":"a","displayName":"A","big":12345678901234567890,"whole":1.0,"small":1e-7}`;
  const world = await aWorld(`[${exact}]`);
  await world.perform("policy.sync");
  const backup = await world.perform("backup_set.update");
  const backupSetId = backup.kind === "ended" ? backup.related?.id : undefined;
  await world.hold(`[{"id":"a","displayName":"A","big":1}]`);

  expect(await world.perform("restore.execute", { backupSetId })).toMatchObject({ outcome: "succeeded" });
  for (const number of [`"big":12345678901234567890`, `"whole":1.0`, `"small":1e-7`]) {
    expect(await world.world()).toContain(number);
  }
});
