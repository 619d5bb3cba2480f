import { epochSeconds } from "../foundation/clock.ts";
import type { Run } from "../run/run.ts";
import type { Item } from "./item.ts";
import { runKey, ttlAttribute } from "./keys.ts";
import { aliasOf, parseRun } from "./run-item.ts";
import type { Store } from "./store.ts";

/** Longer than the lifetime of an idempotency key that points here, and of any start that may hold the id. */
const pointerHours = 72;
/** Limit of consecutively barred ids of one key; each takes a start that crashed. */
const hopsMax = 10;

/** The final item of a run id after following its pointers. */
export type Found =
  | { readonly kind: "run"; readonly run: Run }
  | { readonly kind: "barred"; readonly runId: string }
  | { readonly kind: "missing"; readonly runId: string };

/** Ids that starts reserved before, or instead of, storing a run. */
export function createRunIds(store: Store) {
  const pointer = (runId: string, to: string, now: Date, hours = pointerHours) => ({
    ...runKey(runId),
    sameAs: to,
    [ttlAttribute]: epochSeconds(now, hours * 3600),
  });

  return {
    /** Resolves an id with consistent reads. */
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
      throw new Error(`start: the pointer chain of ${runId} exceeds the limit`);
    },

    /** Points an id without a run to another run. Undefined when written, otherwise the stored item. */
    async pointTo(runId: string, to: string, now: Date, hours = pointerHours): Promise<Item | undefined> {
      const write = await store.put(pointer(runId, to, now, hours), "attribute_not_exists(pk)");
      return write.outcome === "written" ? undefined : write.item;
    },

    /**
     * Bars an id, so that no start can store a run under it. False when a run was stored first. A barred id points to
     * itself, which the last release reads as no run, until its key moves on to another id.
     */
    async bar(runId: string, now: Date): Promise<boolean> {
      const write = await store.put(pointer(runId, runId, now), "attribute_not_exists(pk)");
      return parseRun(write.item) === undefined;
    },

    /**
     * Redirects the owner's key from its barred id to another id; returns the stored id, which a concurrent writer
     * may have set.
     */
    async forward(runId: string, to: string, now: Date, hours = pointerHours): Promise<string> {
      const change = `SET #sameAs = :to, #${ttlAttribute} = :until`;
      const until = epochSeconds(now, hours * 3600);
      const write = await store.update(runKey(runId), change, "#sameAs = :self", { self: runId, to, until });
      return aliasOf(write.item) ?? runId;
    },
  };
}
