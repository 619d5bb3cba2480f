import { afterEach, expect, it } from "vitest";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import type { Progress } from "../../shared/operations/define-operation.ts";
import { policyCollections } from "../../shared/operations/provider/provider-access.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createBackupSets } from "../../shared/records/backup-sets.ts";
import { operationWorld, scope } from "./operation-world.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

/** A person stops the work once all items are known, and before they are put in place. */
const stopped = async (progress: Progress) => {
  if ("total" in progress) throw new Error("stopped");
};

type World = Awaited<ReturnType<typeof operationWorld>>;

/** So many policies as a sync would have stored them, each saying `content`. */
async function store(world: World, count: number, content: string, isComplete = true): Promise<void> {
  world.clock.advance(60);
  const runId = world.ids.next(world.clock.now());
  const n = await world.needs.tickets.take(scope, "policies", { runId, attempt: 1 });
  const source = { runId, n, providerConnectionId: "connection-1" };
  const policies = Array.from({ length: count }, (_, index) => ({
    id: `policy-${String(index).padStart(3, "0")}`,
    collection: "deviceConfigurations" as const,
    platform: "ios",
    displayName: `Policy ${index}`,
    settingCount: 1,
    contentHash: `${content}-${index}`,
    normalHash: `${content}-${index}`,
    body: Buffer.from(content),
  }));
  await world.needs.policies.upsertPage(scope, policies, { ...source, page: 0, partStartsAtPage: 0, swept: [] });
  for (const collection of policyCollections) {
    await world.needs.policies.recordCollectionRead(scope, { ...source, collection, isComplete, failedItems: 0 });
  }
}

it("a backup set references the current version of every synced policy", async () => {
  const world = await operationWorld();
  await store(world, 60, "first");
  const run = await world.claimed("backup_set.update", { name: "Weekly" });

  const { result } = await world.attempt(run);

  const id = String(run.context.backupSetId);
  expect(result).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 60, processed: 60, items: 60, created: 60 },
    related: { type: "backup_set", id },
  });
  expect(await world.needs.backupSets.find(scope, id)).toMatchObject({
    name: "Weekly",
    status: "completed",
    itemCount: 60,
  });
  const [item] = await world.needs.backupSets.listItems(scope, id);
  expect(item).toMatchObject({ policyId: "policy-000", contentHash: "first-0" });
  expect(item).not.toHaveProperty("body");
});

it("a backup set update keeps removed policies", async () => {
  const world = await operationWorld();
  await store(world, 3, "first");
  const first = await world.claimed("backup_set.update");
  await world.attempt(first);
  await store(world, 2, "second");

  const again = await world.perform("backup_set.update", { backupSetId: first.context.backupSetId });

  expect(again).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 3, items: 3, updated: 2, unchanged: 1 },
  });
});

it("a backup set update is idempotent on redelivery and keeps the first versions", async () => {
  const world = await operationWorld();
  await store(world, 30, "first");
  const run = await world.claimed("backup_set.update");
  const { result } = await world.attempt(run);
  await store(world, 30, "second");

  expect((await world.attempt({ ...run, attempt: 2 })).result).toEqual(result);
  const [item] = await world.needs.backupSets.listItems(scope, String(run.context.backupSetId));
  expect(item?.contentHash).toBe("first-0");
});

it("a backup set taken during a sync is partial and names the gaps", async () => {
  const world = await operationWorld();
  await store(world, 3, "first", false);

  const result = await world.perform("backup_set.update");

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "backup.source_incomplete",
    summaryCounts: { items: 3 },
    failures: [{ code: "backup.source_incomplete" }, {}, {}],
  });
  const id = result.kind === "ended" ? (result.related?.id ?? "") : "";
  expect(await world.needs.backupSets.find(scope, id)).toMatchObject({
    status: "partial",
    coverage: policyCollections.map((collection) => ({ collection, isComplete: false })),
  });
});

