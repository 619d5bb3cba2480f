/**
 * Preconditions of every write to a run, in one place. They are the transition table of `run/transitions.ts` as the
 * store enforces it: each clause closes a race that a crash, a lost response or a redelivery would otherwise open
 * (ADR 0002). Values are bound at the call site.
 */

/** An unknown outcome on an active run belongs to a newer release, which alone may write that run. */
const isPending = "#outcome = :pending";
const isActive = `#status IN (:queued, :running) AND ${isPending}`;
const noLiveLease = "(attribute_not_exists(#leaseUntil) OR #leaseUntil < :now)";

/** The attempt of a waiting run has released it; the next one begins no earlier than the wait ends. */
const isWaiting = "(attribute_not_exists(#messageId) AND attribute_exists(#context.#waiting))";
/** The run as it was read. */
const unchanged = (seen: Seen) =>
  `${seen.attempt === 0 ? "attribute_not_exists(#attempt)" : "#attempt = :attempt"} AND ` +
  `${seen.dispatchedAt === undefined ? "attribute_not_exists(#dispatch)" : "#dispatch.#at = :dispatchedAt"}`;
interface Seen {
  readonly attempt: number;
  readonly dispatchedAt: string | undefined;
}

/** The message belongs to this run: same workspace, environment, type, queue and message version. */
const correlates = {
  environment: "#environmentId = :environmentId",
  noEnvironment: "attribute_not_exists(#environmentId)",
  rest:
    "#type = :type AND begins_with(#workspaceKey, :workspacePrefix) AND " +
    "(attribute_not_exists(#dispatch) OR (#dispatch.#queue = :queue AND #dispatch.#version = :version))",
};

const mayOwn =
  "(#status = :queued" +
  // Handed over: running, without an owner.
  " OR attribute_not_exists(#messageId)" +
  // A redelivery of the same message proves nothing: queues duplicate, and the first attempt may still write.
  " OR #leaseUntil < :now)";
/** A redelivery of the message that asked for a wait must not end the wait; clocks may differ by a few seconds. */
const wakes = "(attribute_not_exists(#context.#waiting) OR #context.#waiting.#until <= :wakesBy)";

export const conditions = {
  /** A delivery may claim the run. */
  claimable: (environmentId: string | null) =>
    `attribute_exists(pk) AND ${isActive} AND ${environmentId === null ? correlates.noEnvironment : correlates.environment} AND ${correlates.rest} AND ${mayOwn} AND ${wakes}`,

  /** The queue accepted the message while the run is still active. */
  dispatchRecordable: isActive,

  /** One more send is allowed, by one sender: the run is undelivered, or handed over and never claimed. */
  resendable:
    `${isPending} AND ` +
    "((#status = :queued AND attribute_not_exists(#dispatch)) OR" +
    " (#status = :running AND attribute_not_exists(#messageId) AND #leaseUntil < :now))" +
    " AND (#tries = :tries OR (attribute_not_exists(#tries) AND :tries = :zero))" +
    " AND (#triedAt <= :lastTryBefore OR (attribute_not_exists(#triedAt) AND #createdAt <= :lastTryBefore))",

  /** The attempt still owns the run: no later attempt has claimed it, and it has not been released. */
  ownAttempt: `${isActive} AND #attempt = :attempt AND attribute_exists(#messageId)`,

  /** The same for a hand-over into a wait. A request to stop comes first: no worker would see it during the wait. */
  mayWait: `${isActive} AND #attempt = :attempt AND attribute_exists(#messageId) AND attribute_not_exists(#cancelRequested)`,

  /** Accepted, but neither enqueued nor claimed. */
  undelivered:
    `${isPending} AND ` + "#status = :queued AND attribute_not_exists(#dispatch) AND attribute_not_exists(#attempt)",

  /** Proof of success only requires an active run. */
  stillActive: isActive,

  /** Any other external write requires an unchanged run without a live lease. */
  unchangedAndIdle: (seen: Seen) => `${isActive} AND ${noLiveLease} AND ${unchanged(seen)}`,

  /** Cancelling requires an unchanged run that no attempt owns. */
  unchangedAndReleased: (seen: Seen) => `${isActive} AND (${noLiveLease} OR ${isWaiting}) AND ${unchanged(seen)}`,

  /** Still due as the sweep read it. */
  stillDue: `${isActive} AND #dueAt = :dueRead`,

  /** Active, and cancellation has not been requested. */
  cancellable: `${isActive} AND attribute_not_exists(#cancelRequested)`,

  /** Ended as a problem that has not been acknowledged. */
  acknowledgeable: "#status = :completed AND #outcome <> :succeeded AND attribute_not_exists(#acknowledged)",

  /** The run exists. */
  exists: "attribute_exists(pk)",

  /** Still listed as a problem. */
  stillOpen: "#openKey = :openRead",
} as const;

/** Status values used by these conditions. */
export const statusValues = { queued: "queued", running: "running", pending: "pending", zero: 0 } as const;
