import { expect, it } from "vitest";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { closedAsFailed } from "../../shared/reconcile/close.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import type { Run } from "../../shared/run/run.ts";
import { correlation, createWorld, delivery, type World } from "../ledger/world.ts";
import { inRole } from "../support/permissions.ts";

const type = "restore.execute";
const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const itemIds = ["policy-1", "policy-2"];

/** A claimed restore whose worker fell silent, with everything to reconcile it. */
async function anAbandonedRestore() {
  const world = await createWorld();
  const answer = await world.start({
    operation: { type, lane: "long", correlationKeys: ["backupSetId", "mode"] },
    lifecycle: findOperation(type)?.lifecycle ?? "uncovered",
    scope,
    initiator: { id: "manager", name: "Manager" },
    prepared: {
      kind: "start",
      identity: { backupSetId: "set-1", dryRun: false },
      input: { backupSetId: "set-1" },
      context: { backupSetId: "set-1", mode: "execution" },
    },
  });
  if (!("run" in answer)) throw new Error("the start was refused");
  await world.runService.claim(correlation(answer.run.id, { type }), delivery());
  world.clock.advance(1000);
  const restoreRuns = createRestoreRuns({ ...world.table, clock: world.clock });
  const reconcileRun = createReconcileRun({
    ...world,
    askAdapter: createAskAdapter({
      findOperation,
      needs: createAdapterDependencies({ ...world.table, clock: world.clock, overrides: {} }),
    }),
  });
  return {
    world,
    runId: answer.run.id,
    restoreRuns,
    reconcile: async () => reconcileRun(await stored(world, answer.run.id), "adapter_reconciler"),
  };
}

async function stored(world: World, runId: string): Promise<Run> {
  const run = await world.queries.getRun(runId);
  if (run === undefined) throw new Error("the run is gone");
  return run;
}

/** The record of a run with this status and these item results. */
async function aRecord(
  restoreRuns: ReturnType<typeof createRestoreRuns>,
  runId: string,
  made: {
    readonly in?: typeof scope;
    readonly end?: "completed" | "partial" | "failed";
    readonly results?: readonly ("applied" | "skipped" | "failed")[];
    readonly isDryRun?: boolean;
  },
) {
  const where = made.in ?? scope;
  const results = made.results ?? [];
  const by = { runId, attempt: 1 };
  await restoreRuns.open(where, {
    id: runId,
    backupSetId: "set-1",
    providerConnectionId: "connection-1",
    by,
    requestedByUserId: "manager",
    isDryRun: made.isDryRun ?? false,
    requestedItems: "all",
  });
  const item = { collection: "deviceConfigurations", displayName: "Phones", contentHash: "0".repeat(64) } as const;
  await restoreRuns.addItems(
    where,
    runId,
    results.map((_, index) => ({ ...item, itemId: itemIds[index] ?? "" })),
  );
  for (const [index, status] of results.entries()) {
    await restoreRuns.recordResult(where, runId, itemIds[index] ?? "", { status }, by);
  }
  await restoreRuns.move(where, runId, by, "scoped", { itemCount: itemIds.length });
  for (const status of ["checked", "queued", "running"] as const) await restoreRuns.move(where, runId, by, status);
  if (made.end) await restoreRuns.move(where, runId, by, made.end, { completedAt: "2026-03-02T09:10:00.000Z" });
}

it("restore adapter completes a run when every item is proven, with evidence", async () => {
  const { world, runId, restoreRuns, reconcile } = await anAbandonedRestore();
  await aRecord(restoreRuns, runId, { end: "completed", results: ["applied", "skipped"] });

  expect(await reconcile()).toMatchObject({ result: "reconciled" });

  expect(await stored(world, runId)).toMatchObject({
    status: "completed",
    outcome: "succeeded",
    summaryCounts: { total: 2, succeeded: 1, skipped: 1 },
    context: {
      reconciliation: {
        source: "adapter_reconciler",
        adapter: type,
        decision: "reconciled_succeeded",
        reasonCode: "restore.completed_with_item_proof",
        previousStatus: "running",
        evidence: { ...scope, restoreRunId: runId, backupSetId: "set-1", status: "completed", items: 2 },
        related: { type: "restore_run", id: runId },
      },
    },
  });
  expect(await reconcile()).toMatchObject({ result: "already_terminal" });
});

