import { gzipSync } from "node:zlib";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, expect, it } from "vitest";
import { findUsable } from "../records/find-usable.ts";
import { scope } from "./operation-world.ts";
import { dieAfterCreation, isRead } from "./provider-gate.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

const before = ["changed by an administrator"];

it("dry run previews changes and writes only its record", async () => {
  const world = await restoreWorld();
  const [first] = world.five;
  if (first === undefined) throw new Error("no policies");
  await world.atProvider("PATCH", first, { description: "changed by an administrator" });
  const run = await world.start({ dryRun: true });

  const { result } = await world.attempt(run);

  expect(result).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 5, processed: 5, unchanged: 4 },
    related: { type: "restore_run", id: run.id },
  });
  expect(world.gate.writes).toEqual([]);
  const record = await world.needs.restoreRuns.find(scope, run.id);
  expect(record).toMatchObject({
    status: "previewed",
    isDryRun: true,
    preview: { update: 1, unchanged: 4, create: 0 },
  });
  expect(await findUsable(world, scope, "restore-runs", run.correlationHash)).toBeUndefined();
});

it("restore executes a preview and completes its record with the run", async () => {
  const world = await restoreWorld();
  const original = await world.descriptions();
  await world.changeAll();
  const preview = await world.start({ dryRun: true });
  await world.attempt(preview);

  const run = await world.start({ restoreRunId: preview.id });
  const { result } = await world.attempt(run);

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 5, succeeded: 5, failed: 0 } });
  expect(await world.descriptions()).toEqual(original);
  expect(world.gate.writes).toHaveLength(5);
  expect(await world.needs.restoreRuns.find(scope, preview.id)).toMatchObject({
    status: "completed",
    isDryRun: false,
    operationRunId: run.id,
    previewRunId: preview.id,
    results: { applied: 5, skipped: 0, failed: 0, manualRequired: 0 },
  });
  expect(
    await world.prepare("restore.execute", { backupSetId: world.backupSetId, restoreRunId: preview.id }),
  ).toMatchObject({ kind: "refuse", errors: [{ path: "restoreRunId" }] });
});

it("restore skips a policy changed after its preview, with the reason", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const preview = await world.start({ dryRun: true });
  await world.attempt(preview);
  const [first] = world.five;
  if (first === undefined) throw new Error("no policies");
  await world.atProvider("PATCH", first, { description: "changed once more" });

  const result = await world.restore({ restoreRunId: preview.id });

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { succeeded: 4, blocked: 1 },
    failures: [{ code: "restore.assignments_not_restored" }, { code: "restore.changed_since_preview" }],
  });
  expect((await world.descriptions())[0]).toBe("changed once more");
});

it.each([
  { how: "approved", edit: "PATCH", left: "set by a person in the pause" },
  { how: "direct", edit: "PATCH", left: "set by a person in the pause" },
  { how: "direct", edit: "DELETE", left: "absent" },
])("$how restore skips a policy changed while its write was in doubt: $edit", async ({ how, edit, left }) => {
  const world = await restoreWorld();
  await world.changeAll();
  const preview = how === "approved" ? await world.start({ dryRun: true }) : undefined;
  if (preview !== undefined) await world.attempt(preview);
  const run = await world.start(preview && { restoreRunId: preview.id });
  // The first attempt dies with its first write, which the provider has made.
  let isDead = false;
  world.gate.intercept((line) => {
    const before = isDead;
    isDead ||= !isRead(line);
    return before ? "drop" : isDead ? "lose" : "pass";
  });
  await world.attempt(run, () => (isDead ? 0 : 1_000_000));
  world.gate.intercept(undefined);
  const inDoubt = (await world.needs.restoreRuns.listItems(scope, preview?.id ?? run.id)).find(
    ({ begun, result }) => begun && !result,
  );
  const index = world.five.findIndex(({ policyId }) => policyId === inDoubt?.itemId);
  const place = world.five[index];
  if (place === undefined) throw new Error("no write was begun");
  await world.atProvider(edit, place, edit === "PATCH" ? { description: left } : undefined);

  const { result } = await world.attempt({ ...run, attempt: 2, handovers: 1 }, () => 1_000_000);

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { succeeded: 4, blocked: 1 },
    failures: [{ code: "restore.assignments_not_restored" }, { code: "restore.changed_since_preview" }],
  });
  expect((await world.descriptions())[index]).toBe(left);
});

it("restore leaves a policy deleted that it had created before it died", async () => {
  const world = await restoreWorld();
  const [place] = world.five;
  if (place === undefined) throw new Error("no policies");
  await world.atProvider("DELETE", place);
  const run = await world.start({ policyIds: [place.policyId] });
  await dieAfterCreation(world, run);
  const { collection, policyId: id } = place;
  const created = await world.needs.bindings.find(scope, "connection-1", { collection, id });
  await world.atProvider("DELETE", { collection, policyId: created?.boundId ?? "" });

  const { result } = await world.attempt({ ...run, attempt: 2, handovers: 1 }, () => 1_000_000);

  expect(result).toMatchObject({
    summaryCounts: { succeeded: 0, blocked: 1 },
    failures: [{ code: "restore.assignments_not_restored" }, { code: "restore.changed_since_preview" }],
  });
  expect(world.gate.writes).toEqual([expect.stringMatching(/^POST /)]);
});

