import { type Clock, plusSeconds } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import { secondsUntil, type Wait } from "../run/granted-wait.ts";
import { leaseMarginSeconds } from "../run/lanes.ts";
import type { CancelRequest, NextStep, Run } from "../run/run.ts";
import { isFromNewerRelease } from "../run/status.ts";
import { summaryCounts } from "../run/summary-counts.ts";
import { resendAfterSeconds } from "../run/sweep-due.ts";
import { conditions, statusValues } from "./conditions.ts";
import { createEnsureRun } from "./ensure-run.ts";
import { createFinish } from "./finish.ts";
import type { Item } from "./item.ts";
import { runKey } from "./keys.ts";
import { problemOpenKeyOf } from "./open-keys.ts";
import { parseRun } from "./run-item.ts";
import { createRunQueries } from "./run-queries.ts";
import { createStore, type ItemOutcome, type StoreTarget } from "./store.ts";
import type { WriteOutcome } from "./write-outcome.ts";

/** The correlation of a message with its run. */
export interface Correlation {
  readonly version: number;
  readonly runId: string;
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly type: string;
  readonly queue: string;
}

/** One delivery of a message to one invocation. */
export interface Delivery {
  readonly messageId: string;
  readonly receiveCount: number;
  /** Unique per invocation: identifies its own claim when the response was lost. */
  readonly claimToken: string;
  /** Remaining time of the invocation, in seconds. */
  readonly remainingSeconds: number;
  /** Of a run with many short parts: only its first claim is listed, so that the run stays small. */
  readonly isStep?: boolean;
}

/** How a handed-over run continues. */
export interface Continuation {
  /** Time in seconds, from the end of its wait, in which the sweep leaves the run to its message. */
  readonly queuedWindowSeconds: number;
  readonly wait?: Wait | undefined;
  /** The sweep sends the next message instead of the worker. */
  readonly isParked?: boolean;
  /** The next step of a run with many short parts; a message may begin it earlier. */
  readonly step?: NextStep | undefined;
}

/** How much earlier than its end a wait may end, because clocks differ. */
const wakeToleranceSeconds = 5;

interface RunServiceTarget extends StoreTarget {
  readonly clock: Clock;
  readonly ids: Ids;
  /** How long a lease outlives its Lambda, in seconds, where a lane's shortened timings leave less than usual. */
  readonly leaseMarginSeconds?: number;
}

/**
 * The only writer of run state; annotations by people are written by `run-annotations.ts`. Each write is one conditional request,
 * and a refusal is a result, not an error (ADR 0002).
 */