it.each([
  { hand: "an operator", source: "operator", reasonCode: "run.cancelled_by_operator" },
  { hand: "the bridge", source: "failed_job_bridge", reasonCode: "run.queue_failure_bridge" },
  { hand: "the sweep", source: "scheduled_reconciler", reasonCode: "run.stale_running" },
] as const)("a completed backup set is kept when $hand ends its update", async ({ source, reasonCode }) => {
  const world = await operationWorld();
  await store(world, 30, "first");
  const first = await world.claimed("backup_set.update", { name: "Before the change" });
  await world.attempt(first);
  const backupSetId = String(first.context.backupSetId);
  const before = await createBackupSets(world).findWithItems(scope, backupSetId);
  await store(world, 30, "second");
  const update = await world.claimed("backup_set.update", { backupSetId });
  await expect(world.attempt(update, undefined, stopped)).rejects.toThrow("stopped");
  expect(await world.prepare("restore.execute", { backupSetId })).toMatchObject({ kind: "start" });

  const end = { status: "completed", outcome: "failed", completedAt: world.clock.now().toISOString() } as const;
  const ended = { ...update, ...end, endedBy: { source, reasonCode } };
  const settle = createSettleRecords({ findOperation, needs: createAdapterDependencies(world) });
  for (let times = 0; times < 2; times++) await settle(ended);

  expect(await createBackupSets(world).findWithItems(scope, backupSetId)).toEqual(before);
  expect(await world.needs.backupSets.find(scope, backupSetId)).not.toHaveProperty("taking");
  await expect(world.attempt(update)).rejects.toThrow(FencedError);
});

it("a new backup set fails when its run ended while it was empty", async () => {
  const world = await operationWorld();
  await store(world, 3, "first");
  const run = await world.claimed("backup_set.update");
  await expect(world.attempt(run, undefined, stopped)).rejects.toThrow("stopped");

  const ended = { ...run, status: "completed", outcome: "failed" } as const;
  await createSettleRecords({ findOperation, needs: createAdapterDependencies(world) })(ended);

  const id = String(run.context.backupSetId);
  expect(await world.needs.backupSets.find(scope, id)).toMatchObject({ status: "failed", itemCount: 0 });
});

it("a backup set contains existing policies and names missing ones", async () => {
  const world = await operationWorld();
  await store(world, 3, "first");

  expect(await world.perform("backup_set.update", { policyIds: ["policy-001", "gone"] })).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "backup.items_failed",
    summaryCounts: { total: 2, created: 1, failed: 1 },
    failures: [{ code: "backup.policy_missing" }],
  });
  expect(await world.perform("backup_set.update", { policyIds: ["gone"] })).toMatchObject({ outcome: "failed" });
});

it("a backup is blocked without synced policies and rejects a missing set", async () => {
  const world = await operationWorld();

  expect(await world.perform("backup_set.update")).toMatchObject({
    outcome: "blocked",
    reasonCode: "backup.no_synced_policies",
  });
  expect(await world.prepare("backup_set.update", { backupSetId: "none" })).toMatchObject({
    kind: "refuse",
    errors: [{ path: "backupSetId" }],
  });
});

it("a superseded run does not change a backup set that a later run took", async () => {
  const world = await operationWorld();
  await store(world, 3, "first");
  const first = await world.claimed("backup_set.update");
  await world.attempt(first);
  const input = { backupSetId: first.context.backupSetId };
  const early = await world.claimed("backup_set.update", input);
  const late = await world.claimed("backup_set.update", input);

  const { result } = await world.attempt(early, undefined, async (progress) => {
    if ("total" in progress) await world.attempt(late);
  });

  expect(result).toMatchObject({ outcome: "blocked", reasonCode: "backup.taken_by_later_run" });
  expect(await world.needs.backupSets.find(scope, String(input.backupSetId))).toMatchObject({
    status: "completed",
    operationRunId: late.id,
  });
});

it("equal starts of a new backup set are one run, different selections two", async () => {
  const { prepare } = await restoreWorld();
  const identityOf = async (input: Record<string, unknown>) => {
    const prepared = await prepare("backup_set.update", input);
    return prepared.kind === "start" ? prepared.identity : prepared;
  };

  expect(await identityOf({})).toEqual(await identityOf({}));
  expect(await identityOf({ policyIds: ["a", "b"] })).toEqual(await identityOf({ policyIds: ["b", "a"] }));
  expect(await identityOf({ policyIds: ["a"] })).not.toEqual(await identityOf({}));
  expect(await identityOf({ name: "Weekly" })).not.toEqual(await identityOf({}));
});
