import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";
import type { Run } from "../../shared/run/run.ts";
import { createEnders } from "./ended-runs.ts";
import { worked } from "./operation-recipes.ts";
import { scope } from "./operation-world.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import { type Shown, shownRecords, statusesOf } from "./shown-records.ts";
import type { OpenWorld } from "./watched-steps.ts";

afterAll(stopRestoreWorlds);

const key = z.looseObject({ pk: z.string(), sk: z.string() });
const write = z.union([z.object({ UpdateExpression: z.string(), Key: key }), z.object({ Item: key })]);
interface Watch {
  seen: number;
  readonly at: number;
  readonly act: () => Promise<void>;
  /** The items written so far, by key. */
  readonly written: Set<string>;
}

/** Calls `act` before the store write with this number; each attempt counts its own writes. */
function watchWrites(world: OpenWorld) {
  const attempts = new AsyncLocalStorage<Watch | undefined>();
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const watch = attempts.getStore();
      const { data } = write.safeParse(args.input);
      if (watch === undefined || data === undefined) return next(args);
      watch.seen += 1;
      if (watch.seen === watch.at) await attempts.run(undefined, watch.act);
      const answer = await next(args);
      const { pk, sk } = "Item" in data ? data.Item : data.Key;
      watch.written.add(`${pk} ${sk}`);
      return answer;
    },
    { step: "initialize", name: "watch" },
  );
  return async function watched(
    at: number,
    act: Watch["act"],
    work: () => Promise<unknown>,
    written: Watch["written"] = new Set(),
  ) {
    const watch: Watch = { seen: 0, at, act, written };
    const [end] = await attempts.run(watch, () => Promise.allSettled([work()]));
    return { end, isReached: watch.seen >= at };
  };
}

it.each(worked)("$type writes no record after a newer attempt took over", async ({ open, leastWrites }) => {
  const world = await open();
  const watched = watchWrites(world);
  for (let at = 1; ; at++) {
    const run = await world.nextRun();
    // The newer attempt is suspended before one of its writes, another one each time, or has ended.
    const newerAt = 1 + ((at * 5) % (leastWrites + 2));
    const resumed = Promise.withResolvers<void>();
    let newer: ReturnType<typeof watched> | undefined;
    let hasEnded = false;
    const written = new Set<string>();
    let shown: ReadonlyMap<string, unknown> = new Map();
    const takeOver = async () => {
      const suspended = Promise.withResolvers<void>();
      const suspend = () => {
        suspended.resolve();
        return resumed.promise;
      };
      newer = watched(newerAt, suspend, () => world.attempt({ ...run, attempt: 2 }), written);
      await Promise.race([suspended.promise, newer.then(() => (hasEnded = true))]);
      // Of an attempt that has not ended, only what it has written so far.
      const writtenBefore = new Set(written);
      shown = new Map([...(await shownRecords(world))].filter(([key]) => hasEnded || writtenBefore.has(key)));
      world.gate.writes.length = 0;
    };
    const whileOwner = async () => {
      if (newer !== undefined) throw new FencedError(`progress of run ${run.id}`);
    };
    // Its lease is over once another attempt could begin.
    const timeLeft = () => (newer === undefined || hasEnded ? 600_000 : 0);

    const { isReached } = await watched(at, takeOver, () => world.attempt(run, timeLeft, whileOwner));

    const where = `fenced at write ${at} by an attempt ${hasEnded ? "that ended" : `before its write ${newerAt}`}`;
    const afterwards = new Map([...(await shownRecords(world))].filter(([key]) => hasEnded || shown.has(key)));
    const writes = [...world.gate.writes];
    resumed.resolve();
    const outcome = await newer;
    if (!isReached) {
      expect(at).toBeGreaterThan(leastWrites);
      break;
    }
    expect(afterwards, where).toEqual(shown);
    expect(writes, where).toEqual([]);
    expect(outcome?.end, where).toMatchObject({ status: "fulfilled", value: { result: { kind: "ended" } } });
    expectNoneAtWork(await shownRecords(world), run, where);
  }
});

it.each(worked)("$type leaves no record in progress when its run ends early", async ({ open, leastWrites }) => {
  const world = await open();
  const watched = watchWrites(world);
  const enders = createEnders(world);
  const hands = Object.entries(enders.hands);
  for (let at = 1; ; at++) {
    const run = await enders.store(await world.nextRun());
    const [name, end] = hands[at % hands.length] ?? ["bridge", enders.hands.bridge];
    const where = `${name} ended it before write ${at}`;
    let isEnded = false;
    // The attempt is frozen inside this write; its run ends and is followed meanwhile.
    const freeze = async () => {
      await end(run);
      await enders.follow(run);
      isEnded = true;
      const settled = await shownRecords(world);
      expectNoneAtWork(settled, run, where);
      await enders.follow(run);
      expect(await shownRecords(world), `${where}, followed twice`).toEqual(settled);
    };
    const whileOwner = async () => {
      if (isEnded) throw new FencedError(`progress of run ${run.id}`);
    };
    const timeLeft = () => (isEnded ? 0 : 600_000);

    const { end: frozen, isReached } = await watched(at, freeze, () => world.attempt(run, timeLeft, whileOwner));

    if (!isReached) {
      expect(at).toBeGreaterThan(leastWrites);
      break;
    }
    expect(isEnded, `${where}: ${frozen?.status === "rejected" ? frozen.reason : ""}`).toBe(true);
    expectNoneAtWork(await shownRecords(world), run, `${where} and its attempt resumed`);
    const { records: snapshots } = await createEvidenceSnapshots(world).list(scope, { limit: 5 });
    const isGenerating = snapshots.some((one) => one.operationRunId === run.id && one.status === "generating");
    expect(isGenerating, `a snapshot is generating, ${where}`).toBe(false);
  }
});

function expectNoneAtWork(shown: Shown, run: Run, where: string): void {
  for (const [key, isAtWork] of statusesOf(shown, run)) expect(isAtWork, `${key}, ${where}`).toBe(false);
}
