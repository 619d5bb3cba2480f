import type { MiddlewareObj } from "@middy/core";
import type { Context, SQSRecord } from "aws-lambda";
import { correlate, type Rejection, readMessage } from "../../shared/dispatch/correlate.ts";
import { delaySecondsMax } from "../../shared/dispatch/message-delay.ts";
import type { Send } from "../../shared/dispatch/send.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import { cancelledEnd } from "../../shared/ledger/cancelled-end.ts";
import type { End } from "../../shared/ledger/finish.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { chainOf, type RunService } from "../../shared/ledger/run-service.ts";
import type { WriteOutcome } from "../../shared/ledger/write-outcome.ts";
import { addLogKeys } from "../../shared/observability/log-keys.ts";
import type { StepGate, WorkResult } from "../../shared/operations/define-operation.ts";
import { NonRetryableError } from "../../shared/operations/non-retryable-error.ts";
import { chainMax, handoversMax } from "../../shared/operations/part.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { hasSteps } from "../../shared/operations/steps.ts";
import { type AskAdapter, endOf } from "../../shared/reconcile/ask-adapter.ts";
import { endOfWaits, exceedsWaits, secondsUntil, type Wait } from "../../shared/run/granted-wait.ts";
import { type Lane, queueOf } from "../../shared/run/lanes.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { CancelRequest, NextStep, Run } from "../../shared/run/run.ts";
import { isFromNewerRelease } from "../../shared/run/status.ts";
import { CancelRequestedError } from "./cancel-requested-error.ts";

/** How a message is settled: `acknowledge` when no redelivery is needed, `leave` for redelivery. */
export type Settlement = "acknowledge" | "leave";

/** One delivery in the tracker; `claimed` is set once this invocation owns the run. */
export interface TrackedDelivery {
  readonly record: SQSRecord;
  claimed?: { readonly run: Run; readonly operation: AnyOperation };
}

/** Reports of the tracker for the log and the metrics. */
export interface TrackerReports {
  rejected(reason: Rejection, messageId: string): void;
  settled(run: Run, how: string): void;
}

/** Whether a message of a run in steps begins one. */
export type GateStep = (run: Run, operation: AnyOperation) => Promise<StepGate>;

interface Dependencies {
  readonly lane: Lane;
  readonly runService: RunService;
  readonly queries: Pick<RunQueries, "getRun">;
  /** Whether a message begins a step of its run, for work in steps. */
  readonly gateStep: GateStep;
  readonly send: Send;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
  readonly askAdapter: AskAdapter;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly reports: TrackerReports;
}

type HandedOver = Extract<WorkResult, { kind: "handed_over" }>;

/** Time in seconds in which the sweep ignores a handed-over run whose type has no lifecycle windows. */
const uncoveredQueuedWindowSeconds = 600;

/**
 * Takes one delivery through correlate, claim, work and finish. The handler never writes the run's status: a
 * `NonRetryableError` ends the run, and any other error causes a redelivery.
 */
