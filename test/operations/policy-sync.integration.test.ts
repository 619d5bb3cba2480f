import { randomBytes } from "node:crypto";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, expect, it } from "vitest";
import { recordKey } from "../../shared/ledger/keys.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { type Script, type ScriptedProvider, sendJson, startScripted } from "../provider/scripted-provider.ts";
import { operationWorld, scope } from "./operation-world.ts";

const started: ScriptedProvider[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
});

type Pages = Record<string, unknown[][]>;
const policy = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  name: id,
  settingCount: 2,
  settings: [{}, {}],
  ...fields,
});
const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => policy(`p${from + index}`));

/** Serves the pages of each collection; a status instead of pages refuses it. */
function serve(pages: Pages, refused: Record<string, number> = {}): Script {
  return ({ path }, response) => {
    const url = new URL(path, "http://provider.test");
    const collection = url.pathname.split("/").at(-1) ?? "";
    const status = refused[collection];
    if (status !== undefined) return sendJson(response, status, {});
    const all = pages[collection] ?? [[]];
    const number = Number(url.searchParams.get("page") ?? 0);
    const next = number + 1 < all.length ? { "@odata.nextLink": `${url.pathname}?page=${number + 1}` } : {};
    sendJson(response, 200, { value: all[number], ...next });
  };
}

async function aWorld(pages: Pages, refused: Record<string, number> = {}) {
  const provider = await startScripted((request, response) => serve(pages, refused)(request, response));
  started.push(provider);
  const world = await operationWorld(provider.origin);
  await world.addConnection();
  const currentIds = async () =>
    (await world.needs.policies.readCurrent(scope)).policies.map(({ policyId }) => policyId).sort();
  return { ...world, provider, pages, refused, currentIds };
}

const counts = (result: WorkResult) => (result.kind === "ended" ? result.summaryCounts : undefined);

const setting = (id: string, value: number) => ({ id, settingInstance: { value } });
const spelled = (...settings: object[]) => ({ configurationPolicies: [[policy("a", { settings })]] });

it("sync and backup call a policy unchanged when its settings are only numbered anew", async () => {
  const world = await aWorld(spelled(setting("0", 1), setting("1", 2)));
  await world.perform("policy.sync");
  const taken = await world.perform("backup_set.update");
  const backupSetId = taken.kind === "ended" ? taken.related?.id : undefined;

  Object.assign(world.pages, spelled(setting("0", 2), setting("1", 1)));

  expect(counts(await world.perform("policy.sync"))).toMatchObject({ unchanged: 1, updated: 0 });
  expect(counts(await world.perform("backup_set.update", { backupSetId }))).toMatchObject({ unchanged: 1, updated: 0 });
  Object.assign(world.pages, spelled(setting("0", 2), setting("1", 3)));
  expect(counts(await world.perform("policy.sync"))).toMatchObject({ unchanged: 0, updated: 1 });
});

it("first sync after the last release calls no policy updated that did not change", async () => {
  const world = await aWorld(spelled(setting("0", 1), setting("1", 2)));
  await world.perform("policy.sync");
  await world.client.send(
    new UpdateCommand({
      TableName: world.tableName,
      Key: recordKey(scope.workspaceId, scope.environmentId, "policies", "a"),
      UpdateExpression: "REMOVE #record.normalHash, #record.lastSeenAt",
      ExpressionAttributeNames: { "#record": "record" },
    }),
  );

  expect(counts(await world.perform("policy.sync"))).toMatchObject({ unchanged: 1, updated: 0 });
  Object.assign(world.pages, spelled(setting("0", 2), setting("1", 1)));
  expect(counts(await world.perform("policy.sync"))).toMatchObject({ unchanged: 1, updated: 0 });
});

it("sync stores the provider's policies and counts each change", async () => {
  const world = await aWorld({
    configurationPolicies: [many(0, 3), many(3, 2)],
    deviceCompliancePolicies: [[policy("c")]],
  });

  const first = await world.perform("policy.sync");
  world.pages.configurationPolicies = [[policy("p0", { name: "changed" }), policy("p1"), policy("new")]];
  const second = await world.perform("policy.sync");

  expect(first).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 6, processed: 6, created: 6, failed: 0 },
  });
  expect(counts(second)).toEqual({
    total: 4,
    processed: 4,
    created: 1,
    updated: 1,
    unchanged: 2,
    deleted: 3,
    failed: 0,
  });
  expect(await world.currentIds()).toEqual(["c", "new", "p0", "p1"]);
});

it("sync skips invalid items and stores the other 86", async () => {
  const huge = policy("huge", { text: randomBytes(400 * 1024).toString("base64") });
  const world = await aWorld({
    configurationPolicies: [[...many(0, 86), { name: "no id" }, policy("p1"), huge, null]],
  });

  const result = await world.perform("policy.sync");

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "policy_sync.items_failed",
    summaryCounts: { total: 90, processed: 90, created: 86, failed: 4 },
  });
  expect(result.kind === "ended" && result.failures?.map(({ code }) => code).sort()).toEqual([
    "policy_id_duplicate",
    "policy_id_missing",
    "policy_invalid",
    "policy_sync.removals_not_checked",
    "policy_too_large",
  ]);
});

