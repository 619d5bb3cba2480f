import { type Lane, type LaneTimings, leaseMarginSeconds } from "../shared/run/lanes.ts";
import { type Lifecycle, type LifecycleOverrides, lifecycleOf } from "../shared/run/lifecycle.ts";

/** Lambda stops any function after this. */
const lambdaTimeoutSecondsMax = 900;
/** A queue's mapping cannot be held to fewer workers. */
const maximumConcurrencyMin = 2;

export interface LaneConcurrency {
  /** The mapping starts no more workers than this at once. */
  readonly maximum: number;
  /** Lambda keeps this many for the worker and runs no more. */
  readonly reserved: number;
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
 * What does not hold between the numbers of one lane: a sentence each, with lane, numbers and remedy; empty when
 * all hold.
 *
 * They keep a run from being closed while somebody may still work on it, and from being worked on twice: a handler
 * ends within its Lambda, a Lambda before its message returns, and all receives before the run counts as stale.
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
      `Lane ${lane}: the time-out of ${timeout} s is beyond the ${lambdaTimeoutSecondsMax} s that Lambda allows; lower timeoutSeconds and hand longer work over in parts.`,
    ],
    [
      budget < timeout,
      `Lane ${lane}: the handler budget of ${budget} s is not below the time-out of ${timeout} s, which leaves no time to write the end; lower handlerBudgetSeconds or raise timeoutSeconds.`,
    ],
    [
      visibility > timeout,
      `Lane ${lane}: the visibility of ${visibility} s is not above the time-out of ${timeout} s, so a message would return while its worker still runs; raise visibilitySeconds.`,
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
      maximum <= reserved,
      `Lane ${lane}: the maximum concurrency of ${maximum} is above the reserved concurrency of ${reserved}, so throttled receives would use up the tries of innocent messages; lower the one or raise the other.`,
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
          `Lane ${lane}: ${operation.type} is stale after running ${stale} s, not above receives × visibility + margin of ${receives} × ${visibility} + ${redeliveryMarginSeconds} = ${redeliverySeconds} s, so a run could be closed whose message is about to return; raise its runningStaleAfterSeconds.`,
        ],
      ]);
    });
}

/** The sentences of the conditions that do not hold. */
function sentences(conditions: readonly (readonly [holds: boolean, sentence: string])[]): string[] {
  return conditions.flatMap(([holds, sentence]) => (holds ? [] : [sentence]));
}
