import { plusSeconds } from "../clock.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { CancelRequest, Run } from "./run.ts";

/** Further sends of a run that was never delivered, before it ends as not deliverable. */
export const triesMax = 3;
/** Time between two tries to send the same run, in seconds; its creation counts as one. */
export const resendAfterSeconds = 60;
/**
 * Once a lease is over, its message is delivered again, or reaches the failure queue, within this many seconds. Until
 * then the run still has somebody to carry it on or to end it, however old it is.
 */
export const redeliverySeconds = 120;
/** Without a living lease nothing stays active longer, whatever its type says. */
export const activeSecondsMax = 24 * 3600;
/** When the sweep looks at a new run first, unless a window of its type is shorter. */
const firstLookSeconds = 120;

/** When a new run is due for the sweep, in seconds after its creation. */
export function firstDueSeconds(lifecycle: Lifecycle): number {
  if (lifecycle === "uncovered") return firstLookSeconds;
  return Math.min(firstLookSeconds, lifecycle.queuedStaleAfterSeconds, lifecycle.closeQueuedAfterSeconds);
}

/** What the sweep finds a due run to need. `end` and `cancel` still ask an adapter first. */
export type Due =
  | { readonly kind: "ended" }
  | { readonly kind: "send_again" }
  | { readonly kind: "end"; readonly reasonCode: EndReason }
  | { readonly kind: "cancel"; readonly request: CancelRequest }
  | { readonly kind: "wait"; readonly until: string };
type EndReason =
  | "queue.dispatch_failed"
  | "run.stale_queued"
  | "run.stale_running"
  | "run.infrastructure_timeout_or_abandonment";

/**
 * What a run needs now, judged from a consistent read of it. Pure: the write that follows is conditional
 * on the run being as it was read. A window's last second still belongs to it.
 */
export function decideDue(run: Run, lifecycle: Lifecycle, now: Date): Due {
  if (run.status === "completed") return { kind: "ended" };
  const isOver = (since: string, seconds: number) => now.getTime() > Date.parse(since) + seconds * 1000;
  const wait = (...ends: string[]): Due => ({ kind: "wait", until: earliestAfter(now, ends) });

  if (run.leaseUntil !== undefined && Date.parse(run.leaseUntil) >= now.getTime()) return wait(run.leaseUntil);
  // Before the cancel request: an adapter that keeps failing postpones a cancel, and only this limit ends the run then.
  if (isOver(run.createdAt, activeSecondsMax)) {
    return { kind: "end", reasonCode: "run.infrastructure_timeout_or_abandonment" };
  }
  // No attempt is left that could see the request.
  if (run.cancelRequested !== undefined) return { kind: "cancel", request: run.cancelRequested };

  const latest = after(run.createdAt, activeSecondsMax);
  const isUndelivered = run.status === "queued" && run.context.dispatch === undefined;
  const isHandedOver = run.status === "running" && run.messageId === undefined;
  if (isUndelivered || isHandedOver) {
    const lastTry = run.triedAt ?? run.createdAt;
    if (!isOver(lastTry, resendAfterSeconds)) return wait(after(lastTry, resendAfterSeconds));
    if (run.tries < triesMax) return { kind: "send_again" };
    if (isUndelivered) return { kind: "end", reasonCode: "queue.dispatch_failed" };
    // The queue took these messages, so they wait in a backlog: the run gets as long as any delivered one.
    if (lifecycle === "uncovered") return wait(latest);
    if (isOver(lastTry, lifecycle.closeQueuedAfterSeconds)) return { kind: "end", reasonCode: "run.stale_running" };
    return wait(after(lastTry, lifecycle.closeQueuedAfterSeconds), latest);
  }

  if (lifecycle === "uncovered") return wait(latest);
  if (run.status === "queued") {
    if (isOver(run.createdAt, lifecycle.closeQueuedAfterSeconds))
      return { kind: "end", reasonCode: "run.stale_queued" };
    // It may be claimed at any moment and then has its own, perhaps shorter, window.
    return wait(
      after(run.createdAt, lifecycle.closeQueuedAfterSeconds),
      plusSeconds(now, lifecycle.runningStaleAfterSeconds),
    );
  }
  const startedAt = run.startedAt ?? run.createdAt;
  const windowEnd = after(startedAt, lifecycle.runningStaleAfterSeconds);
  const cameBackBy = after(run.leaseUntil ?? startedAt, redeliverySeconds);
  if (isOver(windowEnd, 0) && isOver(cameBackBy, 0)) return { kind: "end", reasonCode: "run.stale_running" };
  return wait(isOver(windowEnd, 0) ? cameBackBy : windowEnd, latest);
}

const after = (since: string, seconds: number) => plusSeconds(new Date(since), seconds);

/** The first of these instants, and at least a second from now, so that a run is never due in a circle. */
function earliestAfter(now: Date, instants: readonly string[]): string {
  const earliest = instants.reduce((a, b) => (a < b ? a : b));
  const soonest = plusSeconds(now, 1);
  return earliest > soonest ? earliest : soonest;
}
