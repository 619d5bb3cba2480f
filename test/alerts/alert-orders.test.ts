import { expect, it } from "vitest";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import type { Turn } from "../support/turns.ts";
import { type AlertWorld, workspaceId } from "./alert-world.ts";
import { broken, channel, key, minute } from "./broken-promise.ts";

const evaluate = (world: AlertWorld) => world.evaluate(() => true);
const stored = (world: AlertWorld) => world.alerts.find(workspaceId, key);

interface Order {
  readonly arrange: (world: AlertWorld) => Promise<void>;
  /** The function that is interrupted; its calls of the table take turns. */
  readonly run: (own: ReturnType<AlertWorld["functionOf"]>, isInterrupted: () => boolean) => Promise<unknown>;
  /** What others do in between. */
  readonly others: (world: AlertWorld) => Promise<void>;
  readonly check: (world: AlertWorld, after: number) => Promise<void>;
}

function stoppedByFence(error: unknown): void {
  if (!(error instanceof FencedError)) throw error;
}

/** Interrupts a function after each of its calls in turn, and checks how the alert is then. */
async function inEveryOrder({ arrange, run, others, check }: Order): Promise<number> {
  for (let at = 1; ; at++) {
    const world = await broken();
    await arrange(world);
    let calls = 0;
    const turn: Turn = async (execute) => {
      const answer = execute();
      calls += 1;
      if (calls === at) await others(world);
      return answer;
    };
    await run(world.functionOf(turn), () => calls >= at);
    if (calls < at) return at - 1;
    await check(world, at);
  }
}

it("an evaluation never opens an alert that another one has closed meanwhile", async () => {
  const orders = await inEveryOrder({
    async arrange(world) {
      await evaluate(world);
      await world.prove("one");
      await evaluate(world);
      world.advance(11 * minute);
      await world.prove("two");
    },
    run: ({ evaluate: own }) => own(() => true),
    async others(world) {
      await evaluate(world);
      await world.prove("one");
      await evaluate(world);
    },
    async check(world, after) {
      expect({ after, state: (await stored(world))?.state }).toEqual({ after, state: "closed" });
    },
  });
  expect(orders).toBeGreaterThan(10);
});

it("an evaluation never closes an alert that has a new cause meanwhile", async () => {
  const issue = async (world: AlertWorld) =>
    (await world.alerts.findListed(workspaceId)).alerts.find(({ facts }) => facts.cause === "failed");
  const orders = await inEveryOrder({
    async arrange(world) {
      await world.endRun("one", "failed", "provider.forbidden");
      await evaluate(world);
      world.advance(minute);
      await world.endRun("one", "succeeded");
    },
    run: ({ evaluate: own }) => own(() => true),
    // The same work fails again before the first evaluation has written that its earlier failure is solved.
    async others(world) {
      world.advance(minute);
      await world.endRun("one", "failed", "provider.throttled");
      await evaluate(world);
    },
    async check(world, after) {
      const alert = await issue(world);
      expect({ after, state: alert?.state, reason: alert?.facts.reasonCode }).toEqual({
        ...{ after, state: "open", reason: "provider.throttled" },
      });
    },
  });
  expect(orders).toBeGreaterThan(10);
});

it("a superseded delivery never records an older message than was sent", async () => {
  const orders = await inEveryOrder({
    arrange: async (world) => void (await evaluate(world)),
    // The fence of its run stops it at its next step.
    run: ({ deliver }, isInterrupted) =>
      deliver(channel, { id: "first", attempt: 1 }, () => !isInterrupted()).catch(stoppedByFence),
    async others(world) {
      await world.prove("one");
      await evaluate(world);
      await world.deliver(channel, { id: "second", attempt: 1 }, () => true);
    },
    async check(world, after) {
      const sent = (await stored(world))?.sent[channel]?.state;
      expect({ after, isOpen: sent === "open" }).toEqual({ after, isOpen: false });
    },
  });
  expect(orders).toBeGreaterThan(5);
});
