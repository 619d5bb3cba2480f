export const lanes = ["short", "long"] as const;
export type Lane = (typeof lanes)[number];

/**
 * How long the parts of one lane may take, in seconds. The construct owns the queues and the worker of
 * a lane and takes its numbers from here; an environment or a test may shorten them, never break the
 * invariants between them.
 */
export interface LaneTimings {
  /** The worker Lambda is stopped after this. */
  readonly timeoutSeconds: number;
  /** The longest a handler may plan for in one part; the rest of the timeout is for writing the end. */
  readonly handlerBudgetSeconds: number;
  /** A message that was received and not acknowledged is delivered again after this. */
  readonly visibilitySeconds: number;
  /** Receives before a message moves to the failure queue. */
  readonly receives: number;
  /** The failure queue's own visibility; times its receives it outlasts the longest lease. */
  readonly failureVisibilitySeconds: number;
  readonly failureReceives: number;
  /** A lifecycle policy's running window must exceed receives × visibility by this much. */
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

/** The name a lane's work queue has in messages and in a run's dispatch facts; the physical name is CloudFormation's. */
export function queueOf(lane: Lane): string {
  return `operations-${lane}`;
}

/** A worker's lease outlives its Lambda by this much, so that clocks a little apart never end a live attempt. */
export const leaseMarginSeconds = 15;

/**
 * The margin of one lane, in seconds: less where its timings are shortened, because a lease that outlives the
 * visibility timeout would refuse the redelivery and use up a receive. Three quarters are left to a slow cold start.
 */
export const leaseMarginOf = ({ visibilitySeconds, timeoutSeconds }: LaneTimings): number =>
  Math.min(leaseMarginSeconds, Math.floor((visibilitySeconds - timeoutSeconds) / 4));
