import { afterEach, expect, it } from "vitest";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { policyCollections } from "../../shared/operations/provider/provider-access.ts";
import { loadTexts } from "../../shared/presenter/locale.ts";
import { failuresOf } from "../../shared/presenter/run-words.ts";
import { type Script, type ScriptedProvider, sendJson, startScripted } from "../provider/scripted-provider.ts";
import { operationWorld, scope } from "./operation-world.ts";

await loadTexts("de");

const started: ScriptedProvider[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
});

/** What each path of the provider answers; a collection that is not named holds nothing. */
type Answers = Record<string, object | Script>;

async function aWorld(answers: Answers) {
  const provider = await startScripted((request, response) => {
    const { pathname } = new URL(request.path, "http://provider.test");
    const answer = answers[pathname.replace("/beta/deviceManagement/", "")] ?? { value: [] };
    if (typeof answer === "function") return Reflect.apply(answer, undefined, [request, response]);
    sendJson(response, 200, answer);
  });
  started.push(provider);
  const world = await operationWorld(provider.origin);
  await world.addConnection();
  return { ...world, provider, answers, sync: (input = {}) => world.perform("policy.sync", input) };
}

/** A sync to its end, in parts that have so many milliseconds each. */
async function inParts(world: Awaited<ReturnType<typeof aWorld>>, timeLeft: number): Promise<WorkResult> {
  let run = await world.claimed("policy.sync");
  for (;;) {
    const { result } = await world.attempt(run, () => timeLeft);
    if (result.kind === "ended") return result;
    const { attempt, handovers } = run;
    run = { ...run, attempt: attempt + 1, handovers: handovers + 1, checkpoint: result.checkpoint };
  }
}

const status =
  (code: number, headers: Record<string, string> = {}): Script =>
  (_request, response) =>
    sendJson(response, code, {}, headers);
const failuresIn = (result: WorkResult) => (result.kind === "ended" ? (result.failures ?? []) : []);
const messagesOf = (result: WorkResult) => failuresOf(failuresIn(result), "en").map(({ message }) => message);
const policy = (id: string, name = id.toUpperCase()) => ({ id, displayName: name });
const setting = (index: number) => ({ id: String(index), settingInstance: { settingDefinitionId: `def${index}` } });

const cutOff = {
  id: "p1",
  name: "Baseline",
  settingCount: 4,
  settings: [setting(0)],
  "settings@odata.nextLink": "https://elsewhere.test/next",
};

it("sync stores a policy with every setting when the list cut them off", async () => {
  const world = await aWorld({
    configurationPolicies: { value: [cutOff] },
    "configurationPolicies/p1/settings": (request, response) =>
      request.path.includes("skip")
        ? sendJson(response, 200, { value: [setting(2), setting(3)] })
        : sendJson(response, 200, { value: [setting(0), setting(1)], "@odata.nextLink": `${request.path}?skip=2` }),
  });

  expect(await world.sync()).toMatchObject({ outcome: "succeeded", summaryCounts: { created: 1 } });

  const [stored] = (await world.needs.policies.readCurrent(scope)).policies;
  const body = JSON.parse((await world.needs.policies.findBody(scope, stored?.contentHash ?? "")) ?? "");
  expect(body.settings).toHaveLength(4);
  expect(body).not.toHaveProperty("settings@odata.nextLink");
});

it.each([
  ["does not exist", status(404)],
  ["is refused", status(403)],
  ["is too short", { value: [setting(0), setting(1)] }],
])("sync leaves out a cut-off policy by name when the rest %s", async (_what, rest) => {
  const world = await aWorld({
    configurationPolicies: { value: [cutOff, { id: "p2", name: "Whole" }] },
    "configurationPolicies/p1/settings": rest,
  });

  const result = await world.sync();

  expect(result).toMatchObject({ outcome: "partially_succeeded", reasonCode: "policy_sync.items_failed" });
  expect(messagesOf(result)).toEqual([
    expect.stringMatching(/^Policy "Baseline" \(p1\) in configurationPolicies: .*settings/),
  ]);
  expect((await world.needs.policies.readCurrent(scope)).policies).toMatchObject([{ policyId: "p2" }]);
});

