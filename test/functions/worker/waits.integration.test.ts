import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createCancelRun } from "../../../shared/reconcile/cancel-run.ts";
import { createReconcileRun } from "../../../shared/reconcile/reconcile-run.ts";
import { createSweep } from "../../../shared/reconcile/sweep.ts";
import type { Run } from "../../../shared/run/run.ts";
import type { World } from "../../ledger/world.ts";
import { eventOf, lambdaContext, recordOf, sentBodies } from "../sqs-records.ts";
import { aDelivery } from "./delivered-run.ts";

const done = { batchItemFailures: [] };
const request = { by: "manager", at: "2026-03-02T09:00:00.000Z" };

/** A run whose parts ask for these waits in seconds, one after another, and then succeed. */
async function waitingRun(...waits: readonly number[]) {
  const delivery = await aDelivery(async ({ run }) => {
    const seconds = waits[run.handovers];
    if (seconds === undefined) return { kind: "ended", outcome: "succeeded" };
    return {
      kind: "handed_over",
      checkpoint: { part: run.handovers },
      wait: { reason: "provider_throttled", until: inSeconds(delivery.world, seconds) },
    };
  });
  let messages = 0;
  return {
    ...delivery,
    stored: async (): Promise<Run> => {
      const run = await delivery.world.queries.getRun(delivery.run.id);
      if (run === undefined) throw new Error("the run is missing");
      return run;
    },
    /** Delivers the newest message, with an id of its own. */
    deliver: () => {
      const messageId = `m${++messages}`;
      const body = sentBodies(delivery.world).at(-1) ?? "";
      return delivery.worker(eventOf(recordOf(body, { messageId })), lambdaContext());
    },
    sweep: sweepOf(delivery.world, delivery.operation),
  };
}

const inSeconds = ({ clock }: World, seconds: number) => new Date(clock.now().getTime() + seconds * 1000).toISOString();

function sweepOf(world: World, operation: Awaited<ReturnType<typeof aDelivery>>["operation"]) {
  const askAdapter = async () => ({ decision: "no_proof", reasonCode: "asked", evidence: {} }) as const;
  const sweep = createSweep({
    ...world,
    reconcileRun: createReconcileRun({ ...world, askAdapter }),
    findOperation: () => operation,
    overrides: {},
    onFailure: (_id, error) => {
      throw error;
    },
  });
  return async () => (await sweep({ runsMax: 100, mayGoOn: () => true })).counts;
}

const cancelIn = (world: World) =>
  createCancelRun({
    ...world,
    findOperation: () => undefined,
    reconcileRun: createReconcileRun({
      ...world,
      askAdapter: async () => ({ decision: "no_proof", reasonCode: "asked", evidence: {} }),
    }),
  });

const delaysOf = (world: World) =>
  world.sqs
    .commandCalls(SendMessageCommand)
    .map((call) => z.object({ DelaySeconds: z.number().default(0) }).parse(call.args[0].input).DelaySeconds);

