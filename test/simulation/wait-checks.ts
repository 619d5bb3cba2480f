import { deriveStaleSince } from "../../shared/derived/stale-since.ts";
import { isCancelled } from "../../shared/run/cancelled.ts";
import { secondsUntil, waitOf } from "../../shared/run/granted-wait.ts";
import { lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { Run } from "../../shared/run/run.ts";
import type { World } from "./assemble-world.ts";
import { requestMillisMax } from "./gateways.ts";

/** Clocks differ by a few seconds, so a claim may come this much before the end of a wait. */
const toleranceMillis = 5000;
/** A stop that met the hand-over into a wait is carried out by the sweep, which may be skipped several times. */
const stoppedWithinMillis = 12 * 60_000;

/** I33: a granted wait is never overdue, nothing but its end or a stop ends it, and it ends exactly once. */
export function createWaitChecks(world: World, broken: (detail: string) => void) {
  const stoppedAt = new Map<string, number>();
  let granted = 0;
  let ended = 0;

  /** A wait begins: it extends the window of the run by its length. */
  function checkGrant(at: Date, before: Run, after: Run, until: string): void {
    granted += 1;
    const operation = world.findOperation(after.type);
    const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, {});
    const staleBefore = deriveStaleSince(before, lifecycle);
    const staleAfter = deriveStaleSince(after, lifecycle);
    if (staleBefore === null || staleAfter === null) return;
    // The request was made within this time before its effect, by a clock of its own.
    const earliest = new Date(at.getTime() - requestMillisMax(world.setting) - world.skewMillisMax);
    const longest = secondsUntil(until, earliest) * 1000;
    const shortest = secondsUntil(until, new Date(at.getTime() + world.skewMillisMax)) * 1000;
    const extendedBy = Date.parse(staleAfter) - Date.parse(staleBefore);
    if (Date.parse(staleAfter) < Date.parse(until)) broken(`${after.id} is overdue during its wait until ${until}`);
    if (extendedBy < shortest) broken(`${after.id} got ${extendedBy} ms more for a wait of ${shortest} ms`);
    if (extendedBy > longest && staleAfter !== until) broken(`${after.id} got ${extendedBy} ms for ${longest} ms`);
  }

  /** A wait ends: by the next attempt once it is over, by a stop, or by a proof that the work was done. */
  function checkEnd(at: number, before: Run, after: Run, until: string): void {
    ended += 1;
    const isOver = at >= Date.parse(until) - toleranceMillis - world.skewMillisMax / 2;
    const isStopped = isCancelled(after) || before.cancelRequested !== undefined;
    const isProven = after.status === "completed" && after.outcome === "succeeded";
    if (!isOver && !isStopped && !isProven) {
      broken(`${after.id} ended its wait until ${until} at ${new Date(at).toISOString()}, before its end`);
    }
    const since = stoppedAt.get(after.id);
    if (since !== undefined && at - since > stoppedWithinMillis) broken(`${after.id} waited on after it was stopped`);
    if (after.status !== "completed" && after.context.waiting !== undefined) {
      broken(`${after.id} has an attempt and still waits`);
    }
  }

  return {
    /** Observes one change of a run. */
    observe(at: Date, before: Run, after: Run): void {
      const from = waitOf(before);
      const to = waitOf(after);
      if (from === undefined && to !== undefined) checkGrant(at, before, after, to.until);
      else if (before.waitedSeconds !== after.waitedSeconds)
        broken(`${after.id} counts a wait that it was not granted`);
      if (from === undefined) return;
      if (to === undefined) checkEnd(at.getTime(), before, after, from.until);
      else {
        if (to.until !== from.until) broken(`${after.id} waits until ${to.until} instead of ${from.until}`);
        if (after.cancelRequested !== undefined && !stoppedAt.has(after.id)) stoppedAt.set(after.id, at.getTime());
      }
    },
    /** The number of granted waits; each must have ended. */
    settle(): number {
      if (granted !== ended) broken(`${granted} waits were granted and ${ended} ended`);
      return granted;
    },
  };
}
