import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { createSweepFunction } from "../../../functions/reconcile-sweep/app.ts";
import type { CountedWork } from "../../../functions/reconcile-sweep/count-open-work.ts";
import { createRunLists } from "../../../shared/ledger/run-lists.ts";
import { correlationOf, createSuccessPointer, successOf } from "../../../shared/ledger/success-pointer.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { AskAdapter } from "../../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../../shared/reconcile/reconcile-run.ts";
import { createRepairOpenProblems } from "../../../shared/reconcile/retire-superseded.ts";
import { createSweep } from "../../../shared/reconcile/sweep.ts";
import type { Run } from "../../../shared/run/run.ts";
import { correlation, createWorld, delivery, policySync, type World } from "../../ledger/world.ts";
import { inRole } from "../../support/permissions.ts";
import { lambdaContext } from "../sqs-records.ts";

const noAdapter: AskAdapter = async () => ({ decision: "unsupported", reasonCode: "x", evidence: {} });

function sweepOf(world: World, askAdapter = noAdapter) {
  const failures: string[] = [];
  const counts: (CountedWork | undefined)[] = [];
  const sweep = createSweep({
    ...world,
    reconcileRun: createReconcileRun({ ...world, askAdapter }),
    findOperation,
    overrides: {},
    onFailure: (runId, error) => failures.push(`${runId} ${error}`),
  });
  const scheduled = inRole(
    "ReconcileSweep",
    createSweepFunction({
      ...world,
      sweep,
      repairOpenProblems: createRepairOpenProblems({
        ...world,
        successPointer: createSuccessPointer(world.table),
        findOperation,
        settleRecords: async () => {},
        onFailure: (runId, error) => failures.push(`${runId} ${error}`),
      }),
      tick: { tickIfSilent: async () => undefined },
      evaluateAlerts: () => Promise.reject(new Error("the other clock is not silent")),
      countOpenWork: async () => ({ stale: 2, followUps: 3 }),
      report: (_swept, _retired, openWork) => void counts.push(openWork),
    }),
  );
  return { failures, counts, run: () => scheduled({}, lambdaContext()) };
}

async function aRun(world: World, environmentId = "acme-prod") {
  const answer = await world.start({ ...policySync, scope: { workspaceId: "acme", environmentId } });
  if (!("run" in answer)) throw new Error("the start was refused");
  return answer.run;
}

/** A problem and a later success of the same work, whose pointer is stored but which has not retired the problem. */
async function missedProblem(world: World): Promise<Run> {
  const end = async (outcome: "failed" | "succeeded") => {
    const run = await aRun(world);
    world.clock.advance(1);
    const claimed = await world.runService.claim(correlation(run.id), delivery());
    if (claimed.outcome !== "written") throw new Error("the claim was refused");
    const write = await world.runService.finish(claimed.run, { outcome, source: "worker" }, "attempt");
    world.clock.advance(1);
    if (write.outcome !== "written") throw new Error("the end was refused");
    return write.run;
  };
  const problem = await end("failed");
  const success = await end("succeeded");
  const scope = correlationOf(success);
  if (scope) await createSuccessPointer(world.table).remember(scope, successOf(success));
  return problem;
}

const openProblems = async (world: World) =>
  (await world.queries.findOpenProblems({ workspaceId: "acme", environmentId: "acme-prod" }, 10)).ids;

async function history(world: World) {
  const { entries } = await createRunLists(world.table).findNewest([{ workspaceId: "acme" }], { floor: "" }, 10);
  return world.queries.getRuns(entries.map(({ id }) => id));
}

