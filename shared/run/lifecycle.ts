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
