import { type Clock, plusSeconds } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import { leaseMarginSeconds } from "../run/lanes.ts";
import type { CancelRequest, Run } from "../run/run.ts";
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
}

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

  return {
    ...createEnsureRun({ store, queries: createRunQueries(target), clock, ids }),
    ...createFinish({ update, store, clock }),

    /** Stores only the queue's response, in any active state. */
    recordDispatch(runId: string, facts: { version: number; queue: string; jobId?: string }): Promise<WriteOutcome> {
      const dispatch = { ...facts, at: clock.now().toISOString() };
      return update(runId, "SET #dispatch = :dispatch", conditions.dispatchRecordable, { dispatch });
    },

    /**
     * Reserves one more send of a run without a message. Written: only the caller sends it. Refused: it was
     * delivered, claimed, completed or reserved concurrently.
     */
    reserveResend(run: Run): Promise<WriteOutcome> {
      const now = clock.now();
      return update(run.id, "SET #tries = :next, #triedAt = :now", conditions.resendable, {
        now: now.toISOString(),
        next: run.tries + 1,
        tries: run.tries,
        lastTryBefore: plusSeconds(now, -resendAfterSeconds),
      });
    },

    /**
     * Claims a run for one delivery.
     * Refused once the run has completed: a message may be redelivered after its run ended. Refused while another
     * attempt's lease is valid, also for a redelivery of the same message: two attempts must never write. Refused
     * without a write when the message does not belong to this run.
     */
    claim(correlation: Correlation, delivery: Delivery): Promise<WriteOutcome> {
      const now = clock.now();
      const change =
        "SET #status = :running, #claims = list_append(if_not_exists(#claims, :none), :claim), " +
        "#messageId = :messageId, #receiveCount = :receiveCount, #claimToken = :claimToken, #leaseUntil = :leaseUntil " +
        // A claimed run is stored for certain, so its creator's token is no longer needed.
        "REMOVE #requestToken ADD #attempt :one";
      return update(correlation.runId, change, conditions.claimable(correlation.environmentId), {
        now: now.toISOString(),
        none: [],
        claim: [now.toISOString()],
        one: 1,
        messageId: delivery.messageId,
        receiveCount: delivery.receiveCount,
        claimToken: delivery.claimToken,
        leaseUntil: plusSeconds(now, delivery.remainingSeconds + marginSeconds),
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
     * protects the run from the sweep while that message waits. The caller then sends, then acknowledges.
     */
    handOver(run: Run, checkpoint: Item, queuedWindowSeconds: number): Promise<WriteOutcome> {
      const now = clock.now();
      const change =
        "SET #checkpoint = :checkpoint, #leaseUntil = :leaseUntil, #tries = :zero, #triedAt = :now, " +
        "#handedOver = list_append(if_not_exists(#handedOver, :none), :part) " +
        "REMOVE #messageId, #receiveCount, #claimToken ADD #handovers :one";
      return update(run.id, change, conditions.ownAttempt, {
        attempt: run.attempt,
        checkpoint,
        leaseUntil: plusSeconds(now, queuedWindowSeconds),
        now: now.toISOString(),
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
export type RunService = ReturnType<typeof createRunService>;

/** Parses the result of a write as a run. */
function asRun(write: ItemOutcome): WriteOutcome {
  if (write.outcome === "refused") return { outcome: "refused", stored: parseRun(write.item) };
  const run = parseRun(write.item);
  return run === undefined ? { outcome: "refused", stored: undefined } : { outcome: "written", run };
}