describe("a sweep", () => {
  it("closes a dispatched but unclaimed run and records it in the workspace", async () => {
    const world = await createWorld();
    const run = await aRun(world);
    world.clock.advance(3601);

    const { counts } = await sweepOf(world).run();

    expect(counts).toMatchObject({ closed: 1, failed: 0 });
    expect(await world.queries.getRun(run.id)).toMatchObject({
      outcome: "failed",
      endedBy: { source: "scheduled_reconciler", reasonCode: "run.stale_queued" },
      context: { reconciliation: { source: "scheduled_reconciler", previousStatus: "queued" } },
    });
    expect(
      (await history(world)).map(({ type, status, environmentId }) => ({ type, status, environmentId })),
    ).toContainEqual({
      type: "ops.reconcile_adapter_runs",
      status: "completed",
      environmentId: null,
    });
  });

  it("closes a run only after its lease has expired", async () => {
    const world = await createWorld();
    const run = await aRun(world);
    world.clock.advance(2000);
    await world.runService.claim(correlation(run.id), delivery());
    world.clock.advance(850);
    const early = await sweepOf(world).run();
    world.clock.advance(1300);

    const late = await sweepOf(world).run();

    expect([early.counts.closed, late.counts.closed]).toEqual([0, 1]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ endedBy: { reasonCode: "run.stale_running" } });
  });

  it("resends an undispatched run three times, then fails it as undeliverable", async () => {
    const world = await createWorld();
    world.sqs.on(SendMessageCommand).rejects(new Error("no route to the queue"));
    const run = await aRun(world);
    const tries: number[] = [];

    for (const seconds of [120, 61, 61, 61]) {
      world.clock.advance(seconds);
      await sweepOf(world).run();
      tries.push((await world.queries.getRun(run.id))?.tries ?? -1);
    }

    expect(tries).toEqual([1, 2, 3, 3]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ endedBy: { reasonCode: "queue.dispatch_failed" } });
  });

  it("dispatches a run whose creator crashed before sending", async () => {
    const world = await createWorld();
    world.sqs.on(SendMessageCommand).rejectsOnce(new Error("stopped")).resolves({ MessageId: "m9" });
    const run = await aRun(world);
    world.clock.advance(121);

    const { counts } = await sweepOf(world).run();

    expect(counts.sent_again).toBe(1);
    expect((await world.queries.getRun(run.id))?.context.dispatch?.queueJobId).toBe("m9");
  });

  it("asks for proof before closing and writes the proven end", async () => {
    const world = await createWorld();
    const run = await aRun(world);
    world.clock.advance(3601);
    const related = { type: "environment_review", id: "r1" };

    const { counts } = await sweepOf(world, async () => ({
      decision: "reconciled_succeeded",
      reasonCode: "review_compose.matching_review_ready",
      evidence: { chosen: "r1" },
      related,
    })).run();

    expect(counts).toMatchObject({ reconciled: 1, closed: 0 });
    expect(await world.queries.getRun(run.id)).toMatchObject({
      outcome: "succeeded",
      context: { related, reconciliation: { source: "adapter_reconciler", adapter: "policy.sync", related } },
    });
  });

  it("keeps a run open for a day when its record is still in progress", async () => {
    const world = await createWorld();
    const run = await aRun(world);
    const goesOn: AskAdapter = async () => ({ decision: "still_in_progress", reasonCode: "x", evidence: {} });
    world.clock.advance(3601);
    const { counts } = await sweepOf(world, goesOn).run();
    world.clock.advance(86_400);

    const last = await sweepOf(world, goesOn).run();

    expect([counts.closed, counts.waits, last.counts.closed]).toEqual([0, 1, 1]);
    expect(await world.queries.getRun(run.id)).toMatchObject({
      endedBy: { reasonCode: "run.infrastructure_timeout_or_abandonment" },
    });
  });

  it("writes a proven end even when the run is fresh", async () => {
    const world = await createWorld();
    const run = await aRun(world);
    world.clock.advance(121);

    await sweepOf(world, async () => ({ decision: "reconciled_succeeded", reasonCode: "x", evidence: {} })).run();

    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "succeeded" });
  });

  it("continues with other runs when one fails", async () => {
    const world = await createWorld();
    await aRun(world, "acme-prod");
    await aRun(world, "acme-lab");
    world.clock.advance(3601);
    let times = 0;
    const sweep = sweepOf(world, async () => {
      times += 1;
      if (times === 1) throw new Error("adapter broke");
      return { decision: "unsupported", reasonCode: "x", evidence: {} };
    });

    const { counts } = await sweep.run();

    expect(counts).toMatchObject({ failed: 1, closed: 1 });
    expect(sweep.failures).toHaveLength(1);
  });

  it("ends a cancelled run after 24 hours when its adapter always throws", async () => {
    const world = await createWorld();
    const run = await aRun(world);
    await world.runService.claim(correlation(run.id), delivery());
    const claimed = await world.queries.getRun(run.id);
    if (claimed === undefined) throw new Error("the run is gone");
    await world.runService.requestCancel(claimed, { by: "operator", at: world.clock.now().toISOString() });
    const broken: AskAdapter = async () => Promise.reject(new Error("adapter broke"));
    world.clock.advance(86_399);
    const early = await sweepOf(world, broken).run();
    world.clock.advance(301);

    const late = await sweepOf(world, broken).run();

    expect([early.counts.closed, late.counts.closed]).toEqual([0, 1]);
    expect(await world.queries.getRun(run.id)).toMatchObject({
      status: "completed",
      endedBy: { reasonCode: "run.cancelled_by_operator", actor: "operator" },
    });
  });

  it("ends a run once when two sweeps run concurrently", async () => {
    const world = await createWorld();
    await aRun(world);
    world.clock.advance(3601);

    const both = await Promise.all([sweepOf(world).run(), sweepOf(world).run()]);

    expect(both.map(({ counts }) => counts.closed).reduce((a, b) => a + b)).toBe(1);
  });

  it("retires a superseded problem that its crossing success missed", async () => {
    const world = await createWorld();
    const problem = await missedProblem(world);

    await sweepOf(world).run();
    const atOnce = await openProblems(world);
    world.clock.advance(60);
    await sweepOf(world).run();

    expect([atOnce, await openProblems(world)]).toEqual([[problem.id], []]);
    expect(await world.queries.getRun(problem.id)).toMatchObject({ status: "completed", outcome: "failed" });
  });

  it("retires a missed superseded problem within sixteen sweeps after an outage", async () => {
    const world = await createWorld();
    const problem = await missedProblem(world);
    world.clock.advance(20 * 3600);
    const before = await openProblems(world);

    for (let sweeps = 0; sweeps < 16; sweeps++) {
      await sweepOf(world).run();
      world.clock.advance(60);
    }

    expect([before, await openProblems(world)]).toEqual([[problem.id], []]);
  });

  it("counts the open work every five minutes", async () => {
    const world = await createWorld();
    const { counts, run } = sweepOf(world);
    for (let minutes = 0; minutes < 10; minutes++) {
      await run();
      world.clock.advance(60);
    }

    expect(counts.filter((one) => one !== undefined)).toEqual([
      { stale: 2, followUps: 3 },
      { stale: 2, followUps: 3 },
    ]);
    expect(counts.findLastIndex((one) => one !== undefined) - counts.findIndex((one) => one !== undefined)).toBe(5);
  });

  it("changes and records nothing when all runs are healthy", async () => {
    const world = await createWorld();
    await aRun(world);
    world.clock.advance(121);

    const first = await sweepOf(world).run();
    const second = await sweepOf(world).run();

    expect(first.counts).toMatchObject({ waits: 1 });
    expect(Object.values(second.counts).every((n) => n === 0)).toBe(true);
    expect(await history(world)).toHaveLength(1);
  });
});
