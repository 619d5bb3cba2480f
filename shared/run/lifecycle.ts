import * as z from "zod";

/** How long a run of one type may be silent before it is shown as stale, and before it is closed (spec 358; seconds). */
export interface LifecyclePolicy {
  /** Queued longer than this is shown as likely stale. */
  readonly queuedStaleAfterSeconds: number;
  /** Queued and delivered, longer than this: the sweep closes it. A backlog is no loss, so this is the longer one. */
  readonly closeQueuedAfterSeconds: number;
  /** Running longer than this is shown as likely stale, and closed once no lease lives. */
  readonly runningStaleAfterSeconds: number;
  /** The longest a handler is expected to take within one part. */
  readonly expectedMaxRuntimeSeconds: number;
}

/** A type says which windows it has, or says aloud that it has none; an uncovered run is never called stale. */
export type Lifecycle = LifecyclePolicy | "uncovered";

const wholeSeconds = "must be a whole number of seconds, at least 1";
const seconds = z.number(wholeSeconds).int(wholeSeconds).positive(wholeSeconds);
const shape = "must be an object: { <operation type>: { <window>: seconds } }";

/**
 * What an environment changes about the windows of its operations, by type. A window that is not named keeps
 * the operation's own value; a name that is no window is refused, because a typing error must not pass as set.
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

/** The same, as it stands in the environment variable `OPERATION_LIFECYCLE_OVERRIDES`. */
export const lifecycleOverridesJson = z
  .string()
  .default("{}")
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "must be JSON: { <operation type>: { <window>: seconds } }" });
      return z.NEVER;
    }
  })
  .pipe(lifecycleOverrides);

/** The windows that hold here for one operation. An uncovered one stays uncovered: overrides change windows, they make none. */
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