it("sync removes nothing while an item is unidentified or too large", async () => {
  const world = await aWorld({ configurationPolicies: [[policy("a"), policy("b")]] });
  await world.perform("policy.sync");
  world.pages.configurationPolicies = [[policy("a"), { name: "no id" }]];
  expect(counts(await world.perform("policy.sync"))).toMatchObject({ deleted: 0 });

  world.pages.configurationPolicies = [[policy("a", { text: randomBytes(400 * 1024).toString("base64") })]];
  expect(counts(await world.perform("policy.sync"))).toMatchObject({ deleted: 1, failed: 1 });
  expect(await world.currentIds()).toEqual(["a"]);
});

it("sync reads the other collections when one is rejected, without removals", async () => {
  const world = await aWorld({ configurationPolicies: [[policy("a")]], deviceConfigurations: [[policy("d")]] });
  await world.perform("policy.sync");
  world.refused.deviceConfigurations = 403;

  const result = await world.perform("policy.sync");

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "provider_permission_denied",
    summaryCounts: { total: 1, unchanged: 1, deleted: 0 },
  });
  expect(await world.currentIds()).toEqual(["a", "d"]);
});

it("sync is blocked when every collection is refused", async () => {
  const refused = { deviceCompliancePolicies: 403, deviceConfigurations: 403, configurationPolicies: 403 };
  const world = await aWorld({}, refused);

  expect(await world.perform("policy.sync")).toMatchObject({
    outcome: "blocked",
    reasonCode: "provider_permission_denied",
  });
});

it("sync succeeds with nothing when the provider holds nothing", async () => {
  const world = await aWorld({});

  expect(await world.perform("policy.sync")).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 0 } });
});

it("sync reports processed of total within the provider's count", async () => {
  const world = await aWorld({ configurationPolicies: [many(0, 3)], deviceCompliancePolicies: [[policy("c")]] });

  const { reported } = await world.attempt(await world.claimed("policy.sync"));

  expect(reported).toEqual([
    { phase: "reading.deviceCompliancePolicies" },
    { processed: 1, total: 4 },
    { processed: 1, total: 4 },
    { processed: 4, total: 4 },
  ]);
});

it("sync hands over at page boundaries with the counts of a single part", async () => {
  const pages = { configurationPolicies: [many(0, 2), many(2, 2), [...many(4, 2), policy("p0")]] };
  const world = await aWorld(pages);
  const run = await world.claimed("policy.sync");
  let result: WorkResult = { kind: "handed_over", checkpoint: {} };
  let parts = 0;

  // No part has more than a moment left after its first page.
  for (; result.kind === "handed_over" && parts < 12; parts++) {
    let asked = 0;
    const timeLeft = () => (asked++ === 0 ? 600_000 : 16_000);
    ({ result } = await world.attempt({ ...run, attempt: parts + 1, checkpoint: result.checkpoint }, timeLeft));
  }

  expect(parts).toBeGreaterThan(3);
  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 7, created: 6, failed: 1, deleted: 0 },
  });
});

it("sync ends the same when a part is redelivered", async () => {
  const world = await aWorld({ configurationPolicies: [many(0, 2), many(2, 2)] });
  const run = await world.claimed("policy.sync");
  let asked = 0;
  const { result: first } = await world.attempt(run, () => (asked++ === 0 ? 600_000 : 16_000));
  const checkpoint = first.kind === "handed_over" ? first.checkpoint : undefined;

  const again = await world.attempt({ ...run, checkpoint, attempt: 2 });
  const redelivered = await world.attempt({ ...run, checkpoint, attempt: 3 });

  expect(counts(again.result)).toMatchObject({ total: 4, created: 4, failed: 0 });
  expect(redelivered.result).toEqual(again.result);
});

it("sync is idempotent on redelivery from the start", async () => {
  const world = await aWorld({ configurationPolicies: [[policy("a"), policy("b")]] });
  await world.perform("policy.sync");
  world.pages.configurationPolicies = [[policy("a", { name: "changed" }), policy("c")]];
  const run = await world.claimed("policy.sync");

  const first = await world.attempt(run);
  const second = await world.attempt({ ...run, attempt: 2 });

  expect(counts(first.result)).toMatchObject({ created: 1, updated: 1, deleted: 1 });
  expect(second.result).toEqual(first.result);
});

it("sync is blocked without a call when the connection is disabled or unconsented", async () => {
  const world = await aWorld({});
  const connection = await world.addConnection({ isEnabled: false });
  const disabled = await world.perform("policy.sync");
  await world.addConnection();
  await world.connections.recordCheck(scope, connection, { consentStatus: "required", verificationStatus: "blocked" });

  expect(disabled).toMatchObject({ outcome: "blocked", reasonCode: "provider_connection_disabled" });
  expect(await world.perform("policy.sync")).toMatchObject({
    outcome: "blocked",
    reasonCode: "provider_consent_missing",
  });
  expect(world.provider.requests).toEqual([]);
});
