import { type Clock, plusSeconds } from "../clock.ts";
import type { Ids } from "../ids.ts";
import { resendAfterSeconds } from "../run/due.ts";
import { leaseMarginSeconds } from "../run/lanes.ts";
import type { CancelRequest, Run } from "../run/run.ts";
import { isFromNewerRelease } from "../run/status.ts";
import { summaryCounts } from "../run/summary-counts.ts";
import { conditions, statusValues } from "./conditions.ts";
import { createEnsure } from "./ensure.ts";
import { createFinish } from "./finish.ts";
import type { Item } from "./item.ts";
import { runKey } from "./keys.ts";
import { problemOpenKeyOf } from "./open-keys.ts";
import { parseRun } from "./run-item.ts";
import { createRunQueries } from "./run-queries.ts";
import { createStore, type ItemOutcome, type StoreTarget } from "./store.ts";
import type { WriteOutcome } from "./write-outcome.ts";

/** What a message says about the run it speaks of. */
export interface Correlation {
  readonly version: number;
  readonly runId: string;
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly type: string;
  readonly queue: string;
}

/** One receive of one message by one invocation. */
export interface Delivery {
  readonly messageId: string;
  readonly receiveCount: number;
  /** Marks this invocation, so that its own claim is told from another's when the answer to it was lost. */
  readonly claimToken: string;
  /** How long the invocation can go on, in seconds. */
  readonly remainingSeconds: number;
}

interface RunServiceTarget extends StoreTarget {
  readonly clock: Clock;
  readonly ids: Ids;
  /** How long a lease outlives its Lambda, in seconds, where a lane's shortened timings leave less than usual. */
  readonly leaseMarginSeconds?: number;
}

/**
 * The only writer of what happens to runs; what people say about them is written by `remarks.ts`. Each write is one
 * conditional request, and a refusal is an answer (ADR 0002).
 */
export function createRunService(target: RunServiceTarget) {
  const { clock, ids, leaseMarginSeconds: marginSeconds = leaseMarginSeconds } = target;
  const store = createStore(target);
  const update = async (runId: string, change: string, condition: string, values: Item): Promise<WriteOutcome> =>
    asRun(await store.update(runKey(runId), change, condition, { ...statusValues, ...values }));

  return {
    ...createEnsure({ store, queries: createRunQueries(target), clock, ids }),
    ...createFinish({ update, store, clock }),

    /** Stores what the queue answered, and only that, whatever active state the run is in by now. */
    recordDispatch(runId: string, facts: { version: number; queue: string; jobId?: string }): Promise<WriteOutcome> {
      const dispatch = { ...facts, at: clock.now().toISOString() };
      return update(runId, "SET #dispatch = :dispatch", conditions.dispatchRecordable, { dispatch });
    },

    /**
     * Reserves one more send of a run that no message carries. Written → the caller, and nobody else,
     * sends it; refused → somebody delivered, claimed, ended or reserved it meanwhile.
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
     * Gives one delivery the right to work on a run.
     *
     * Refused once the run has completed: a message may be delivered again after its run ended, and must
     * find a closed door. Refused while another attempt's lease lives, also for a second receive of the same
     * message: two must never write. Refused, with nothing written, when the message does not speak of this run.
     */
    claim(correlation: Correlation, delivery: Delivery): Promise<WriteOutcome> {
      const now = clock.now();
      const change =
        "SET #status = :running, #claims = list_append(if_not_exists(#claims, :none), :claim), " +
        "#messageId = :messageId, #receiveCount = :receiveCount, #claimToken = :claimToken, #leaseUntil = :leaseUntil " +
        // A claimed run was stored for certain; its creator's token has done its work.
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
     * Keeps how far the work is; refused once another attempt owns the run. Costs one write unit. Counts take the
     * place of an earlier phase: a phase goes before counts wherever it is shown, so a past one would hide them.
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
     * Lets go of a run whose work needs a further message: saves where it goes on, removes the owner, and
     * keeps the run safe from the sweep while that message waits. The caller then sends, then acknowledges.
     */
    handOver(run: Run, checkpoint: Item, queuedWindowSeconds: number): Promise<WriteOutcome> {
      const now = clock.now();
      const change =
        "SET #checkpoint = :checkpoint, #leaseUntil = :leaseUntil, #tries = :zero, #triedAt = :now " +
        "REMOVE #messageId, #receiveCount, #claimToken ADD #handovers :one";
      return update(run.id, change, conditions.ownAttempt, {
        attempt: run.attempt,
        checkpoint,
        leaseUntil: plusSeconds(now, queuedWindowSeconds),
        now: now.toISOString(),
        one: 1,
      });
    },

    /** Moves the sweep's next look; refused when the run ended or was re-armed since it was read. */
    rearm(run: Run, dueAt: string): Promise<WriteOutcome> {
      return update(run.id, "SET #dueAt = :dueAt", conditions.stillDue, { dueAt, dueRead: run.dueAt });
    },

    /**
     * Tells whoever works on a run that it shall stop; they see it at their next write. The sweep looks soon, in case
     * they never write again. Refused once it has ended, and when somebody has asked before.
     */
    requestCancel(run: Run, request: CancelRequest): Promise<WriteOutcome> {
      const change = "SET #cancelRequested = :cancelRequested, #dueAt = :now";
      const now = clock.now().toISOString();
      return update(run.id, change, conditions.cancellable, { cancelRequested: request, now });
    },

    /** Gives a problem that stands under a key of the last release today's key, by which it is judged without being loaded. */
    async renewOpenKey(run: Run): Promise<WriteOutcome> {
      const change = "SET #openKey = :openKey";
      const openKey = problemOpenKeyOf(run);
      if (openKey === undefined || isFromNewerRelease(run)) return { outcome: "refused", stored: run };
      return update(run.id, change, conditions.stillOpen, { openKey, openRead: run.openKey });
    },

    /**
     * Takes a problem that a later success has proven solved off the list of open work; its history stays. Refused when
     * it has left the list already, which an index entry may not show yet.
     */
    async retire(run: Run): Promise<WriteOutcome> {
      if (run.openKey === undefined || isFromNewerRelease(run)) return { outcome: "refused", stored: run };
      return update(run.id, "REMOVE #openKey", conditions.stillOpen, { openRead: run.openKey });
    },
  };
}
export type RunService = ReturnType<typeof createRunService>;

/** The answer to a write of a run, read as a run. */
function asRun(write: ItemOutcome): WriteOutcome {
  if (write.outcome === "refused") return { outcome: "refused", stored: parseRun(write.item) };
  const run = parseRun(write.item);
  return run === undefined ? { outcome: "refused", stored: undefined } : { outcome: "written", run };
}
