import { expect, it } from "vitest";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { loadTexts } from "../../shared/presenter/locale.ts";
import { failuresOf } from "../../shared/presenter/run-words.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { type Script, sendJson } from "../provider/scripted-provider.ts";
import { scope } from "./operation-world.ts";
import { type ListedWorld, listedWorld, listOf } from "./provider-list-world.ts";

await loadTexts("de");

const [first, second] = ["deviceCompliancePolicies", "deviceConfigurations"] as const;
const forbidden: Script = (_request, response) => sendJson(response, 403, {});
const policy = (id: string, name: string) => ({ id, displayName: name });
const messagesOf = (result: WorkResult, locale: "en" | "de" = "en") =>
  failuresOf(result.kind === "ended" ? (result.failures ?? []) : [], locale).map(({ message }) => message);

it.each([
  ["one part", (world: ListedWorld) => world.sync()],
  ["parts of one page", (world: ListedWorld) => world.syncInParts()],
])("sync names the second policy of one id in two collections, in %s", async (_what, sync) => {
  const world = await listedWorld({
    [first]: listOf(policy("x", "Compliance")),
    [second]: listOf(policy("x", "Device")),
  });

  const result = await sync(world);

  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { created: 1, failed: 1 } });
  expect(messagesOf(result)).toEqual([
    expect.stringMatching(/^Policy "Device" \(x\) in deviceConfigurations: .*same id/),
  ]);
  expect(messagesOf(result, "de")).toEqual([expect.stringMatching(/^Richtlinie „Device“ \(x\) .*dieselbe Kennung/)]);
  expect(await world.stored()).toMatchObject([{ collection: first, displayName: "Compliance" }]);
});

it.each([first, second])("sync keeps the stored policy of an id when %s was not read", async (unread) => {
  const [kept, other] = unread === first ? [first, second] : [second, first];
  const world = await listedWorld({ [kept]: listOf(policy("x", "Kept")) });
  await world.sync();
  world.lists[kept] = forbidden;
  world.lists[other] = listOf(policy("x", "Other"));

  const result = await world.sync();

  expect(await world.stored()).toMatchObject([{ collection: kept, displayName: "Kept" }]);
  expect(messagesOf(result)).toContainEqual(expect.stringMatching(/^Policy "Other" \(x\) in /));
});

it.each([first, second])("sync keeps the stored policy of a shared id in %s while it exists", async (kept) => {
  const other = kept === first ? second : first;
  const world = await listedWorld({ [kept]: listOf(policy("x", "Kept")) });
  await world.sync();
  world.lists[other] = listOf(policy("x", "Other"));

  for (const _again of [1, 2]) {
    expect(await world.sync()).toMatchObject({ summaryCounts: { unchanged: 1, deleted: 0, failed: 1 } });
    expect(await world.stored()).toMatchObject([{ collection: kept, displayName: "Kept" }]);
  }
});

it.each([first, second])("sync follows a policy that leaves %s for another collection", async (left) => {
  const other = left === first ? second : first;
  const world = await listedWorld({ [left]: listOf(policy("x", "Moved"), policy("y", "Stays")) });
  await world.sync();
  world.lists[left] = listOf(policy("y", "Stays"));
  world.lists[other] = listOf(policy("x", "Moved"));

  await world.sync();

  expect(await world.sync()).toMatchObject({ outcome: "succeeded" });
  expect(await world.stored()).toMatchObject([{ policyId: "x", collection: other }, { policyId: "y" }]);
});

it("sync marks no policy as seen when another of its id was unreadable", async () => {
  const world = await listedWorld({ [first]: listOf(policy("x", "Kept")) });
  await world.sync();
  const policies = createPolicies(world);
  const seen = (await policies.find(scope, "x"))?.lastSeenAt;
  world.lists[first] = forbidden;
  world.lists[second] = listOf({ ...policy("x", "Cut off"), "rules@odata.nextLink": "https://elsewhere.test/next" });

  await world.sync();

  expect((await policies.find(scope, "x"))?.lastSeenAt).toBe(seen);
});

it("evidence and backup report a policy left out for its shared id", async () => {
  const world = await listedWorld({
    [first]: listOf(policy("x", "Compliance")),
    [second]: listOf(policy("x", "Device")),
  });
  await world.sync();

  const evidence = await world.perform("tenant.evidence.snapshot.generate");
  const backup = await world.perform("backup_set.update");

  expect(evidence).toMatchObject({ summaryCounts: { warnings: 1 } });
  expect(await world.needs.evidence.findActive(scope)).toMatchObject({ completeness: "partial" });
  expect(messagesOf(backup)).toEqual([expect.stringMatching(/^Collection deviceConfigurations: /)]);
  expect(backup).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { created: 1 } });
});
