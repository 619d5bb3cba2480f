export const lanes = ["short", "long"] as const;
export type Lane = (typeof lanes)[number];

/**
 * Timings of one lane, in seconds. The lane's construct configures its queues and worker from them; environments and
 * tests may shorten them but must keep the invariants between them.
 */
export interface LaneTimings {
  /** Timeout of the worker Lambda. */
  readonly timeoutSeconds: number;
  /** Time budget of a handler per part; the rest of the timeout is reserved for writing the end. */
  readonly handlerBudgetSeconds: number;
  /** Visibility timeout of the work queue. */
  readonly visibilitySeconds: number;
  /** Receives before a message moves to the dead-letter queue. */
  readonly receives: number;
  /** Visibility timeout of the dead-letter queue; times its receives it must exceed the longest lease. */
  readonly failureVisibilitySeconds: number;
  readonly failureReceives: number;
  /** Margin by which a lifecycle policy's running window must exceed receives × visibility. */
  readonly redeliveryMarginSeconds: number;
}

export const laneTimings: Record<Lane, LaneTimings> = {
  short: {
    timeoutSeconds: 120,
    handlerBudgetSeconds: 105,
    visibilitySeconds: 180,
    receives: 3,
    failureVisibilitySeconds: 120,
    failureReceives: 10,
    redeliveryMarginSeconds: 180,
  },
  long: {
    timeoutSeconds: 840,
    handlerBudgetSeconds: 810,
    visibilitySeconds: 900,
    receives: 2,
    failureVisibilitySeconds: 120,
    failureReceives: 10,
    redeliveryMarginSeconds: 180,
  },
};

/** The logical name of a lane's queue in messages and dispatch facts; CloudFormation assigns the physical name. */
export function queueOf(lane: Lane): string {
  return `operations-${lane}`;
}

/** How long a lease outlives its Lambda, so that clock skew never ends a live attempt. */
export const leaseMarginSeconds = 15;

/**
 * The lease margin of one lane, in seconds. Smaller for shortened timings: a lease that outlives the visibility
 * timeout would refuse the redelivery and use up a receive. Three quarters are reserved for a slow cold start.
 */
export const leaseMarginOf = ({ visibilitySeconds, timeoutSeconds }: LaneTimings): number =>
  Math.min(leaseMarginSeconds, Math.floor((visibilitySeconds - timeoutSeconds) / 4));