export function createRunService(target: RunServiceTarget) {
  const { clock, ids, leaseMarginSeconds: marginSeconds = leaseMarginSeconds } = target;
  const store = createStore(target);
  const update = async (runId: string, change: string, condition: string, values: Item): Promise<WriteOutcome> =>
    asRun(await store.update(runKey(runId), change, condition, { ...statusValues, ...values }));

  /** Nothing is appended: the run has hundreds of parts. Any message may begin the next one at once. */
  function handOverStep(run: Run, checkpoint: Item, { afterSeconds, progress }: NextStep): Promise<WriteOutcome> {
    const now = clock.now();
    const change =
      "SET #checkpoint = :checkpoint, #leaseUntil = :leaseUntil, #tries = :zero, #triedAt = :triedAt, " +
      "#context.#progress = :progress REMOVE #messageId, #receiveCount, #claimToken ADD #handovers :one";
    return update(run.id, change, conditions.ownAttempt, {
      attempt: run.attempt,
      checkpoint,
      leaseUntil: plusSeconds(now, afterSeconds),
      triedAt: plusSeconds(now, afterSeconds - resendAfterSeconds),
      progress: { composite: progress },
      one: 1,
    });
  }

  return {
    ...createEnsureRun({ store, queries: createRunQueries(target), clock, ids }),
    ...createFinish({ update, store, clock }),

    /** Stores only the queue's response, in any active state. */
    recordDispatch(runId: string, facts: { version: number; queue: string; jobId?: string }): Promise<WriteOutcome> {
      const dispatch = { ...facts, at: clock.now().toISOString() };
      return update(runId, "SET #dispatch = :dispatch", conditions.dispatchRecordable, { dispatch });
    },

    /**
     * Reserves one more send of a run without a message, and moves the sweep's next check behind it. Written: only the
     * caller sends it. Refused: it was delivered, claimed, completed or reserved concurrently.
     */
    reserveResend(run: Run): Promise<WriteOutcome> {
      const now = clock.now();
      const change = "SET #tries = :next, #triedAt = :now, #dueAt = :dueAt, #chain = :zero";
      return update(run.id, change, conditions.resendable, {
        now: now.toISOString(),
        dueAt: plusSeconds(now, resendAfterSeconds),
        next: run.tries + 1,
        tries: run.tries,
        lastTryBefore: plusSeconds(now, -resendAfterSeconds),
      });
    },

    /**
     * Claims a run for one delivery.
     * Refused once the run has completed: a message may be redelivered after its run ended. Refused while another
     * attempt's lease is valid, also for a redelivery of the same message: two attempts must never write. Refused
     * before the end of a wait, whose own message or the sweep continues the run. Refused without a write when the
     * message does not belong to this run.
     */
    claim(correlation: Correlation, delivery: Delivery): Promise<WriteOutcome> {
      const now = clock.now();
      const change =
        `SET #status = :running, #claims = ${listed(delivery)}, ` +
        "#messageId = :messageId, #receiveCount = :receiveCount, #claimToken = :claimToken, #leaseUntil = :leaseUntil " +
        // A claimed run is stored for certain, so its creator's token is no longer needed.
        "REMOVE #requestToken, #context.#waiting ADD #attempt :one";
      return update(correlation.runId, change, conditions.claimable(correlation.environmentId), {
        now: now.toISOString(),
        none: [],
        claim: [now.toISOString()],
        one: 1,
        messageId: delivery.messageId,
        receiveCount: delivery.receiveCount,
        claimToken: delivery.claimToken,
        leaseUntil: plusSeconds(now, delivery.remainingSeconds + marginSeconds),
        wakesBy: plusSeconds(now, wakeToleranceSeconds),
        type: correlation.type,
        environmentId: correlation.environmentId,
        workspacePrefix: `WS#${correlation.workspaceId}#`,
        queue: correlation.queue,
        version: correlation.version,
      });
    },

    /**
     * Stores progress; refused once another attempt owns the run. Costs one write unit. Counts replace an earlier
     * phase: a phase takes precedence when shown, so an old one would hide them.
     */
    reportProgress(run: Run, progress: { counts?: Record<string, number>; phase?: string }): Promise<WriteOutcome> {
      const counts = summaryCounts({ ...run.summaryCounts, ...progress.counts });
      return progress.phase === undefined
        ? update(run.id, "SET #summaryCounts = :counts REMOVE #context.#progress", conditions.ownAttempt, {
            attempt: run.attempt,
            counts,
          })
        : update(run.id, "SET #context.#progress = :progress", conditions.ownAttempt, {
            attempt: run.attempt,
            progress: { phase: { key: progress.phase } },
          });
    },

    /**
     * Releases a run whose work continues in a further message: stores the checkpoint, removes the owner, and
     * protects the run from the sweep while that message waits. The caller then sends, then acknowledges. A parked run
     * gets no message: the sweep sends one when its wait ends, or at once. A wait is refused once a stop was requested.
     */
    handOver(run: Run, checkpoint: Item, next: Continuation): Promise<WriteOutcome> {
      if (next.step !== undefined) return handOverStep(run, checkpoint, next.step);
      const { queuedWindowSeconds, wait, isParked = false } = next;
      const now = clock.now();
      const from = wait === undefined ? now.toISOString() : later(wait.until, now.toISOString());
      const change =
        "SET #checkpoint = :checkpoint, #leaseUntil = :leaseUntil, #tries = :zero, #triedAt = :triedAt, " +
        "#chain = :chain, #handedOver = list_append(if_not_exists(#handedOver, :none), :part)" +
        (wait === undefined ? "" : ", #context.#waiting = :waiting, #waitedSeconds = :waitedSeconds") +
        (isParked ? ", #dueAt = :from" : "") +
        " REMOVE #messageId, #receiveCount, #claimToken ADD #handovers :one";
      return update(run.id, change, wait === undefined ? conditions.ownAttempt : conditions.mayWait, {
        attempt: run.attempt,
        checkpoint,
        leaseUntil: isParked ? from : plusSeconds(new Date(from), queuedWindowSeconds),
        // The sweep may send a parked run as soon as its wait has ended.
        triedAt: isParked ? plusSeconds(new Date(from), -resendAfterSeconds) : now.toISOString(),
        chain: chainOf(run) + (isParked ? 0 : 1),
        from,
        waiting: wait && { reason: wait.reason, until: wait.until },
        waitedSeconds: run.waitedSeconds + (wait === undefined ? 0 : secondsUntil(wait.until, now)),
        one: 1,
        none: [],
        part: [{ attempt: run.attempt, at: now.toISOString() }],
      });
    },

    /** Moves the sweep's next check; refused when the run ended or was re-armed since it was read. */
    rearm(run: Run, dueAt: string): Promise<WriteOutcome> {
      return update(run.id, "SET #dueAt = :dueAt", conditions.stillDue, { dueAt, dueRead: run.dueAt });
    },

    /**
     * Requests cancellation; the worker sees it at its next write. The sweep checks soon, in case the worker never
     * writes again. Refused once the run has ended or cancellation was already requested.
     */
    requestCancel(run: Run, request: CancelRequest): Promise<WriteOutcome> {
      const change = "SET #cancelRequested = :cancelRequested, #dueAt = :now";
      const now = clock.now().toISOString();
      return update(run.id, change, conditions.cancellable, { cancelRequested: request, now });
    },

    /**
     * Rewrites a problem's open key from the last release's format to the current one, which can be judged without
     * loading the run.
     */
    async renewOpenKey(run: Run): Promise<WriteOutcome> {
      const change = "SET #openKey = :openKey";
      const openKey = problemOpenKeyOf(run);
      if (openKey === undefined || isFromNewerRelease(run)) return { outcome: "refused", stored: run };
      return update(run.id, change, conditions.stillOpen, { openKey, openRead: run.openKey });
    },

    /**
     * Removes a problem that a later success resolved from the open work; its history stays. Refused when it was
     * removed already, which an index entry may not show yet.
     */
    async retire(run: Run): Promise<WriteOutcome> {
      if (run.openKey === undefined || isFromNewerRelease(run)) return { outcome: "refused", stored: run };
      return update(run.id, "REMOVE #openKey", conditions.stillOpen, { openRead: run.openKey });
    },
  };
}
/** The list of claims after this one. */
const listed = ({ isStep = false }: Delivery) =>
  isStep ? "if_not_exists(#claims, :claim)" : "list_append(if_not_exists(#claims, :none), :claim)";

/** Continuations in a row that workers sent. Those of the last release were all sent by workers. */
export const chainOf = ({ chain, handovers }: Pick<Run, "chain" | "handovers">): number => chain ?? handovers;

const later = (a: string, b: string) => (a > b ? a : b);

export type RunService = ReturnType<typeof createRunService>;

/** Parses the result of a write as a run. */
function asRun(write: ItemOutcome): WriteOutcome {
  if (write.outcome === "refused") return { outcome: "refused", stored: parseRun(write.item) };
  const run = parseRun(write.item);
  return run === undefined ? { outcome: "refused", stored: undefined } : { outcome: "written", run };
}