it("restore skips policies that already match at the provider", async () => {
  const world = await restoreWorld();

  expect(await world.restore()).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 0, skipped: 5 } });
  expect(world.gate.writes).toEqual([]);
});

it("restore writes only the requested policies", async () => {
  const world = await restoreWorld();
  await world.changeAll();

  const result = await world.restore({ policyIds: [world.five[1]?.policyId] });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 1, succeeded: 1 } });
  expect(world.gate.writes).toHaveLength(1);
  expect((await world.descriptions()).filter((text) => before.includes(text))).toHaveLength(4);
});

it("restore partially succeeds when two of five policies are rejected", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  for (const { policyId } of world.five.slice(1, 3)) {
    await world.fault({
      match: `PATCH /beta/deviceManagement/${collectionOf(world, policyId)}/${policyId}`,
      status: 400,
      times: 1,
    });
  }
  const run = await world.start();

  const { result } = await world.attempt(run);

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "restore.partial_items",
    summaryCounts: { total: 5, processed: 5, succeeded: 3, failed: 2 },
    failures: [
      { code: "restore.assignments_not_restored" },
      { code: "restore.write_refused" },
      { code: "restore.write_refused" },
    ],
  });
  expect(await world.needs.restoreRuns.find(scope, run.id)).toMatchObject({ status: "partial" });
});

it("restore fails when no item could be restored", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  await world.fault({ match: "/beta/deviceManagement/", status: 403, times: 50 });
  const run = await world.start();

  expect((await world.attempt(run)).result).toMatchObject({ outcome: "failed", summaryCounts: { failed: 5 } });
  expect(await world.needs.restoreRuns.find(scope, run.id)).toMatchObject({ status: "failed" });
});

it("restore writes the other policies when one stored version is damaged or missing", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const [damaged, gone] = world.five;
  const versions = { pk: `REC#${scope.workspaceId}#${scope.environmentId}#policy-versions` };
  const { client, tableName } = world;
  const record = { policyId: damaged?.policyId, storedAt: "2026-03-02T09:00:00.000Z", body: gzipSync("{") };
  await client.send(new PutCommand({ TableName: tableName, Item: { ...versions, sk: damaged?.contentHash, record } }));
  await client.send(new DeleteCommand({ TableName: tableName, Key: { ...versions, sk: gone?.contentHash } }));

  expect(await world.restore()).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { succeeded: 3, blocked: 2 },
    failures: [
      { code: "restore.assignments_not_restored" },
      { code: "restore.version_missing" },
      { code: "restore.version_missing" },
    ],
  });
});

it("restore continues after the Retry-After of a 429", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  await world.fault({ match: "PATCH ", status: 429, times: 2, retryAfterSeconds: 0 });

  expect(await world.restore()).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 5 } });
});

it("restore hands over with a resume time when Retry-After exceeds a short pause", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  await world.fault({ match: "PATCH ", status: 429, times: 1, retryAfterSeconds: 900 });
  const run = await world.start();

  const { result } = await world.attempt(run);

  const until = new Date(world.clock.now().getTime() + 900_000).toISOString();
  const wait = { reason: "provider_throttled", until };
  expect(result).toEqual({ kind: "handed_over", checkpoint: { processed: 1 }, wait });
  world.clock.advance(901);
  const next = { ...run, handovers: 1, checkpoint: { processed: 1 } };
  expect((await world.attempt(next)).result).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 5 } });
});

it("restore recreates a deleted policy once and recognizes it later", async () => {
  const world = await restoreWorld();
  const [first] = world.five;
  if (first === undefined) throw new Error("no policies");
  await world.atProvider("DELETE", first);
  const run = await world.start();

  expect((await world.attempt(run)).result).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1 } });
  const item = (await world.needs.restoreRuns.listItems(scope, run.id)).find(({ itemId }) => itemId === first.policyId);
  expect(item?.result).toMatchObject({ status: "applied", createdId: expect.any(String) });
  const again = await world.restore();
  expect(again).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 0, skipped: 5 } });
  expect(world.gate.writes).toHaveLength(1);
});

it("restore creates a policy once when the response is lost", async () => {
  const world = await restoreWorld();
  const [first] = world.five;
  if (first === undefined) throw new Error("no policies");
  await world.atProvider("DELETE", first);
  world.gate.loseAnswersTo("POST /beta/", 1);

  expect(await world.restore()).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1 } });
  expect(world.gate.writes).toHaveLength(1);
});

function collectionOf(world: RestoreWorld, policyId: string): string {
  return world.five.find((policy) => policy.policyId === policyId)?.collection ?? "";
}
