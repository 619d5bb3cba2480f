import { describe, expect, it } from "vitest";
import { createBridge } from "../../functions/failed-job-bridge/app.ts";
import { endEntryOf } from "../../functions/run-events/audit-end.ts";
import { createProcessRunEnd } from "../../functions/run-events/process-run-end.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSweep } from "../../shared/reconcile/sweep.ts";
import { createWorld as createLedger, policySync } from "../ledger/world.ts";
import { inRole } from "../support/permissions.ts";
import { eventOf, laneOfQueue, recordOf, sentBodies } from "./sqs-records.ts";
import { createWorld } from "./world.ts";

/** Unknown types: a historical name, a different case, and a name from Object.prototype. */
const unknown = ["inventory_sync", "policy.SYNC", "constructor"];

describe.each(unknown)("a run whose stored type is %s", (type) => {
  it("is shown under its own name in lists and detail", async () => {
    const world = await createWorld();
    const run = await world.aRun({ type });
    const shown = { type, label: "Unknown operation", freshness: "unknown", status: "queued" };

    const list = await world.call({ path: "/api/workspaces/acme/operations" });
    const detail = await world.call({ path: `/api/workspaces/acme/operations/${run.id}` });

    expect(list.body.items).toMatchObject([shown]);
    expect(detail.body).toMatchObject(shown);
  });

  it("is closed by the sweep at the maximum age and its end processed", async () => {
    const world = await createLedger();
    const answer = await world.start({ ...policySync, operation: { ...policySync.operation, type } });
    const id = "run" in answer ? answer.run.id : "";
    const failures: unknown[] = [];
    const askAdapter = createAskAdapter({
      findOperation,
      needs: createAdapterDependencies({ ...world.table, clock: world.clock }),
    });
    const reconcileRun = createReconcileRun({ ...world, askAdapter });
    const onFailure = (_id: string, error: unknown) => failures.push(error);
    const sweep = inRole(
      "ReconcileSweep",
      createSweep({ ...world, reconcileRun, findOperation, overrides: {}, onFailure }),
    );
    const limits = { runsMax: 10, mayGoOn: () => true };

    world.clock.advance(7200);
    expect((await sweep(limits)).counts.waits).toBe(1);
    world.clock.advance(24 * 3600);
    expect((await sweep(limits)).counts.closed).toBe(1);

    const run = await world.queries.getRun(id);
    if (run === undefined) throw new Error("the run is gone");
    expect(endEntryOf(run)).toMatchObject({ action: "operation_run.reconciled", metadata: { type } });
    const successPointer = createSuccessPointer(world.table);
    await inRole("RunEventsFollower", createProcessRunEnd({ ...world, successPointer, findOperation }))(run);
    expect(failures).toEqual([]);
  });

  it("is not handled by the bridge: message kept, nothing written", async () => {
    const world = await createLedger();
    const answer = await world.start({ ...policySync, operation: { ...policySync.operation, type } });
    const id = "run" in answer ? answer.run.id : "";
    const rejected: string[] = [];
    const reports = { rejected: (reason: string) => void rejected.push(reason), settled() {}, failed() {} };
    const askAdapter = createAskAdapter({
      findOperation,
      needs: createAdapterDependencies({ ...world.table, clock: world.clock }),
    });

    const response = await inRole(
      "FailedJobBridge",
      createBridge({ ...world, laneOf: laneOfQueue, askAdapter, findOperation, reports }),
    )(eventOf(recordOf(sentBodies(world)[0] ?? "")));

    expect(response.batchItemFailures).toHaveLength(1);
    expect(rejected).toEqual(["job_not_tracked"]);
    expect(await world.queries.getRun(id)).toMatchObject({ status: "queued" });
  });
});
