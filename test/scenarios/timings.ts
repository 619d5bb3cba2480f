import { operations } from "../../shared/operations/registry.ts";

/**
 * Lanes in which a failure takes seconds instead of minutes. The invariants between the timings hold as in production,
 * because the synthesis enforces them: the visibility timeout outlasts the worker, and the failure queue's redeliveries
 * outlast the longest lease.
 *
 * The failure queues allow extra receives, because the local queue server continues the work queue's receive count.
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
          // The sweep first checks runs at this age; a low value avoids minutes of waiting for undelivered runs.
          { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: lane === "short" ? 2 : 4 },
        ]),
    ),
  ),
};
