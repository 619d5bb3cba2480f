import { describe, expect, it } from "vitest";
import { createBridge } from "../../../functions/failed-job-bridge/app.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { correlation, createWorld, delivery, policySync } from "../../ledger/world.ts";
import { inRole } from "../../support/permissions.ts";
import { eventOf, lambdaContext, laneOfQueue, recordOf, sentBodies } from "../sqs-records.ts";
import { workerIn } from "../worker/delivered-run.ts";

const done = { batchItemFailures: [] };
const comesBack = { batchItemFailures: [{ itemIdentifier: "m1" }] };

async function aBridge() {
  const world = await createWorld();
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  const reports: string[] = [];
  const bridge = inRole(
    "FailedJobBridge",
    createBridge({
      ...world,
      laneOf: laneOfQueue,
      findOperation,
      askAdapter: async () => ({ decision: "unsupported", reasonCode: "x", evidence: {} }),
      reports: {
        rejected: (reason) => reports.push(reason),
        settled: (_run, how) => reports.push(how),
        failed: (_id, error) => reports.push(String(error)),
      },
    }),
  );
  const { run } = answer;
  const body = sentBodies(world)[0] ?? "";
  // The dispatched message, as it arrives in the dead-letter queue.
  const sent = recordOf(body, { messageId: run.context.dispatch?.queueJobId ?? "" });
  return { world, run, body, sent, bridge, reports };
}

describe("the failed-job bridge", () => {
  it("fails the run of a dead-lettered message and records its previous status", async () => {
    const { world, run, body, bridge } = await aBridge();
    await world.runService.claim(correlation(run.id), delivery());
    world.clock.advance(856);

    expect(await bridge(eventOf(recordOf(body)))).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({
      status: "completed",
      outcome: "failed",
      endedBy: { source: "failed_job_bridge", reasonCode: "run.queue_failure_bridge" },
      context: {
        reconciliation: { source: "failed_job_bridge", previousStatus: "running", previousOutcome: "pending" },
      },
    });
  });

  it("fails a run that no worker ever claimed", async () => {
    const { world, run, sent, bridge } = await aBridge();

    expect(await bridge(eventOf(sent))).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "failed", attempt: 0 });
  });

  it("defers a run while its lease is live", async () => {
    const { world, run, body, bridge } = await aBridge();
    await world.runService.claim(correlation(run.id), delivery());

    expect(await bridge(eventOf(recordOf(body)))).toEqual(comesBack);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "running" });
  });

  it("leaves a run to the message that owns it", async () => {
    const { world, run, body, bridge } = await aBridge();
    await world.runService.claim(correlation(run.id), delivery({ messageId: "m2" }));
    world.clock.advance(900);

    expect(await bridge(eventOf(recordOf(body)))).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "running" });
  });

  it.each(["queued", "running"])(
    "acknowledges a redriven message and leaves its %s run to the sweep",
    async (status) => {
      const { world, run, body, bridge } = await aBridge();
      if (status === "running") await world.runService.claim(correlation(run.id), delivery());
      world.clock.advance(900);

      expect(await bridge(eventOf(recordOf(body, { messageId: "id of a move task" })))).toEqual(done);
      expect(await world.queries.getRun(run.id)).toMatchObject({ status });
    },
  );

  it("acknowledges the message of a completed run without a write", async () => {
    const { world, run, body, bridge } = await aBridge();
    const claimed = await world.runService.claim(correlation(run.id), delivery());
    if (claimed.outcome === "written") {
      await world.runService.finish(claimed.run, { outcome: "succeeded", source: "worker" }, "attempt");
    }

    expect(await bridge(eventOf(recordOf(body)))).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "succeeded", endedBy: { source: "worker" } });
  });

  it("gives the same result for a duplicate delivery", async () => {
    const { world, run, sent, bridge } = await aBridge();
    await bridge(eventOf(sent));
    const ended = await world.queries.getRun(run.id);
    world.clock.advance(60);

    expect(await bridge(eventOf(sent))).toEqual(done);
    expect(await world.queries.getRun(run.id)).toEqual(ended);
  });

  it("rejects a message in the other lane's dead-letter queue", async () => {
    const { world, run, body, bridge, reports } = await aBridge();
    const { worker, reports: workerReports } = workerIn(world, async () => ({ kind: "ended", outcome: "succeeded" }), {
      lane: "short",
    });
    const misplaced = recordOf(body, { queue: "operations-short" });

    expect(await worker(eventOf(misplaced), lambdaContext())).toEqual(comesBack);
    expect(await bridge(eventOf(misplaced))).toEqual(comesBack);
    expect([workerReports, reports]).toEqual([["rejected queue_mismatch"], ["queue_mismatch"]]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "queued", attempt: 0 });
  });

  it("rejects a message from a queue that is not a dead-letter queue", async () => {
    const { world, run, body, bridge, reports } = await aBridge();

    expect(await bridge(eventOf(recordOf(body, { queue: "elsewhere" })))).toEqual(comesBack);
    expect(reports).toEqual(["queue_mismatch"]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "queued" });
  });

  it("leaves a queued run to the message recorded by its dispatch", async () => {
    const { world, run, body, bridge } = await aBridge();

    expect(await bridge(eventOf(recordOf(body, { messageId: "forged-or-lost" })))).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "queued" });
  });

  it.each([
    { body: (real: string) => real.replace('"acme"', '"globex"'), reason: "workspace_mismatch" },
    { body: (real: string) => real.replace("operations-long", "operations-short"), reason: "queue_mismatch" },
    { body: (real: string) => real.replace(/01[0-9A-Z]{24}/, "01JZZZZZZZZZZZZZZZZZZZZZZZ"), reason: "run_missing" },
    { body: () => "%", reason: "body_unreadable" },
  ])("writes nothing and keeps the message when rejected with $reason", async ({ body: forge, reason }) => {
    const { world, run, body, bridge, reports } = await aBridge();

    expect(await bridge(eventOf(recordOf(forge(body))))).toEqual(comesBack);
    expect(reports).toEqual([reason]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "queued" });
  });
});
