import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReconcileDecision } from "../../shared/operations/define-operation.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import type { AskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createCancelRun } from "../../shared/reconcile/cancel-run.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSweep } from "../../shared/reconcile/sweep.ts";
import type { CancelRequest, Run } from "../../shared/run/run.ts";
import { eventOf, lambdaContext, recordOf, sentBodies } from "../functions/sqs-records.ts";
import { aDelivery } from "../functions/worker/delivered-run.ts";
import {
  correlation,
  createWorld,
  delivery,
  interceptedClient,
  parts,
  policySync,
  type World,
} from "../ledger/world.ts";
import { createTestTable } from "../support/table.ts";

const request: CancelRequest = { by: "manager", at: "2026-03-02T09:00:00.000Z" };
const cancelled = {
  status: "completed",
  outcome: "failed",
  endedBy: { source: "operator", reasonCode: "run.cancelled_by_operator", actor: "manager" },
  failures: [{ code: "run.cancelled_by_operator" }],
};
/** The same end, without confirmation by a worker. */
const unconfirmed = { ...cancelled, failures: [...cancelled.failures, { code: "run.cancel_unconfirmed" }] };

function cancelIn(world: Pick<World, "runService" | "clock">, decision: ReconcileDecision = "unsupported") {
  const askAdapter: AskAdapter = async () => ({ decision, reasonCode: "asked", evidence: {} });
  const reconcileRun = createReconcileRun({ ...world, askAdapter });
  const cancelRun = createCancelRun({ ...world, reconcileRun, findOperation });
  const sweepOf = (queries: World["queries"], sending: World["delivery"]) =>
    createSweep({
      ...world,
      queries,
      delivery: sending,
      reconcileRun,
      findOperation,
      overrides: {},
      onFailure: (_id, error) => {
        throw error;
      },
    });
  return { cancelRun, sweepOf };
}

async function aRun(world: World): Promise<Run> {
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  return answer.run;
}

async function claimed(world: World, run: Run): Promise<Run> {
  const write = await world.runService.claim(correlation(run.id), delivery());
  if (write.outcome !== "written") throw new Error("the claim was refused");
  return write.run;
}

describe("a run with a cancel request", () => {
  it("ends at once while idle, and its message is rejected", async () => {
    const world = await createWorld();
    const run = await aRun(world);

    expect(await cancelIn(world).cancelRun(run, request)).toMatchObject({ result: "cancelled", run: cancelled });
    expect(await world.runService.claim(correlation(run.id), delivery())).toMatchObject({ outcome: "refused" });
  });

  it("records requests from the platform plane separately", async () => {
    const world = await createWorld();
    const run = await aRun(world);

    const { run: ended } = await cancelIn(world).cancelRun(run, { ...request, plane: "platform" });

    expect(ended.endedBy?.reasonCode).toBe("run.cancelled_by_platform");
  });

  it("is only marked while its lease is live, keeping the first requester", async () => {
    const world = await createWorld();
    const run = await claimed(world, await aRun(world));
    const { cancelRun } = cancelIn(world);
    const first = await cancelRun(run, request);
    const second = await cancelRun(run, { ...request, by: "owner" });

    expect([first.result, second.result]).toEqual(["requested", "requested"]);
    expect(second.run).toMatchObject({ status: "running", cancelRequested: request });
  });

  it("keeps the end of work that completed before the request was seen", async () => {
    const world = await createWorld();
    const run = await claimed(world, await aRun(world));
    await cancelIn(world).cancelRun(run, request);

    await world.runService.finish(run, { outcome: "succeeded", source: "worker" }, "attempt");

    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "succeeded", cancelRequested: request });
  });

  it("keeps a proven end when its worker fell silent", async () => {
    const world = await createWorld();
    const run = await claimed(world, await aRun(world));
    world.clock.advance(856);

    const { result, run: after } = await cancelIn(world, "reconciled_succeeded").cancelRun(run, request);

    expect([result, after.outcome]).toEqual(["ended", "succeeded"]);
  });

  it("ends at once when its worker fell silent despite an active record", async () => {
    const world = await createWorld();
    const run = await claimed(world, await aRun(world));
    world.clock.advance(856);

    expect(await cancelIn(world, "still_in_progress").cancelRun(run, request)).toMatchObject({
      result: "cancelled",
      run: unconfirmed,
    });
  });

  it("ends as cancelled, not stale, in the sweep after its lease", async () => {
    const world = await createWorld();
    const run = await claimed(world, await aRun(world));
    const { cancelRun, sweepOf } = cancelIn(world, "still_in_progress");
    await cancelRun(run, request);
    const sweep = sweepOf(world.queries, world.delivery);
    const limits = { runsMax: 10, mayGoOn: () => true };
    const early = await sweep(limits);
    world.clock.advance(856);
    const late = await sweep(limits);

    expect([early.counts.waits, late.counts.closed]).toEqual([1, 1]);
    expect(await world.queries.getRun(run.id)).toMatchObject(unconfirmed);
  });
});

