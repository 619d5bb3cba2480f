import { plusSeconds } from "../foundation/clock.ts";
import { isLeftToLease } from "./granted-wait.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { CancelRequest, Run } from "./run.ts";

/** Resends of an undelivered run before it ends as not deliverable. */
export const triesMax = 3;
/** Seconds between two sends of the same run; its creation counts as the first. */
export const resendAfterSeconds = 60;
/**
 * Seconds after a lease expires within which its message is redelivered or reaches the dead-letter queue. Until then
 * a message may still continue or end the run, regardless of its age.
 */
export const redeliverySeconds = 120;
/** Limit for any active run without a live lease, regardless of its type. */
export const activeSecondsMax = 24 * 3600;
/** The sweep's first check of a new run, unless its type has a shorter window. */
const firstLookSeconds = 120;

/** Delay of the first sweep check of a new run, in seconds after its creation. */
export function firstDueSeconds(lifecycle: Lifecycle): number {
  if (lifecycle === "uncovered") return firstLookSeconds;
  return Math.min(firstLookSeconds, lifecycle.queuedStaleAfterSeconds, lifecycle.closeQueuedAfterSeconds);
}

/** What a due run needs. `end` and `cancel` still ask an adapter first. */
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
 * Decides what a run needs now, from a consistent read. Pure: the following write is conditional on the run being
 * unchanged. The last second of a window belongs to it.
 */
export function decideDue(run: Run, lifecycle: Lifecycle, now: Date): Due {
  if (run.status === "completed") return { kind: "ended" };
  const isOver = (since: string, seconds: number) => now.getTime() > Date.parse(since) + seconds * 1000;
  const wait = (...ends: string[]): Due => ({ kind: "wait", until: earliestAfter(now, ends) });

  if (run.leaseUntil !== undefined && isLeftToLease(run, now)) return wait(run.leaseUntil);
  // Checked before the cancel request: a failing adapter postpones cancellation, and only this limit ends the run
  // then.
  if (isOver(run.createdAt, activeSecondsMax)) {
    return { kind: "end", reasonCode: "run.infrastructure_timeout_or_abandonment" };
  }
  // No attempt is left to see the request.
  if (run.cancelRequested !== undefined) return { kind: "cancel", request: run.cancelRequested };

  const latest = after(run.createdAt, activeSecondsMax);
  const isUndelivered = run.status === "queued" && run.context.dispatch === undefined;
  const isHandedOver = run.status === "running" && run.messageId === undefined;
  if (isUndelivered || isHandedOver) {
    const lastTry = run.triedAt ?? run.createdAt;
    if (!isOver(lastTry, resendAfterSeconds)) return wait(after(lastTry, resendAfterSeconds));
    if (run.tries < triesMax) return { kind: "send_again" };
    if (isUndelivered) return { kind: "end", reasonCode: "queue.dispatch_failed" };
    // The queue accepted these messages, so they wait in a backlog: the run gets as long as any delivered one.
    if (lifecycle === "uncovered") return wait(latest);
    if (isOver(lastTry, lifecycle.closeQueuedAfterSeconds)) return { kind: "end", reasonCode: "run.stale_running" };
    return wait(after(lastTry, lifecycle.closeQueuedAfterSeconds), latest);
  }

  if (lifecycle === "uncovered") return wait(latest);
  if (run.status === "queued") {
    if (isOver(run.createdAt, lifecycle.closeQueuedAfterSeconds))
      return { kind: "end", reasonCode: "run.stale_queued" };
    // It may be claimed at any time and then has its own, possibly shorter, window.
    return wait(
      after(run.createdAt, lifecycle.closeQueuedAfterSeconds),
      plusSeconds(now, lifecycle.runningStaleAfterSeconds),
    );
  }
  const startedAt = run.startedAt ?? run.createdAt;
  const windowEnd = after(startedAt, lifecycle.runningStaleAfterSeconds + run.waitedSeconds);
  const cameBackBy = after(run.leaseUntil ?? startedAt, redeliverySeconds);
  if (isOver(windowEnd, 0) && isOver(cameBackBy, 0)) return { kind: "end", reasonCode: "run.stale_running" };
  return wait(isOver(windowEnd, 0) ? cameBackBy : windowEnd, latest);
}

const after = (since: string, seconds: number) => plusSeconds(new Date(since), seconds);

/** The earliest of these instants, at least one second from now, to avoid a busy loop. */
function earliestAfter(now: Date, instants: readonly string[]): string {
  const earliest = instants.reduce((a, b) => (a < b ? a : b));
  const soonest = plusSeconds(now, 1);
  return earliest > soonest ? earliest : soonest;
}