export function trackOperationRun(
  parts: Dependencies,
): MiddlewareObj<TrackedDelivery, WorkResult | Settlement, Error, Context> {
  const { lane, runService, send, findOperation, ids, reports } = parts;
  const isTracked = (type: string) => (findOperation(type)?.start ?? "not_startable") !== "not_startable";

  function reject(reason: Rejection, record: SQSRecord): Settlement {
    reports.rejected(reason, record.messageId);
    // The message is redelivered until its receive limit, and ends in the dead-letter queue, where operators see it.
    return "leave";
  }

  /** Claims the run, or returns how the message is settled without a claim. */
  async function claim(delivery: TrackedDelivery, remainingMillis: number): Promise<Settlement | undefined> {
    const { record } = delivery;
    const read = readMessage(record.body, isTracked);
    if (read.kind === "rejected") return reject(read.reason, record);
    const { correlation } = read;
    addLogKeys({ runId: correlation.runId, workspaceId: correlation.workspaceId });
    const operation = findOperation(correlation.type);
    if (operation === undefined) return reject("job_not_tracked", record);
    if (correlation.queue !== queueOf(lane)) return reject("queue_mismatch", record);
    const isStep = hasSteps(operation);
    const gated = isStep ? await gate(correlation.runId, operation) : undefined;
    if (gated !== undefined) return gated;

    const write = await runService.claim(correlation, {
      messageId: record.messageId,
      receiveCount: Number(record.attributes.ApproximateReceiveCount),
      claimToken: ids.token(),
      remainingSeconds: Math.ceil(remainingMillis / 1000),
      isStep,
    });
    if (write.outcome === "written") return takeUp(write.run, delivery, operation);
    const verdict = correlate(correlation, write.stored);
    if (verdict !== "correlated" || write.stored === undefined) {
      return reject(verdict === "correlated" ? "run_missing" : verdict, record);
    }
    // Only the release that wrote the run knows its state, so the message goes to the dead-letter queue.
    if (isFromNewerRelease(write.stored)) return reject("newer_version", record);
    return settleRefusedClaim(write.stored, record.messageId);
  }

  /** Whether the message begins a step of its run; undefined when it does. A message that is not correlated may try. */
  async function gate(runId: string, operation: AnyOperation): Promise<Settlement | undefined> {
    const run = await parts.queries.getRun(runId);
    const answer = run && (await parts.gateStep(run, operation));
    if (run === undefined || answer === undefined || answer.kind === "begin") return undefined;
    // When the send fails, this message is redelivered.
    if (answer.kind === "later" && (await send(run, lane, answer.delaySeconds)).kind !== "sent") return "leave";
    return "acknowledge";
  }

  /** Starts the work of a claimed run unless a cancel was requested; the steps of a run carry a request out themselves. */
  async function takeUp(run: Run, delivery: TrackedDelivery, operation: AnyOperation): Promise<Settlement | undefined> {
    if (run.cancelRequested !== undefined && !hasSteps(operation)) return cancel(run, run.cancelRequested);
    delivery.claimed = { run, operation };
    return undefined;
  }

  async function cancel(run: Run, request: CancelRequest): Promise<Settlement> {
    return endWithoutHandler(run, cancelledEnd(request, true), "cancelled");
  }

  /** Ends a run without its handler, unless stored records prove an end of an earlier attempt. */
  async function endWithoutHandler(run: Run, end: End, how: string): Promise<Settlement> {
    const proven = await provenEnd(run);
    const write = await runService.finish(run, proven ?? end, "attempt");
    reports.settled(run, proven === undefined ? how : proven.outcome);
    return settleEnd(write);
  }

  /** The end that stored records prove for a run that an earlier attempt worked on; undefined without proof. */
  async function provenEnd(run: Run): Promise<End | undefined> {
    if (run.attempt === 1) return undefined;
    return endOf(run, await parts.askAdapter(run, parts.clock.now()), "adapter_reconciler");
  }

  function settleRefusedClaim(stored: Run, messageId: string): Settlement {
    if (stored.status === "completed") return "acknowledge";
    // Another message's live attempt continues the run; an earlier receive of this message may still be at work.
    return stored.messageId === messageId ? "leave" : "acknowledge";
  }

  /** The owner's message is acknowledged only after its run is completed or handed over. */
  function settleEnd(write: WriteOutcome): Settlement {
    const run = write.outcome === "written" ? write.run : write.stored;
    return run?.status === "completed" ? "acknowledge" : "leave";
  }

  /** The next message begins the next step: the end of a target, or the sweep. */
  async function handOverStep(run: Run, checkpoint: HandedOver["checkpoint"], step: NextStep): Promise<Settlement> {
    const write = await runService.handOver(run, checkpoint, { queuedWindowSeconds: step.afterSeconds, step });
    if (write.outcome === "refused") return settleEnd(write);
    reports.settled(run, "handed_over");
    return "acknowledge";
  }

  async function handOver(run: Run, operation: AnyOperation, result: HandedOver): Promise<Settlement> {
    const { checkpoint, wait } = result;
    if (result.step !== undefined) return handOverStep(run, checkpoint, result.step);
    const now = parts.clock.now();
    const isLast = run.handovers >= handoversMax;
    if (wait !== undefined && (isLast || exceedsWaits(run, wait, now))) return endWaiting(run, wait);
    if (isLast) {
      return endWithoutHandler(
        run,
        failed("run.handover_limit", "The run exceeded its continuation limit."),
        "handover_limit",
      );
    }
    const lifecycle = lifecycleOf(operation, parts.overrides);
    const queuedWindowSeconds =
      lifecycle === "uncovered" ? uncoveredQueuedWindowSeconds : lifecycle.queuedStaleAfterSeconds;
    const delaySeconds = wait === undefined ? 0 : secondsUntil(wait.until, now);
    const isParked = delaySeconds > delaySecondsMax || chainOf(run) >= chainMax;
    const write = await runService.handOver(run, checkpoint, { queuedWindowSeconds, wait, isParked });
    if (write.outcome === "refused") return settleRefusedHandOver(run, write);
    reports.settled(run, wait === undefined ? "handed_over" : wait.reason);
    if (isParked) return "acknowledge";
    // When the send failed, this message is redelivered and continues from the checkpoint; the sweep does after a wait.
    return (await send(write.run, lane, delaySeconds)).kind === "sent" ? "acknowledge" : "leave";
  }

  /** A request to stop that came during the part is answered now: no worker would see it before the wait ends. */
  async function settleRefusedHandOver(run: Run, write: WriteOutcome & { outcome: "refused" }): Promise<Settlement> {
    const { stored } = write;
    const isOwner = stored?.attempt === run.attempt && stored.messageId === run.messageId;
    if (isOwner && stored.status !== "completed" && stored.cancelRequested !== undefined) {
      return cancel(stored, stored.cancelRequested);
    }
    return settleEnd(write);
  }

  /** The run has waited for as long as it may. */
  async function endWaiting(run: Run, { reason }: Wait): Promise<Settlement> {
    const { outcome, reasonCode, message } = endOfWaits(reason);
    const end = { outcome, source: "worker", reasonCode, failures: [{ code: reasonCode, message }] } as const;
    return endWithoutHandler(run, end, reasonCode);
  }

  return {
    async before({ event, context }) {
      const settled = await claim(event, context.getRemainingTimeInMillis());
      if (settled !== undefined) return settled;
    },

    async after(request) {
      const { claimed } = request.event;
      const result = request.response;
      if (claimed === undefined || result === null || result === undefined || typeof result === "string") return;
      const { run, operation } = claimed;
      if (result.kind === "handed_over") {
        request.response = await handOver(run, operation, result);
        return;
      }
      const { kind: _, ...end } = result;
      // A handler stopped before it read its records must not overwrite their proven success. A step has read them all.
      const isProven = result.outcome === "succeeded" || hasSteps(operation);
      const proven = isProven ? undefined : await provenEnd(run);
      const said = proven?.outcome === "succeeded" ? proven : ({ ...end, source: "worker" } as const);
      request.response = settleEnd(await runService.finish(run, said, "attempt"));
      reports.settled(run, said.outcome);
    },

    async onError(request) {
      const { claimed } = request.event;
      if (claimed === undefined) return;
      if (request.error instanceof CancelRequestedError) {
        request.response = await cancel(claimed.run, request.error.request);
        return;
      }
      if (request.error instanceof FencedError) {
        // Only the owner may end the run. On redelivery the claim decides whether this message is still needed.
        request.response = request.error.hasEnded ? "acknowledge" : "leave";
        reports.settled(claimed.run, "fenced");
        return;
      }
      if (!(request.error instanceof NonRetryableError)) return;
      const { code, message } = request.error;
      request.response = await endWithoutHandler(claimed.run, failed(code, message), code);
    },
  };
}

function failed(code: string, message: string) {
  return { outcome: "failed", source: "worker", reasonCode: code, failures: [{ code, message }] } as const;
}