it.each([
  {
    what: "a completed record without item results",
    made: { end: "completed" },
    outcome: "blocked",
    decision: "attention_required",
  },
  {
    what: "a completed record with half of its results",
    made: { end: "completed", results: ["applied"] },
    outcome: "blocked",
    decision: "attention_required",
  },
  {
    what: "a completed record with a failed item",
    made: { end: "completed", results: ["applied", "failed"] },
    outcome: "partially_succeeded",
    decision: "reconciled_partially_succeeded",
  },
  {
    what: "a partial record",
    made: { end: "partial", results: ["applied", "failed"] },
    outcome: "partially_succeeded",
    decision: "reconciled_partially_succeeded",
  },
  {
    what: "a failed record",
    made: { end: "failed", results: ["failed", "failed"] },
    outcome: "failed",
    decision: "reconciled_failed",
  },
] as const)("restore adapter ends a run as $outcome by $what", async ({ made, outcome, decision }) => {
  const { world, runId, restoreRuns, reconcile } = await anAbandonedRestore();
  await aRecord(restoreRuns, runId, made);

  expect(await reconcile()).toMatchObject({ result: "reconciled", answer: { decision } });
  const run = await stored(world, runId);
  expect(run).toMatchObject({ status: "completed", outcome });
  expect(run.failures.length).toBeGreaterThan(0);
});

it.each([
  { what: "goes on", made: { results: ["applied", "applied"] }, result: "still_running" },
  {
    what: "is a preview",
    made: { isDryRun: true, results: ["applied", "applied"], end: "completed" },
    result: "still_running",
  },
  {
    what: "is of another environment",
    made: { in: { ...scope, environmentId: "acme-lab" }, results: ["applied", "applied"], end: "completed" },
    result: "no_proof",
  },
  {
    what: "is of another workspace",
    made: { in: { ...scope, workspaceId: "globex" }, results: ["applied", "applied"], end: "completed" },
    result: "no_proof",
  },
] as const)("restore adapter writes nothing when the record $what", async ({ made, result }) => {
  const { world, runId, restoreRuns, reconcile } = await anAbandonedRestore();
  await aRecord(restoreRuns, runId, made);
  const before = await stored(world, runId);

  expect(await reconcile()).toMatchObject({ result });

  expect(await stored(world, runId)).toEqual(before);
});

it("restore adapter writes nothing when there is no record", async () => {
  const { world, runId, reconcile } = await anAbandonedRestore();
  const before = await stored(world, runId);

  expect(await reconcile()).toMatchObject({ result: "no_proof", answer: { reasonCode: "restore.record_missing" } });
  expect(await stored(world, runId)).toEqual(before);
});

it.each([
  { what: "is still running", made: { results: ["applied"] }, status: "failed", reason: "run.queue_failure_bridge" },
  { what: "has its own end", made: { end: "partial", results: ["applied", "failed"] }, status: "partial" },
  { what: "is of another environment", made: { in: { ...scope, environmentId: "acme-lab" } }, status: "running" },
] as const)("restore adapter settles the run's own running record when it $what", async (row) => {
  const { world, runId, restoreRuns } = await anAbandonedRestore();
  await aRecord(restoreRuns, runId, row.made);
  const where = "in" in row.made ? row.made.in : scope;
  const run = await stored(world, runId);
  await world.runService.finish(run, closedAsFailed(run, "failed_job_bridge", "run.queue_failure_bridge"), "observed");
  const ended = await stored(world, runId);
  const settle = inRole("RunEventsFollower", async () => settling(world)(ended));

  await settle();
  const once = await restoreRuns.find(where, runId);
  await settle();

  expect(once).toMatchObject({ status: row.status, ...("reason" in row && { failureReason: row.reason }) });
  expect(await restoreRuns.find(where, runId)).toEqual(once);
});

it("restore adapter leaves the record of an active run unchanged", async () => {
  const { world, runId, restoreRuns } = await anAbandonedRestore();
  await aRecord(restoreRuns, runId, {});

  await settling(world)(await stored(world, runId));

  expect(await restoreRuns.find(scope, runId)).toMatchObject({ status: "running" });
});

function settling(world: World) {
  return createSettleRecords({
    findOperation,
    needs: createAdapterDependencies({ ...world.table, clock: world.clock }),
  });
}
