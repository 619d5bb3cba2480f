import type { Lane } from "../run/lanes.ts";
import type { LifecyclePolicy } from "../run/lifecycle.ts";

/** Default lifecycle windows of an operation in seconds, by lane (architecture, section 3). */
export const laneLifecycles: Record<Lane, LifecyclePolicy> = {
  short: {
    queuedStaleAfterSeconds: 420,
    closeQueuedAfterSeconds: 1800,
    runningStaleAfterSeconds: 900,
    expectedMaxRuntimeSeconds: 105,
  },
  long: {
    queuedStaleAfterSeconds: 600,
    closeQueuedAfterSeconds: 3600,
    runningStaleAfterSeconds: 2100,
    expectedMaxRuntimeSeconds: 810,
  },
};
