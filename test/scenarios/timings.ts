import { operations } from "../../shared/operations/registry.ts";

/**
 * Lanes in which a failure takes seconds instead of minutes. The invariants between the timings hold as they do in
 * production, or the synthesis would refuse them: a message outlives its worker, the failure queue the longest lease.
 *
 * The failure queues allow more receives than that needs: the local queue server goes on counting where the work
 * queue stopped, so some of them are used up when a message arrives.
 */
export const shortenedLanes: Readonly<Record<string, string>> = {
  "lanes.short.timeoutSeconds": "3",
  "lanes.short.handlerBudgetSeconds": "2",
  "lanes.short.visibilitySeconds": "14",
  "lanes.short.receives": "2",
  "lanes.short.failureVisibilitySeconds": "2",
  "lanes.short.failureReceives": "14",
  "lanes.long.timeoutSeconds": "5",
  "lanes.long.handlerBudgetSeconds": "4",
  "lanes.long.visibilitySeconds": "12",
  "lanes.long.receives": "2",
  "lanes.long.failureVisibilitySeconds": "2",
  "lanes.long.failureReceives": "14",
  lifecycleOverrides: JSON.stringify(
    Object.fromEntries(
      operations
        .filter(({ lifecycle }) => lifecycle !== "uncovered")
        .map(({ type, lane }) => [
          type,
          // The sweep first checks a run at this age, so that an undelivered one does not wait for minutes.
          { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: lane === "short" ? 2 : 4 },
        ]),
    ),
  ),
};