describe("a run that waits for its provider", () => {
  it("continues by a delayed message and says until when it waits", async () => {
    const { world, deliver, stored } = await waitingRun(90);

    expect(await deliver()).toEqual(done);
    const until = inSeconds(world, 90);
    expect(await stored()).toMatchObject({
      status: "running",
      waitedSeconds: 90,
      chain: 1,
      context: { waiting: { reason: "provider_throttled", until } },
    });
    expect(delaysOf(world)).toEqual([0, 90]);

    world.clock.advance(91);
    expect(await deliver()).toEqual(done);
    const ended = await stored();
    expect(ended).toMatchObject({ outcome: "succeeded", attempt: 2, waitedSeconds: 90 });
    expect(ended.context.waiting).toBeUndefined();
  });

  it("is resent by the sweep once its window after the wait has passed", async () => {
    const { world, deliver, sweep } = await waitingRun(600);
    await deliver();

    world.clock.advance(600 + 599);
    expect(await sweep()).toMatchObject({ sent_again: 0, closed: 0 });
    world.clock.advance(2);
    expect(await sweep()).toMatchObject({ sent_again: 1, closed: 0 });
  });

  it("is not continued by a redelivery of the message that asked for the wait", async () => {
    const { world, deliver, stored } = await waitingRun(600);
    await deliver();
    world.clock.advance(590);

    expect(await deliver()).toEqual(done);
    expect(await stored()).toMatchObject({ attempt: 1, status: "running" });
    world.clock.advance(6);
    await deliver();
    expect(await stored()).toMatchObject({ attempt: 2, outcome: "succeeded" });
  });

  it("is parked without a message when it waits longer than a message can", async () => {
    const { world, deliver, stored, sweep } = await waitingRun(901);

    expect(await deliver()).toEqual(done);
    const until = inSeconds(world, 901);
    expect(await stored()).toMatchObject({ dueAt: until, leaseUntil: until });
    expect(delaysOf(world)).toEqual([0]);
    world.clock.advance(901);
    expect(await sweep()).toMatchObject({ sent_again: 0, closed: 0 });
    world.clock.advance(1);
    expect(await sweep()).toMatchObject({ sent_again: 1 });
    expect(await stored()).toMatchObject({ chain: 0 });

    await deliver();
    expect(await stored()).toMatchObject({ outcome: "succeeded", attempt: 2 });
  });

  it("is parked after ten continuations in a row", async () => {
    const { world, deliver, stored, sweep } = await waitingRun(...Array.from({ length: 12 }, () => 30));
    for (let part = 1; part <= 11; part++) {
      await deliver();
      world.clock.advance(31);
    }

    expect(await stored()).toMatchObject({ handovers: 11, chain: 10 });
    expect(delaysOf(world)).toHaveLength(11);
    expect(await sweep()).toMatchObject({ sent_again: 1 });
    await deliver();
    expect(await stored()).toMatchObject({ handovers: 12, chain: 1 });
  });

  it("ends as blocked once its waits would exceed six hours in sum", async () => {
    const hour = 3600;
    const { world, deliver, stored, sweep } = await waitingRun(...Array.from({ length: 7 }, () => hour));
    for (let part = 1; part <= 6; part++) {
      await deliver();
      world.clock.advance(hour + 1);
      expect(await sweep()).toMatchObject({ sent_again: 1 });
    }
    expect(await stored()).toMatchObject({ status: "running", waitedSeconds: 6 * hour });

    await deliver();
    expect(await stored()).toMatchObject({
      outcome: "blocked",
      endedBy: { source: "worker", reasonCode: "provider_throttled" },
      failures: [{ code: "provider_throttled" }],
    });
  });

  it.each([90, 3600])("ends at once when a person stops it during a wait of %i s", async (seconds) => {
    const { world, deliver, stored } = await waitingRun(seconds);
    await deliver();
    world.clock.advance(30);

    expect(await cancelIn(world)(await stored(), request)).toMatchObject({ result: "cancelled" });
    expect(await stored()).toMatchObject({ outcome: "failed", endedBy: { reasonCode: "run.cancelled_by_operator" } });
    expect((await stored()).failures).toHaveLength(1);
  });

  it("ends at once when it was stopped before it asked for the wait", async () => {
    const delivery = await aDelivery(async ({ run }) => {
      await delivery.world.runService.requestCancel(run, request);
      const wait = { reason: "provider_throttled", until: inSeconds(delivery.world, 3600) } as const;
      return { kind: "handed_over", checkpoint: {}, wait };
    });

    expect(await delivery.worker(eventOf(recordOf(delivery.body)), lambdaContext())).toEqual(done);
    expect(await delivery.world.queries.getRun(delivery.run.id)).toMatchObject({
      outcome: "failed",
      endedBy: { reasonCode: "run.cancelled_by_operator" },
    });
  });

  it("is ended by the sweep when the stop was stored after the wait began", async () => {
    const { world, deliver, stored, sweep } = await waitingRun(3600);
    await deliver();
    await world.runService.requestCancel(await stored(), request);

    expect(await sweep()).toMatchObject({ closed: 1 });
    expect(await stored()).toMatchObject({ endedBy: { reasonCode: "run.cancelled_by_operator" } });
  });

  it("is continued by the sweep when its delayed message could not be sent", async () => {
    const { world, deliver, stored, sweep } = await waitingRun(90);
    world.sqs.on(SendMessageCommand).rejects(new Error("no route to the queue"));
    expect(await deliver()).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
    world.sqs.on(SendMessageCommand).resolves({ MessageId: "m2" });

    world.clock.advance(90 + 601);
    expect(await sweep()).toMatchObject({ sent_again: 1 });
    expect(await stored()).toMatchObject({ status: "running", attempt: 1 });
  });
});