it("sync reports undetected removals when an item has no id", async () => {
  const world = await aWorld({ deviceConfigurations: { value: [policy("a"), policy("b")] } });
  await world.sync();
  world.answers.deviceConfigurations = { value: [policy("b"), { displayName: "exported without its id" }] };

  const result = await world.sync();

  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { deleted: 0, failed: 1 } });
  expect(messagesOf(result)).toEqual([
    expect.stringMatching(/^Collection deviceConfigurations: The list was incomplete/),
    expect.stringMatching(/^Policy "exported without its id" in deviceConfigurations: /),
  ]);
  expect((await world.needs.policies.readCurrent(scope)).collections).toContainEqual(
    expect.objectContaining({ collection: "deviceConfigurations", removalsChecked: false }),
  );
});

it("sync removes nothing when the provider states more policies than it lists", async () => {
  const world = await aWorld({ deviceConfigurations: { value: [policy("a"), policy("b")] } });
  await world.sync();
  world.answers.deviceConfigurations = { value: [policy("a")], "@odata.count": 2 };

  const result = await world.sync();

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "policy_sync.removals_not_checked",
    summaryCounts: { unchanged: 1, deleted: 0 },
    failures: [{ code: "policy_sync.removals_not_checked", about: { collection: "deviceConfigurations" } }],
  });
  expect(await world.perform("tenant.evidence.snapshot.generate")).toMatchObject({ summaryCounts: { warnings: 1 } });
});

it.each([
  ["one part", 600_000],
  ["parts of one page", 1000],
])("sync removes nothing when the list shifts and repeats a policy, in %s", async (_what, timeLeft) => {
  const world = await aWorld({ deviceConfigurations: { value: [policy("a"), policy("b"), policy("c")] } });
  await world.sync();
  world.answers.deviceConfigurations = (request, response) =>
    request.path.includes("skip")
      ? sendJson(response, 200, { value: [policy("b")] })
      : sendJson(response, 200, { value: [policy("a"), policy("b")], "@odata.nextLink": `${request.path}?skip=2` });

  const result = await inParts(world, timeLeft);

  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { deleted: 0, failed: 1 } });
  expect(failuresIn(result).map(({ code }) => code)).toEqual([
    "policy_sync.removals_not_checked",
    "policy_id_duplicate",
  ]);
  const { policies, collections } = await world.needs.policies.readCurrent(scope);
  expect(policies.map(({ policyId }) => policyId)).toEqual(["a", "b", "c"]);
  expect(collections).toContainEqual(
    expect.objectContaining({ collection: "deviceConfigurations", removalsChecked: false }),
  );
});

it("sync counts a policy listed twice once against the stated count", async () => {
  const world = await aWorld({ deviceConfigurations: { value: [policy("a"), policy("a")], "@odata.count": 2 } });

  await world.sync();

  expect((await world.needs.policies.readCurrent(scope)).collections).toContainEqual(
    expect.objectContaining({ collection: "deviceConfigurations", isComplete: false, removalsChecked: false }),
  );
});

it("sync requires confirmation when the provider is suddenly empty", async () => {
  const world = await aWorld({ deviceConfigurations: { value: [policy("a"), policy("b")] } });
  await world.sync();
  world.answers.deviceConfigurations = { value: [] };

  const result = await world.sync();

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "policy_sync.suddenly_empty",
    failures: [{ count: 2 }],
  });
  expect((await world.needs.policies.readCurrent(scope)).policies).toHaveLength(2);
  expect(await world.sync({ acceptEmpty: true })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { deleted: 2 },
  });
});

