/**
 * Lanes in which a failure takes seconds instead of minutes. The invariants between the timings hold as they do in
 * production, or the synthesis would refuse them: a message outlives its worker, the failure queue the longest lease.
 *
 * The failure queues allow more receives than that needs: the local queue server goes on counting where the work
 * queue stopped, so some of them are used up when a message arrives.
 */
export const shortenedLanes: Readonly<Record<string, string>> = {
  "lanes.short.timeoutSeconds": "2",
  "lanes.short.handlerBudgetSeconds": "1",
  "lanes.short.visibilitySeconds": "3",
  "lanes.short.receives": "2",
  "lanes.short.failureVisibilitySeconds": "2",
  "lanes.short.failureReceives": "13",
  "lanes.long.timeoutSeconds": "5",
  "lanes.long.handlerBudgetSeconds": "4",
  "lanes.long.visibilitySeconds": "6",
  "lanes.long.receives": "2",
  "lanes.long.failureVisibilitySeconds": "2",
  "lanes.long.failureReceives": "14",
  lifecycleOverrides: JSON.stringify({
    // The sweep looks at a run first when it is that old, so that an undelivered one is not left alone for two minutes.
    "provider.connection.check": { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: 1 },
    "environment.review.compose": { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: 1 },
    "policy.sync": { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: 4 },
    "tenant.evidence.snapshot.generate": { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: 4 },
    "backup_set.update": { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: 4 },
    "restore.execute": { queuedStaleAfterSeconds: 5, expectedMaxRuntimeSeconds: 4 },
  }),
};
