import { expect, it } from "vitest";
import { createBridge } from "../../functions/failed-job-bridge/app.ts";
import type { End } from "../../shared/ledger/finish.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import type { AskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSweep } from "../../shared/reconcile/sweep.ts";
import type { Run } from "../../shared/run/run.ts";
import { eventOf, lambdaContext, laneOfQueue, recordOf, sentBodies } from "../functions/sqs-records.ts";
import { workerIn } from "../functions/worker/delivered-run.ts";
import { createWorld, policySync, type World } from "../ledger/world.ts";
import { inRole } from "../support/permissions.ts";

const endOutcomes = ["succeeded", "partially_succeeded", "blocked", "failed"] as const;

/** An adapter that always claims another end. */
const eager: AskAdapter = async () => ({
  decision: "reconciled_succeeded",
  reasonCode: "review_compose.matching_review_ready",
  evidence: { found: "another end" },
  related: { type: "environment_review", id: "another" },
});

/** Every writer of an end, applied to an ended run; `seen` is the run as it was read while active. */
const writers: Record<string, (world: World, seen: Run, body: string) => Promise<unknown>> = {
  tracker(world, _seen, body) {
    const { worker } = workerIn(world, async () => ({ kind: "ended", outcome: "succeeded" }));
    return worker(eventOf(recordOf(body)), lambdaContext());
  },
  bridge(world, _seen, body) {
    const reports = { rejected() {}, settled() {}, failed() {} };
    return inRole(
      "FailedJobBridge",
      createBridge({ ...world, laneOf: laneOfQueue, findOperation, askAdapter: eager, reports }),
    )(eventOf(recordOf(body)));
  },
  async sweep(world, seen) {
    // A lagging index: the sweep gets the run as if it were due.
    const queries = {
      ...world.queries,
      findDue: async (shard: number) => ({ ids: shard === 0 ? [seen.id] : [], next: undefined }),
    };
    const reconcileRun = createReconcileRun({ ...world, askAdapter: eager });
    const sweep = inRole(
      "ReconcileSweep",
      createSweep({ ...world, queries, reconcileRun, findOperation, overrides: {}, onFailure() {} }),
    );
    expect((await sweep({ runsMax: 10, mayGoOn: () => true })).counts.already_ended).toBe(1);
  },
  async adapter(world, seen) {
    // Asked while the run was active; the answer arrives too late.
    const { result } = await createReconcileRun({ ...world, askAdapter: eager })(seen, "adapter_reconciler");
    expect(result).toBe("already_terminal");
  },
  async operator(world, seen) {
    const stored = (await world.queries.getRun(seen.id)) ?? seen;
    const ask = createReconcileRun({ ...world, askAdapter: eager });
    const { result, answer } = await ask(stored, "operator_reconcile", "operator");
    expect([result, answer]).toEqual(["already_terminal", undefined]);
  },
};

const cases = Object.keys(writers).flatMap((writer) => endOutcomes.map((outcome) => ({ writer, outcome })));

it.each(cases)("$writer leaves a run that ended as $outcome unchanged", async ({ writer, outcome }) => {
  const world = await createWorld();
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  const end: End = { outcome, source: "adapter_reconciler", reasonCode: "run.adapter_out_of_sync" };
  await world.runService.finish(answer.run, end, "observed");
  const before = await world.queries.getRun(answer.run.id);
  world.clock.advance(4000);

  await writers[writer]?.(world, answer.run, sentBodies(world)[0] ?? "");

  expect(before?.status).toBe("completed");
  expect(await world.queries.getRun(answer.run.id)).toEqual(before);
});
