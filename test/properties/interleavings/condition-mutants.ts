// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.

import type { Mutant } from "./mutant.ts";

const conditions = "shared/ledger/conditions.ts";

/** A clause of a condition left out, or made wider. */
export const conditionMutants: readonly Mutant[] = [
  {
    name: "a completed run may be claimed",
    file: conditions,
    from: "`attribute_exists(pk) AND ${isActive} AND ${environmentId",
    to: "`attribute_exists(pk) AND ${environmentId",
    configuration: "redelivery",
  },
  {
    name: "any message may claim a running run",
    file: conditions,
    from: '" OR #leaseUntil < :now)"',
    to: '" OR #status = :running OR #leaseUntil < :now)"',
    configuration: "two messages",
  },
  {
    name: "a second receive of a message takes over a living lease",
    file: conditions,
    from: '" OR #leaseUntil < :now)"',
    to: '" OR #leaseUntil < :now OR (#messageId = :messageId AND #receiveCount < :receiveCount))"',
    configuration: "duplicates",
  },
  {
    name: "a claim waits for the lease although the run has no owner",
    file: conditions,
    from: '" OR attribute_not_exists(#messageId)" +',
    to: '"" +',
    configuration: "hand-over",
  },
  {
    name: "a superseded attempt may end its run (fencing dropped)",
    file: conditions,
    from: "ownAttempt: `${isActive} AND #attempt = :attempt AND",
    to: "ownAttempt: `${isActive} AND",
    configuration: "an attempt that outlives its lease",
  },
  {
    name: "a hand-over that is asked for again is counted again",
    file: conditions,
    from: "AND #attempt = :attempt AND attribute_exists(#messageId)`",
    to: "AND #attempt = :attempt`",
    configuration: "calm hand-over",
  },
  {
    name: "an attempt may end a completed run",
    file: conditions,
    from: "ownAttempt: `${isActive} AND #attempt = :attempt AND attribute_exists(#messageId)`",
    to: 'ownAttempt: "#attempt = :attempt"',
    configuration: "proofs",
  },
  {
    name: "proof of success may be written over an end",
    file: conditions,
    from: "stillActive: isActive",
    to: 'stillActive: "attribute_exists(pk)"',
    configuration: "proofs",
  },
  {
    name: "an outsider ends a completed run again",
    file: conditions,
    from: "unchangedAndIdle: (seen: Seen) => `${isActive} AND ",
    to: "unchangedAndIdle: (seen: Seen) => `",
    configuration: "closers",
  },
  {
    name: "a cancellation ends a completed run again",
    file: conditions,
    from: "unchangedAndReleased: (seen: Seen) => `${isActive} AND ",
    to: "unchangedAndReleased: (seen: Seen) => `",
    configuration: "closers",
  },
  {
    name: "a claim ends a wait early",
    file: conditions,
    from: '"(attribute_not_exists(#context.#waiting) OR #context.#waiting.#until <= :wakesBy)"',
    to: '"(attribute_exists(pk) OR #context.#waiting.#until <= :wakesBy)"',
    configuration: "a parked wait",
  },
  {
    name: "an outsider does not look whether the attempt changed",
    file: conditions,
    from: '"attribute_not_exists(#attempt)" : "#attempt = :attempt"',
    to: '"attribute_exists(pk)" : "attribute_exists(pk)"',
    configuration: "a message behind its run",
  },
  {
    name: "an outsider does not look whether the run was dispatched",
    file: conditions,
    from: '"attribute_not_exists(#dispatch)" : "#dispatch.#at = :dispatchedAt"',
    to: '"attribute_exists(pk)" : "#dispatch.#at = :dispatchedAt"',
    configuration: "tries and a slow starter",
  },
  {
    name: "dispatch_failed although the queue took a message",
    file: conditions,
    from: '"#status = :queued AND attribute_not_exists(#dispatch) AND attribute_not_exists(#attempt)"',
    to: '"#status = :queued AND attribute_not_exists(#attempt)"',
    configuration: "sends",
  },
  {
    name: "dispatch_failed over a running run",
    file: conditions,
    from: '"#status = :queued AND attribute_not_exists(#dispatch) AND attribute_not_exists(#attempt)"',
    to: '"#status IN (:queued, :running) AND attribute_not_exists(#dispatch)"',
    configuration: "sends",
  },
  {
    name: "dispatch facts are recorded on a completed run",
    file: conditions,
    from: "dispatchRecordable: isActive",
    to: 'dispatchRecordable: "attribute_exists(pk)"',
    configuration: "starters",
  },
  {
    name: "two senders may reserve the same send",
    file: conditions,
    from: '" AND (#tries = :tries OR (attribute_not_exists(#tries) AND :tries = :zero))" +',
    to: '" AND (:tries >= :zero)" +',
    configuration: "two slow sweeps",
  },
  {
    name: "a delivered run may be sent again",
    file: conditions,
    from: '"((#status = :queued AND attribute_not_exists(#dispatch)) OR" +',
    to: '"(#status = :queued OR" +',
    configuration: "undelivered",
  },
  {
    name: "a re-arm does not look at the run",
    file: conditions,
    from: "stillDue: `${isActive} AND #dueAt = :dueRead`",
    to: 'stillDue: "attribute_exists(pk) AND (attribute_exists(#dueAt) OR :dueRead <> #status)"',
    configuration: "undelivered",
  },
];
