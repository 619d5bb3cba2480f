import { epochSeconds } from "../clock.ts";
import type { Run } from "../run/run.ts";
import type { Item } from "./item.ts";
import { runKey, ttlAttribute } from "./keys.ts";
import { aliasOf, parseRun } from "./run-item.ts";
import type { Store } from "./store.ts";

/** Longer than an idempotency key lives that leads here, and than any start that may still hold the id. */
const pointerHours = 72;
/** Ids of one key that were barred one after another; each took a start that stopped half-way. */
const hopsMax = 10;

/** What stands under a run's id in the end, when all that it points to is followed. */
export type Found =
  | { readonly kind: "run"; readonly run: Run }
  | { readonly kind: "barred" | "missing"; readonly runId: string };

/** The ids that starts named before, or instead of, storing a run under them. */
export function createRunIds(store: Store) {
  const pointer = (runId: string, to: string, now: Date) => ({
    ...runKey(runId),
    sameAs: to,
    [ttlAttribute]: epochSeconds(now, pointerHours * 3600),
  });

  return {
    /** What an id stands for, read consistently. */
    async find(runId: string): Promise<Found> {
      let at = runId;
      for (let hop = 0; hop < hopsMax; hop++) {
        const item = await store.get(runKey(at));
        const run = parseRun(item);
        if (run !== undefined) return { kind: "run", run };
        const to = aliasOf(item);
        if (to === undefined) return { kind: "missing", runId: at };
        if (to === at) return { kind: "barred", runId: at };
        at = to;
      }
      throw new Error(`start: the ids that ${runId} leads to come to no end`);
    },

    /** Lets an id that has no run stand for a run. Undefined when written; else what is stored under it. */
    async pointTo(runId: string, to: string, now: Date): Promise<Item | undefined> {
      const write = await store.put(pointer(runId, to, now), "attribute_not_exists(pk)");
      return write.outcome === "written" ? undefined : write.item;
    },

    /**
     * Bars an id: no start can store a run under it any more. False when a run was stored first. A barred id points
     * to itself, which the last release reads as no run, until its key goes on with another id.
     */
    async bar(runId: string, now: Date): Promise<boolean> {
      const write = await store.put(pointer(runId, runId, now), "attribute_not_exists(pk)");
      return parseRun(write.item) === undefined;
    },

    /** Lets the owner's key go on with another id than its barred one; answers the id that is stored, which may be another's. */
    async forward(runId: string, to: string, now: Date): Promise<string> {
      const change = `SET #sameAs = :to, #${ttlAttribute} = :until`;
      const until = epochSeconds(now, pointerHours * 3600);
      const write = await store.update(runKey(runId), change, "#sameAs = :self", { self: runId, to, until });
      return aliasOf(write.item) ?? runId;
    },
  };
}
