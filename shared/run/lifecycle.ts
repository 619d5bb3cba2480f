import * as z from "zod";
import { jsonVariable } from "../foundation/json-variable.ts";

/** How long a run of one type may take before it is shown as stale and before it is closed (spec 358; seconds). */
export interface LifecyclePolicy {
  /** Queued longer than this is shown as likely stale. */
  readonly queuedStaleAfterSeconds: number;
  /**
   * Queued and delivered longer than this: the sweep closes it. A backlog is no loss, so this limit is the longer
   * one.
   */
  readonly closeQueuedAfterSeconds: number;
  /** Running longer than this is shown as likely stale, and closed once no lease is live. */
  readonly runningStaleAfterSeconds: number;
  /** The longest a handler is expected to take per part. */
  readonly expectedMaxRuntimeSeconds: number;
}

/** A type declares its windows, or explicitly that it has none; an uncovered run is never stale. */
export type Lifecycle = LifecyclePolicy | "uncovered";

const wholeSeconds = "must be a whole number of seconds, at least 1";
const seconds = z.number(wholeSeconds).int(wholeSeconds).positive(wholeSeconds);
const shape = "must be an object: { <operation type>: { <window>: seconds } }";

/**
 * Overrides of the lifecycle windows in an environment, by type. Omitted windows keep the operation's value. Unknown
 * names are rejected, so that a typo cannot pass unnoticed.
 */
const windows = {
  queuedStaleAfterSeconds: seconds.optional(),
  closeQueuedAfterSeconds: seconds.optional(),
  runningStaleAfterSeconds: seconds.optional(),
  expectedMaxRuntimeSeconds: seconds.optional(),
};
export const lifecycleOverrides = z.record(
  z.string(),
  z.strictObject(windows, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `must not have ${issue.keys.join(", ")}; the windows are ${Object.keys(windows).join(", ")}`
        : shape,
  }),
  shape,
);
export type LifecycleOverrides = z.infer<typeof lifecycleOverrides>;

/** The same, from the environment variable `OPERATION_LIFECYCLE_OVERRIDES`. */
export const lifecycleOverridesJson = jsonVariable(lifecycleOverrides, "{ <operation type>: { <window>: seconds } }");

/**
 * The effective windows of an operation. Overrides change windows but do not add any: an uncovered type stays
 * uncovered.
 */
export function lifecycleOf(
  operation: { readonly type: string; readonly lifecycle: Lifecycle },
  overrides: LifecycleOverrides,
): Lifecycle {
  const { lifecycle } = operation;
  const changed = Object.hasOwn(overrides, operation.type) ? overrides[operation.type] : undefined;
  if (lifecycle === "uncovered" || changed === undefined) return lifecycle;
  return {
    queuedStaleAfterSeconds: changed.queuedStaleAfterSeconds ?? lifecycle.queuedStaleAfterSeconds,
    closeQueuedAfterSeconds: changed.closeQueuedAfterSeconds ?? lifecycle.closeQueuedAfterSeconds,
    runningStaleAfterSeconds: changed.runningStaleAfterSeconds ?? lifecycle.runningStaleAfterSeconds,
    expectedMaxRuntimeSeconds: changed.expectedMaxRuntimeSeconds ?? lifecycle.expectedMaxRuntimeSeconds,
  };
}
