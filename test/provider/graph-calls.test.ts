import { expect, it, onTestFinished } from "vitest";
import { createProviderClient } from "../../functions/worker/provider/provider-client.ts";
import { systemTimer } from "../../functions/worker/provider/timer.ts";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { guidOf } from "../../local/provider/graph/seeded.ts";
import { startSampleProvider } from "../../local/provider/server.ts";
import { callUrl, findCall, type GraphCallName, graphCalls } from "../../shared/operations/provider/graph-calls.ts";
import type { GraphRequest } from "../../shared/operations/provider/graph-reading.ts";
import { testClock } from "../support/clock.ts";
import { aConnection } from "./scripted-provider.ts";
import { unpaced } from "./unpaced.ts";

const budget = { signal: new AbortController().signal, timeLeftMillis: () => 60_000 };
const ids = {
  group: groupIdAt(1),
  role: guidOf("intune role Help Desk Operator"),
  assignment: guidOf("intune assignment help desk"),
  collection: "deviceCompliancePolicies",
  policy: "fd6ec899-5f0c-5f1b-8721-e5ae5a35bd5f",
};
const readable = Object.keys(graphCalls)
  .filter((name): name is GraphCallName => name in graphCalls)
  .filter((name) => findCall(name).kind !== "write");

const requestOf = (call: GraphCallName): GraphRequest => ({
  call,
  ids: { ...ids, client: call === "appRoles" ? "00000003-0000-0000-c000-000000000000" : sampleClient.clientId },
  lookup: [groupIdAt(1)],
});

async function aReader() {
  const clock = testClock();
  const provider = await startSampleProvider({ port: 0, clock });
  onTestFinished(() => provider.stop());
  const client = createProviderClient({
    deployment: "test",
    ...unpaced,
    allowedOrigins: [provider.origin],
    readSecret: async () => sampleClient.clientSecret,
    clock,
    timer: {
      async wait(millis) {
        clock.advance(millis / 1000);
      },
      limit: systemTimer.limit,
    },
    random: () => 0.5,
  });
  const connection = aConnection(provider.origin, {
    ...sampleProviderUrls(provider.origin),
    clientId: sampleClient.clientId,
  });
  return {
    client,
    connection,
    clock,
    read: (request: GraphRequest, nextLink?: string) => client.readGraph(connection, request, nextLink, budget),
    control: (path: string, body: object) =>
      fetch(`${provider.origin}${path}`, { method: "POST", body: JSON.stringify(body) }),
  };
}

it.each(readable)("sample provider serves the call %s of the table", async (call) => {
  const { read } = await aReader();

  const page = await read(requestOf(call));

  expect(page).toMatchObject({ ok: true });
  expect(page.ok && page.value.items.length).toBeGreaterThan(0);
});

it.each(readable)("refused call %s names a permission that allows it", async (call) => {
  const { read, control, client, connection } = await aReader();
  await control("/_grants", { roles: [] });

  const refused = await read(requestOf(call));
  const permission = refused.ok ? undefined : refused.failure.permission;
  await control("/_grants", { roles: [permission] });
  await client.readTokenRoles(connection, budget);

  expect(refused).toMatchObject({ ok: false, failure: { reasonCode: "provider_permission_denied" } });
  expect(await read(requestOf(call))).toMatchObject({ ok: true });
});

it.each([
  ["https://graph.example/beta", "https://graph.example/v1.0/organization"],
  ["https://graph.example/v1.0/", "https://graph.example/v1.0/organization"],
  ["https://proxy.example/graph", "https://proxy.example/graph/v1.0/organization"],
])("call address below %s has the version of the call", (base, address) => {
  expect(callUrl(new URL(base), graphCalls.organization).href).toBe(address);
});

it.each(["", ".", "..", "../x"])("call address keeps the id %j in its segment or is refused", (group) => {
  const address = () => callUrl(new URL("https://graph.example/beta"), graphCalls.groupMembersCount, { group });

  if (group === "../x") expect(address().pathname).toBe("/v1.0/groups/..%2Fx/transitiveMembers/$count");
  else expect(address).toThrow("segment");
});

it("reader reports a missing licence apart from a missing permission", async () => {
  const { read, control } = await aReader();
  await control("/_directory", { isPimLicensed: false });

  expect(await read({ call: "roleEligibilityScheduleInstances" })).toMatchObject({
    ok: false,
    failure: { reasonCode: "provider_not_licensed", status: 400 },
  });
});

it("reader counts 10,000 groups and pages through them by 999", async () => {
  const { read } = await aReader();
  const seen = new Set<unknown>();
  let pages = 0;
  for (let link: string | undefined, isFirst = true; isFirst || link !== undefined; isFirst = false) {
    const page = await read({ call: "groups" }, link);
    if (!page.ok) throw new Error(page.failure.message);
    for (const item of page.value.items) seen.add(JSON.stringify(item));
    link = page.value.nextLink;
    pages += 1;
  }

  expect([pages, seen.size]).toEqual([11, 10_000]);
  expect(await read({ call: "groupsCount" })).toEqual({
    ok: true,
    value: { items: [{ id: "count", value: 10_000 }] },
  });
});

it("reader waits for the budget of Conditional Access without a stated pause", async () => {
  const { read, clock } = await aReader();
  await read({ call: "conditionalAccessPolicies" });
  const before = clock.now().getTime();

  expect(await read({ call: "conditionalAccessPolicies" })).toMatchObject({ ok: true });
  expect(clock.now().getTime() - before).toBe(15_000);
});

it("token roles are the permissions of the moment it was issued", async () => {
  const { client, connection, control } = await aReader();
  await control("/_grants", { roles: ["Domain.Read.All"] });

  expect(await client.readTokenRoles(connection, budget)).toEqual({ ok: true, value: ["Domain.Read.All"] });
});
