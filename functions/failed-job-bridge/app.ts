import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { correlate, type Rejection, readMessage } from "../../shared/dispatch/correlate.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import { addLogKeys } from "../../shared/observability/log-keys.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { type AskAdapter, endOf } from "../../shared/reconcile/ask-adapter.ts";
import { closedAsFailed } from "../../shared/reconcile/close.ts";
import { type Lane, queueOf } from "../../shared/run/lanes.ts";
import type { Run } from "../../shared/run/run.ts";
import { isFromNewerRelease } from "../../shared/run/status.ts";
import { settleBatch } from "../middleware/settle-batch.ts";

interface Dependencies {
  readonly queries: RunQueries;
  readonly runService: RunService;
  readonly askAdapter: AskAdapter;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly clock: Clock;
  /** The lane of a dead-letter queue; undefined for any other queue. */
  readonly laneOf: (queueArn: string) => Lane | undefined;
  readonly reports: {
    rejected(reason: Rejection, messageId: string): void;
    settled(run: Run, how: string): void;
    failed(messageId: string, error: unknown): void;
  };
}

/**
 * Ends runs whose messages exhausted their deliveries. It uses the worker's correlation resolver, looks for proof before
 * it fails a run, and never ends a run under a live lease. A message that does not correlate, or that came from another
 * lane's dead-letter queue, is redelivered until it reaches the bridge's own dead-letter queue, which raises an alarm.
 */
export function createBridge({ queries, runService, askAdapter, findOperation, clock, laneOf, reports }: Dependencies) {
  const isTracked = (type: string) => (findOperation(type)?.start ?? "not_startable") !== "not_startable";

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    settleBatch(event.Records, settle, (record, error) => reports.failed(record.messageId, error));

  async function settle(record: SQSRecord): Promise<boolean> {
    const read = readMessage(record.body, isTracked);
    if (read.kind === "rejected") return reject(read.reason, record);
    const lane = laneOf(record.eventSourceARN);
    // The worker of a lane rejects messages of the other lane; so does its dead-letter queue.
    if (lane === undefined || read.correlation.queue !== queueOf(lane)) return reject("queue_mismatch", record);
    addLogKeys({ runId: read.correlation.runId, workspaceId: read.correlation.workspaceId });
    const run = await queries.getRun(read.correlation.runId);
    const verdict = correlate(read.correlation, run);
    if (verdict !== "correlated" || run === undefined) {
      return reject(verdict === "correlated" ? "run_missing" : verdict, record);
    }
    // Only the newer release knows whether the run has ended: the message goes to the bridge's dead-letter queue.
    if (isFromNewerRelease(run)) return reject("newer_version", record);
    if (run.status === "completed") return true;
    // Another message owns the run; this one is superseded. SQS keeps the id of a message that its redrive policy moves.
    // One that an operator redrives has a new id and is acknowledged here: the sweep ends its run.
    if (owningMessageOf(run) !== undefined && owningMessageOf(run) !== record.messageId) return true;
    if (run.leaseUntil !== undefined && Date.parse(run.leaseUntil) >= clock.now().getTime()) return false;
    return end(run);
  }

  function reject(reason: Rejection, record: SQSRecord): boolean {
    reports.rejected(reason, record.messageId);
    return false;
  }

  async function end(run: Run): Promise<boolean> {
    const proven = endOf(run, await askAdapter(run, clock.now()), "failed_job_bridge");
    const end = proven ?? closedAsFailed(run, "failed_job_bridge", "run.queue_failure_bridge");
    const write = await runService.finish(run, end, "observed");
    if (write.outcome === "written") reports.settled(write.run, end.reasonCode ?? end.outcome);
    const stored = write.outcome === "written" ? write.run : write.stored;
    return stored?.status === "completed";
  }
}

/**
 * The message that owns a run: the one of its claim, or while it is queued the one that its dispatch recorded. Undefined
 * before the dispatch is recorded and between two continuations.
 */
function owningMessageOf({ status, messageId, context }: Run): string | undefined {
  return messageId ?? (status === "queued" ? context.dispatch?.queueJobId : undefined);
}