it.each([
  ["forbidden", status(403), "provider_permission_denied"],
  ["unknown", status(404), "provider_not_found"],
  ["failing", status(503), "provider_unreachable"],
  ["redirected", status(302, { location: "/x" }), "provider_redirected"],
])("sync reads the other collections when one is %s", async (_what, answer, reasonCode) => {
  const [first, ...others] = policyCollections;
  const world = await aWorld({
    [first]: answer,
    ...Object.fromEntries(others.map((name, index) => [name, { value: [policy(`p${index}`)] }])),
  });

  const result = await world.sync();

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode,
    summaryCounts: { created: 2, deleted: 0 },
    failures: [{ code: reasonCode, about: { collection: first, status: expect.any(Number) } }],
  });
  expect(messagesOf(result)).toEqual([
    expect.stringMatching(/^Collection deviceCompliancePolicies: .*\(HTTP \d{3}\)$/),
  ]);
});

it("sync reports each of two unreadable collections with its own reason", async () => {
  const world = await aWorld({
    deviceCompliancePolicies: status(403),
    deviceConfigurations: status(404),
    configurationPolicies: { value: [{ id: "c", name: "C" }] },
  });

  expect((await world.sync()).kind).toBe("ended");
  const result = await world.sync();

  expect(failuresIn(result)).toMatchObject([
    { code: "provider_not_found", about: { collection: "deviceConfigurations", status: 404 } },
    { code: "provider_permission_denied", about: { collection: "deviceCompliancePolicies", status: 403 } },
  ]);
});

it("sync honours Retry-After across a hand-over", async () => {
  let isThrottled = true;
  const world = await aWorld({
    deviceConfigurations: (_request, response) =>
      isThrottled
        ? sendJson(response, 429, {}, { "retry-after": "900" })
        : sendJson(response, 200, { value: [policy("a")] }),
  });
  const run = await world.claimed("policy.sync");

  const { result: first } = await world.attempt(run);
  if (first.kind !== "handed_over") throw new Error("the sync was not handed over");
  const until = new Date(world.clock.now().getTime() + 900_000).toISOString();
  expect(first.wait).toEqual({ reason: "provider_throttled", until });
  expect(world.waits).toEqual([]);
  isThrottled = false;
  const { result } = await world.attempt({ ...run, handovers: 1, checkpoint: first.checkpoint }, () => 1_000_000);

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { created: 1 } });
});

it("sync asks for a wait when short pauses did not help", async () => {
  const world = await aWorld({ deviceConfigurations: status(429, { "retry-after": "1.5" }) });

  const { result } = await world.attempt(await world.claimed("policy.sync"));

  const until = new Date(world.clock.now().getTime() + 30_000).toISOString();
  expect(result).toMatchObject({ kind: "handed_over", wait: { until } });
});

it("sync names each policy it left out, and counts equal lines", async () => {
  const world = await aWorld({
    deviceConfigurations: (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        '{"value":[{"id":"good","displayName":"Good"},{"id":"dup-one","displayName":"First"},' +
          '{"id":"dup-one","displayName":"Second"},{"id":"dup-one","displayName":"Second"},' +
          '{"displayName":"Has no id"},{"id":"big","displayName":"Number too large","n":1e999}]}',
      );
    },
  });

  const result = await world.sync();

  expect(messagesOf(result).toSorted()).toEqual([
    expect.stringMatching(/^Collection deviceConfigurations: The list was incomplete/),
    expect.stringMatching(/^Policy "Has no id" in deviceConfigurations: /),
    expect.stringMatching(/^Policy "Number too large" \(big\) in deviceConfigurations: /),
    expect.stringMatching(/^Policy "Second" \(dup-one\) in deviceConfigurations: /),
  ]);
  expect(failuresIn(result)).toContainEqual(expect.objectContaining({ code: "policy_id_duplicate", count: 2 }));
  expect(failuresOf(failuresIn(result), "de").map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^Richtlinie „Second“ \(dup-one\) in deviceConfigurations: /),
  );
});