describe("a worker of a cancelled run", () => {
  it("stops at its next report and acknowledges its message", async () => {
    let isOver = false;
    const { world, run, body, worker } = await aDelivery(async (work) => {
      await cancelIn(world).cancelRun(work.run, request);
      world.clock.advance(5);
      await work.report({ processed: 1, total: 2 });
      isOver = true;
      return { kind: "ended", outcome: "succeeded" };
    });

    expect(await worker(eventOf(recordOf(body)), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(isOver).toBe(false);
    expect(await world.queries.getRun(run.id)).toMatchObject(cancelled);
  });

  it("reports the end of work that was already done", async () => {
    const { world, run, body, worker } = await aDelivery(async (work) => {
      await cancelIn(world).cancelRun(work.run, request);
      world.clock.advance(5);
      await work.report({ processed: 2, total: 2 });
      return { kind: "ended", outcome: "succeeded" };
    });
    await worker(eventOf(recordOf(body)), lambdaContext());

    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "succeeded" });
  });

  it("starts no further attempt", async () => {
    let times = 0;
    const { world, run, body, worker } = await aDelivery(async (work) => {
      times += 1;
      await cancelIn(world).cancelRun(work.run, request);
      if (times === 1) throw new Error("connection reset");
      return { kind: "handed_over", checkpoint: {} };
    });
    await worker(eventOf(recordOf(body)), lambdaContext());
    world.clock.advance(900);
    await worker(eventOf(recordOf(body, { receiveCount: 2 })), lambdaContext());

    expect(times).toBe(1);
    expect(await world.queries.getRun(run.id)).toMatchObject(cancelled);
  });

  it("ends the handed-over run when the next part is claimed", async () => {
    const { world, run, body, worker } = await aDelivery(async (work) => {
      await cancelIn(world).cancelRun(work.run, request);
      return { kind: "handed_over", checkpoint: {} };
    });
    await worker(eventOf(recordOf(body)), lambdaContext());
    await worker(eventOf(recordOf(sentBodies(world)[1] ?? "", { messageId: "m2" })), lambdaContext());

    expect(await world.queries.getRun(run.id)).toMatchObject(cancelled);
  });
});

/** Concurrent actors on one run; each works on its own read. */
const racers = ["cancel", "platform", "claim", "finish", "sweep"] as const;

it("a cancelled run ends exactly once under every order of its writers", async () => {
  const table = await createTestTable();
  let lives = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.shuffledSubarray([...racers], { minLength: 2 }),
      fc.constantFrom(0, 856, 4000),
      async (scheduler, who, seconds) => {
        lives += 1;
        const world = await createWorld({ table, seed: lives * 10 });
        const run = await claimed(world, await aRun(world));
        world.clock.advance(seconds);
        let ends = 0;
        const racing = who.map(async (name, index) => {
          const client = interceptedClient(table, async (_command, call) => {
            await scheduler.schedule(Promise.resolve(), name);
            await call();
          });
          const ledger = parts({
            table: { client, tableName: table.tableName },
            clock: world.clock,
            sqs: world.sqsClient,
            seed: lives * 10 + index + 1,
          });
          const { cancelRun, sweepOf } = cancelIn({ ...ledger, clock: world.clock });
          const counted = (write: { outcome: string }) => {
            if (write.outcome === "written") ends += 1;
          };
          switch (name) {
            case "cancel":
            case "platform": {
              const plane = name === "platform" ? { plane: "platform" as const } : {};
              const { result } = await cancelRun(run, { ...request, ...plane });
              if (result === "cancelled") ends += 1;
              return;
            }
            case "claim": {
              const again = await ledger.runService.claim(
                correlation(run.id),
                delivery({ receiveCount: 2, claimToken: "b" }),
              );
              if (again.outcome === "written") {
                counted(
                  await ledger.runService.finish(again.run, { outcome: "succeeded", source: "worker" }, "attempt"),
                );
              }
              return;
            }
            case "finish":
              counted(await ledger.runService.finish(run, { outcome: "succeeded", source: "worker" }, "attempt"));
              return;
            case "sweep": {
              const { counts } = await sweepOf(ledger.queries, ledger.delivery)({ runsMax: 10, mayGoOn: () => true });
              ends += counts.closed;
              return;
            }
            default:
              name satisfies never;
          }
        });
        await scheduler.waitFor(Promise.all(racing));

        const stored = await world.queries.getRun(run.id);
        expect(ends).toBe(stored?.status === "completed" ? 1 : 0);
        const isWritten = who.some((name) => name === "finish" || (name !== "sweep" && seconds > 0));
        if (isWritten) expect(stored?.status).toBe("completed");
        // The next iteration needs a table where this run is not due.
        if (stored?.status !== "completed")
          await world.runService.finish(run, { outcome: "succeeded", source: "worker" }, "attempt");
      },
    ),
    { numRuns: 20 },
  );
});
