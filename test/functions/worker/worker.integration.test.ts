import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { WorkResult } from "../../../shared/operations/define-operation.ts";
import { NonRetryableError } from "../../../shared/operations/non-retryable-error.ts";
import { eventOf, lambdaContext, recordOf, sentBodies } from "../sqs-records.ts";
import { aDelivery } from "./delivered-run.ts";

const succeeded: WorkResult = { kind: "ended", outcome: "succeeded", summaryCounts: { total: 1, processed: 1 } };
const done = { batchItemFailures: [] };
/** Seconds until a message of the long lane is visible again: longer than any lease. */
const redeliveredAfter = 900;
const comesBack = (messageId = "m1") => ({ batchItemFailures: [{ itemIdentifier: messageId }] });

describe("the worker", () => {
  it("carries a run from queued to its end and acknowledges its message", async () => {
    const { world, run, body, worker } = await aDelivery(async () => succeeded);

    expect(await worker(eventOf(recordOf(body)), lambdaContext())).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({
      status: "completed",
      outcome: "succeeded",
      attempt: 1,
      endedBy: { source: "worker" },
    });
  });

  it("does not run the handler again for a message received after the end", async () => {
    let times = 0;
    const { body, worker } = await aDelivery(async () => {
      times += 1;
      return succeeded;
    });
    await worker(eventOf(recordOf(body)), lambdaContext());

    expect(await worker(eventOf(recordOf(body, { receiveCount: 2 })), lambdaContext())).toEqual(done);
    expect(times).toBe(1);
  });

  it("leaves run and message for redelivery when the handler throws", async () => {
    const { world, run, body, worker } = await aDelivery(async () => {
      throw new Error("connection reset");
    });

    expect(await worker(eventOf(recordOf(body)), lambdaContext())).toEqual(comesBack());
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "running", outcome: "pending" });
  });

  it("claims the same message again after an error, as the next attempt", async () => {
    let times = 0;
    const { world, run, body, worker } = await aDelivery(async () => {
      times += 1;
      if (times === 1) throw new Error("connection reset");
      return succeeded;
    });
    await worker(eventOf(recordOf(body)), lambdaContext());
    world.clock.advance(redeliveredAfter);

    expect(await worker(eventOf(recordOf(body, { receiveCount: 2 })), lambdaContext())).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "succeeded", attempt: 2 });
  });

  it("ends the run as failed at once on a non-retryable error", async () => {
    const { world, run, body, worker } = await aDelivery(async () => {
      throw new NonRetryableError("provider_connection_invalid", "The connection is missing.");
    });

    expect(await worker(eventOf(recordOf(body)), lambdaContext())).toEqual(done);
    expect(await world.queries.getRun(run.id)).toMatchObject({
      outcome: "failed",
      endedBy: { reasonCode: "provider_connection_invalid" },
      failures: [{ code: "provider_connection_invalid", message: "The connection is missing." }],
    });
  });

  it("acknowledges a duplicate message but keeps a redelivery under a live lease", async () => {
    const seen: unknown[] = [];
    const delivery = await aDelivery(async () => {
      seen.push(await delivery.worker(eventOf(recordOf(delivery.body, { messageId: "m2" })), lambdaContext()));
      seen.push(await delivery.worker(eventOf(recordOf(delivery.body)), lambdaContext()));
      return succeeded;
    });

    await delivery.worker(eventOf(recordOf(delivery.body)), lambdaContext());

    expect(seen).toEqual([done, comesBack()]);
  });

  it("lets a superseded attempt write nothing", async () => {
    const delivery = await aDelivery(async (work) => {
      if (work.run.attempt > 1) return succeeded;
      delivery.world.clock.advance(redeliveredAfter);
      await delivery.worker(eventOf(recordOf(delivery.body, { receiveCount: 2 })), lambdaContext());
      return { kind: "ended", outcome: "blocked" };
    });

    const late = await delivery.worker(eventOf(recordOf(delivery.body)), lambdaContext());

    expect(late).toEqual(done);
    expect(await delivery.world.queries.getRun(delivery.run.id)).toMatchObject({ outcome: "succeeded", attempt: 2 });
  });

  it("stops a fenced attempt at its first refused report", async () => {
    let effects = 0;
    const delivery = await aDelivery(async (work) => {
      if (work.run.attempt > 1) return succeeded;
      delivery.world.clock.advance(redeliveredAfter);
      await delivery.worker(eventOf(recordOf(delivery.body, { receiveCount: 2 })), lambdaContext());
      await work.report({ processed: 1, total: 9 });
      effects += 1;
      return { kind: "ended", outcome: "failed" };
    });

    const late = await delivery.worker(eventOf(recordOf(delivery.body)), lambdaContext());

    expect(late).toEqual(done);
    expect(effects).toBe(0);
    expect(delivery.reports).toEqual(["settled succeeded", "settled fenced"]);
    expect(await delivery.world.queries.getRun(delivery.run.id)).toMatchObject({ outcome: "succeeded", attempt: 2 });
  });

  it("keeps the message of a fenced attempt while its run is active", async () => {
    const delivery = await aDelivery(async (work) => {
      if (work.run.attempt > 1) throw new Error("connection reset");
      delivery.world.clock.advance(redeliveredAfter);
      await delivery.worker(eventOf(recordOf(delivery.body, { receiveCount: 2 })), lambdaContext());
      await work.confirm({ processed: 1, total: 9 });
      return succeeded;
    });

    expect(await delivery.worker(eventOf(recordOf(delivery.body)), lambdaContext())).toEqual(comesBack());
    expect(await delivery.world.queries.getRun(delivery.run.id)).toMatchObject({ status: "running", attempt: 2 });
  });

  it("continues unfinished work in a further message from its checkpoint", async () => {
    const { world, run, body, worker } = await aDelivery(async (work) =>
      work.run.checkpoint === undefined ? { kind: "handed_over", checkpoint: { page: 2 } } : succeeded,
    );

    const first = await worker(eventOf(recordOf(body)), lambdaContext());
    const [, next] = sentBodies(world);
    const second = await worker(eventOf(recordOf(next ?? "", { messageId: "m2" })), lambdaContext());

    expect([first, second]).toEqual([done, done]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "succeeded", handovers: 1, attempt: 2 });
  });

  it("keeps its own message when the further message could not be sent", async () => {
    const { world, body, worker } = await aDelivery(async () => ({ kind: "handed_over", checkpoint: { page: 2 } }));
    world.sqs.on(SendMessageCommand).rejects(new Error("no route to the queue"));

    expect(await worker(eventOf(recordOf(body)), lambdaContext())).toEqual(comesBack());
  });

  it("ends work that exceeds sixty continuations", async () => {
    const { world, run, body, worker } = await aDelivery(async () => ({ kind: "handed_over", checkpoint: {} }));

    for (let part = 1; part <= 61; part++) {
      await worker(eventOf(recordOf(body, { messageId: `m${part}` })), lambdaContext());
    }

    expect(await world.queries.getRun(run.id)).toMatchObject({
      outcome: "failed",
      handovers: 60,
      endedBy: { reasonCode: "run.handover_limit" },
    });
  });

  it("aborts the handler in time to write the end", async () => {
    const { world, run, body, worker } = await aDelivery(
      (work) =>
        new Promise((resolve) => {
          work.signal.addEventListener("abort", () => resolve({ kind: "ended", outcome: "blocked" }));
        }),
    );

    await worker(eventOf(recordOf(body)), lambdaContext(8));

    expect(await world.queries.getRun(run.id)).toMatchObject({ outcome: "blocked" });
  });

  it("stores progress at most every five seconds", async () => {
    const { world, body, worker } = await aDelivery(async (work) => {
      const stored: unknown[] = [];
      for (const [seconds, processed] of [
        [4, 1],
        [1, 2],
        [4, 3],
      ] as const) {
        world.clock.advance(seconds);
        await work.report({ processed, total: 9 });
        stored.push((await world.queries.getRun(work.run.id))?.summaryCounts);
      }
      expect(stored).toEqual([{}, { processed: 2, total: 9 }, { processed: 2, total: 9 }]);
      return succeeded;
    });

    expect(await worker(eventOf(recordOf(body)), lambdaContext())).toEqual(done);
  });

  it.each([
    { body: "%", reason: "body_unreadable" },
    { body: '{"correlation":{"version":7}}', reason: "version_unknown" },
    { body: '{"runId":"01JZZZZZZZZZZZZZZZZZZZZZZZ"}', reason: "body_malformed" },
  ])("keeps and counts a message rejected as $reason, and processes the others", async ({ body, reason }) => {
    const delivery = await aDelivery(async () => succeeded);

    const answer = await delivery.worker(
      eventOf(recordOf(body, { messageId: "bad" }), recordOf(delivery.body)),
      lambdaContext(),
    );

    expect(answer).toEqual(comesBack("bad"));
    expect(delivery.reports).toContain(`rejected ${reason}`);
  });

  it("writes nothing for a message with a forged workspace", async () => {
    const { world, run, body, worker, reports } = await aDelivery(async () => succeeded);

    const answer = await worker(eventOf(recordOf(body.replace('"acme"', '"globex"'))), lambdaContext());

    expect(answer).toEqual(comesBack());
    expect(reports).toEqual(["rejected workspace_mismatch"]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "queued", attempt: 0 });
  });
});
