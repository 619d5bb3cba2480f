import { epochSeconds } from "../foundation/clock.ts";
import type { Run } from "../run/run.ts";
import type { Item } from "./item.ts";
import { runKey, ttlAttribute } from "./keys.ts";
import { aliasOf, isBarred, parseRun } from "./run-item.ts";
import type { Store } from "./store.ts";

/** Longer than the lifetime of an idempotency key that points here, and of any start that may hold the id. */
const pointerHours = 72;
/** Limit of consecutively barred ids of one key; each takes a start that crashed. */
export const hopsMax = 10;

/** The final item of a run id after following its pointers. */
export type Found =
  | { readonly kind: "run"; readonly run: Run }
  | { readonly kind: "barred"; readonly runId: string }
  /** Barred for good: its owner gave it a code instead of a run. */
  | { readonly kind: "closed"; readonly runId: string; readonly code: string }
  | { readonly kind: "missing"; readonly runId: string };

/** Hours to keep a pointer. */
export type KeepHours = number | "forever";

/** Ids that starts reserved before, or instead of, storing a run. */
export function createRunIds(store: Store) {
  const pointer = (runId: string, to: string, now: Date, hours: KeepHours = pointerHours) => ({
    ...runKey(runId),
    sameAs: to,
    ...(hours !== "forever" && { [ttlAttribute]: epochSeconds(now, hours * 3600) }),
  });

  return {
    /** Resolves an id with consistent reads. */
    async find(runId: string): Promise<Found> {
      let at = runId;
      for (let hop = 0; hop < hopsMax; hop++) {
        const found = foundIn(at, await store.get(runKey(at)));
        if (typeof found !== "string") return found;
        at = found;
      }
      throw new Error(`start: the pointer chain of ${runId} exceeds the limit`);
    },

    /** Points an id without a run to another run. Undefined when written, otherwise the stored item. */
    async pointTo(runId: string, to: string, now: Date, hours?: KeepHours): Promise<Item | undefined> {
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
    async forward(runId: string, to: string, now: Date, hours: KeepHours = pointerHours): Promise<string> {
      const isKept = hours === "forever";
      const change = `SET #sameAs = :to${isKept ? ` REMOVE #${ttlAttribute}` : `, #${ttlAttribute} = :until`}`;
      const until = isKept ? undefined : epochSeconds(now, hours * 3600);
      const open = "#sameAs = :self AND attribute_not_exists(#notStarted)";
      const write = await store.update(runKey(runId), change, open, { self: runId, to, ...(!isKept && { until }) });
      return aliasOf(write.item) ?? runId;
    },

    /**
     * Gives an id a code instead of a run, for ever. Refused, without an error, when a run, a pointer or another code was
     * stored first: read it again.
     */
    async close(runId: string, code: string, now: Date): Promise<void> {
      const closed = { ...pointer(runId, runId, now, "forever"), notStarted: code };
      const write = await store.put(closed, "attribute_not_exists(pk)");
      if (write.outcome === "written" || !isBarred(write.item)) return;
      // A start of other work barred it; the code is what its owner says about it.
      const change = `SET #notStarted = :code REMOVE #${ttlAttribute}`;
      await store.update(runKey(runId), change, "#sameAs = :self AND attribute_not_exists(#notStarted)", {
        self: runId,
        code,
      });
    },
  };
}

/** What an item of a run id says, or the id that it points to. */
export function foundIn(runId: string, item: Item | undefined): Found | string {
  const run = parseRun(item);
  if (run !== undefined) return { kind: "run", run };
  const to = aliasOf(item);
  if (to === undefined) return { kind: "missing", runId };
  if (to !== runId) return to;
  const code = item?.notStarted;
  return typeof code === "string" ? { kind: "closed", runId, code } : { kind: "barred", runId };
}
