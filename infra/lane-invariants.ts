import { type Lane, type LaneTimings, leaseMarginSeconds } from "../shared/run/lanes.ts";
import { type Lifecycle, type LifecycleOverrides, lifecycleOf } from "../shared/run/lifecycle.ts";

/** Lambda's maximum timeout. */
const lambdaTimeoutSecondsMax = 900;
/** The minimum of an SQS event source mapping. */
const maximumConcurrencyMin = 2;

export interface LaneConcurrency {
  /** The maximum concurrency of the mapping. */
  readonly maximum: number;
  /** The reserved concurrency of the worker; null reserves nothing. */
  readonly reserved: number | null;
}

export interface LaneUnderCheck {
  readonly lane: Lane;
  readonly timings: LaneTimings;
  readonly concurrency: LaneConcurrency;
  readonly retentionDays: { readonly work: number; readonly failure: number };
  readonly operations: readonly { readonly type: string; readonly lane: Lane; readonly lifecycle: Lifecycle }[];
  readonly overrides: LifecycleOverrides;
}

/**
 * The violated invariants between the timings of one lane: one sentence each, with lane, numbers and remedy.
 *
 * The invariants prevent closing a run whose worker may still be active, and two workers on one run: a handler ends
 * within its Lambda's timeout, the Lambda before its message is redelivered, and all receives before the run is stale.
 */
export function brokenLaneInvariants(check: LaneUnderCheck): string[] {
  return [...betweenTimings(check), ...ofCapacity(check), ...ofOperations(check)];
}

function betweenTimings({ lane, timings }: LaneUnderCheck): string[] {
  const { timeoutSeconds: timeout, handlerBudgetSeconds: budget, visibilitySeconds: visibility } = timings;
  const { failureVisibilitySeconds, failureReceives } = timings;
  const failureSeconds = failureVisibilitySeconds * failureReceives;
  const leaseSeconds = timeout + leaseMarginSeconds;
  return sentences([
    [
      timeout <= lambdaTimeoutSecondsMax,
      `Lane ${lane}: the timeout of ${timeout} s is beyond the ${lambdaTimeoutSecondsMax} s that Lambda allows; lower timeoutSeconds and hand longer work over in parts.`,
    ],
    [
      budget < timeout,
      `Lane ${lane}: the handler budget of ${budget} s is not below the timeout of ${timeout} s, which leaves no time to complete the run; lower handlerBudgetSeconds or raise timeoutSeconds.`,
    ],
    [
      visibility > timeout,
      `Lane ${lane}: the visibility of ${visibility} s is not above the timeout of ${timeout} s, so a message would be redelivered while its worker still runs; raise visibilitySeconds.`,
    ],
    [
      failureSeconds > leaseSeconds,
      `Lane ${lane}: the failure queue's visibility × receives of ${failureVisibilitySeconds} × ${failureReceives} = ${failureSeconds} s is not above the longest lease of ${timeout} + ${leaseMarginSeconds} = ${leaseSeconds} s, so the bridge would give up on a run that is still owned; raise failureVisibilitySeconds or failureReceives.`,
    ],
  ]);
}

function ofCapacity({ lane, concurrency: { maximum, reserved }, retentionDays: { work, failure } }: LaneUnderCheck) {
  return sentences([
    [
      maximum >= maximumConcurrencyMin,
      `Lane ${lane}: the maximum concurrency of ${maximum} is below the ${maximumConcurrencyMin} that a queue's mapping needs; raise concurrency.${lane}.maximum.`,
    ],
    [
      reserved === null || maximum <= reserved,
      `Lane ${lane}: the maximum concurrency of ${maximum} is above the reserved concurrency of ${reserved}, so throttled receives would use up the receives of other messages; lower the one or raise the other.`,
    ],
    [
      failure > work,
      `Lane ${lane}: the failure queue keeps a message for ${failure} d, not longer than the work queue's ${work} d, and its age counts from the first send; raise queueRetentionDays.failure.`,
    ],
  ]);
}

function ofOperations({ lane, timings, operations, overrides }: LaneUnderCheck): string[] {
  const { handlerBudgetSeconds: budget, visibilitySeconds: visibility, receives, redeliveryMarginSeconds } = timings;
  const redeliverySeconds = receives * visibility + redeliveryMarginSeconds;
  return operations
    .filter((operation) => operation.lane === lane)
    .flatMap((operation) => {
      const lifecycle = lifecycleOf(operation, overrides);
      if (lifecycle === "uncovered") return [];
      const { expectedMaxRuntimeSeconds: expected, runningStaleAfterSeconds: stale } = lifecycle;
      return sentences([
        [
          expected <= budget,
          `Lane ${lane}: ${operation.type} expects to run up to ${expected} s, more than the handler budget of ${budget} s; lower its expectedMaxRuntimeSeconds (also by lifecycleOverrides) or give it the longer lane.`,
        ],
        [
          stale > redeliverySeconds,
          `Lane ${lane}: ${operation.type} is stale after running ${stale} s, not above receives × visibility + margin of ${receives} × ${visibility} + ${redeliveryMarginSeconds} = ${redeliverySeconds} s, so a run could be closed before its message is redelivered; raise its runningStaleAfterSeconds.`,
        ],
      ]);
    });
}

/** The messages of the violated conditions. */
function sentences(conditions: readonly (readonly [holds: boolean, sentence: string])[]): string[] {
  return conditions.flatMap(([holds, sentence]) => (holds ? [] : [sentence]));
}
