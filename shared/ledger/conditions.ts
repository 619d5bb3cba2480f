/**
 * Which stored state each write of a run's life needs, named once. They are the transition table of
 * `run/transitions.ts` as the store checks it: each clause closes a hole that a crash, a lost answer or
 * a second delivery would otherwise open (ADR 0002). Values are bound where the write is made.
 */

/** Another outcome on a run that has not ended is a newer release's, which alone may write that run. */
const isPending = "#outcome = :pending";
const isActive = `#status IN (:queued, :running) AND ${isPending}`;
const noLiveLease = "(attribute_not_exists(#leaseUntil) OR #leaseUntil < :now)";

/** The message speaks of this very run: same workspace, environment, type, queue and message version. */
const correlates = {
  environment: "#environmentId = :environmentId",
  noEnvironment: "attribute_not_exists(#environmentId)",
  rest:
    "#type = :type AND begins_with(#workspaceKey, :workspacePrefix) AND " +
    "(attribute_not_exists(#dispatch) OR (#dispatch.#queue = :queue AND #dispatch.#version = :version))",
};

const mayOwn =
  "(#status = :queued" +
  // Handed over: running, and nobody owns it.
  " OR attribute_not_exists(#messageId)" +
  // A second receive of the same message proves nothing: queues duplicate, and its first attempt may still write.
  " OR #leaseUntil < :now)";

export const conditions = {
  /** A delivery may take the run. */
  claimable: (environmentId: string | null) =>
    `attribute_exists(pk) AND ${isActive} AND ${environmentId === null ? correlates.noEnvironment : correlates.environment} AND ${correlates.rest} AND ${mayOwn}`,

  /** The queue took the message while the run still can be delivered. */
  dispatchRecordable: isActive,

  /** One more send may be made, by one sender: undelivered, or handed over and never taken up. */
  resendable:
    `${isPending} AND ` +
    "((#status = :queued AND attribute_not_exists(#dispatch)) OR" +
    " (#status = :running AND attribute_not_exists(#messageId) AND #leaseUntil < :now))" +
    " AND (#tries = :tries OR (attribute_not_exists(#tries) AND :tries = :zero))" +
    " AND (#triedAt <= :lastTryBefore OR (attribute_not_exists(#triedAt) AND #createdAt <= :lastTryBefore))",

  /** Still the attempt that owns the run: no later one has claimed it, and this one has not let go of it. */
  ownAttempt: `${isActive} AND #attempt = :attempt AND attribute_exists(#messageId)`,

  /** Accepted, but never given to the queue nor claimed by anybody. */
  undelivered:
    `${isPending} AND ` + "#status = :queued AND attribute_not_exists(#dispatch) AND attribute_not_exists(#attempt)",

  /** Proof of success needs no more than an active run. */
  stillActive: isActive,

  /** Anything else from outside needs the run exactly as it was read, and nobody at work on it. */
  unchangedAndIdle: (seen: { attempt: number; dispatchedAt: string | undefined }) =>
    `${isActive} AND ${noLiveLease} AND ` +
    `${seen.attempt === 0 ? "attribute_not_exists(#attempt)" : "#attempt = :attempt"} AND ` +
    `${seen.dispatchedAt === undefined ? "attribute_not_exists(#dispatch)" : "#dispatch.#at = :dispatchedAt"}`,

  /** Still due as the sweep read it. */
  stillDue: `${isActive} AND #dueAt = :dueRead`,

  /** Somebody may still stop it, and nobody has asked for it. */
  cancellable: `${isActive} AND attribute_not_exists(#cancelRequested)`,

  /** Ended as a problem that nobody has dealt with. */
  acknowledgeable: "#status = :completed AND #outcome <> :succeeded AND attribute_not_exists(#acknowledged)",

  /** There is such a run. */
  exists: "attribute_exists(pk)",

  /** Still on the list of problems. */
  stillOpen: "#openKey = :openRead",
} as const;

/** The status values the conditions above compare with. */
export const statusValues = { queued: "queued", running: "running", pending: "pending", zero: 0 } as const;
