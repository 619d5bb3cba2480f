import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { AttributeValue, Context, SQSBatchResponse, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { createBridge } from "../functions/failed-job-bridge/app.ts";
import { createSweepFunction } from "../functions/reconcile-sweep/app.ts";
import { createRunEvents } from "../functions/run-events/app.ts";
import { createAuditEnd } from "../functions/run-events/audit-end.ts";
import { createProcessRunEnd } from "../functions/run-events/process-run-end.ts";
import { createRecordProof } from "../functions/run-events/record-proof.ts";
import { createWorker } from "../functions/worker/app.ts";
import { createHandlerDependencies } from "../functions/worker/handler-dependencies.ts";
import { createAlertClock } from "../shared/alerts/create-alert-clock.ts";
import { createAlertJudge } from "../shared/alerts/create-alert-judge.ts";
import { createDelivery } from "../shared/dispatch/deliver.ts";
import { createSender } from "../shared/dispatch/send.ts";
import { createReplay, createStarter } from "../shared/dispatch/start-run.ts";
import type { Clock } from "../shared/foundation/clock.ts";
import type { Ids } from "../shared/foundation/ids.ts";
import { createRunQueries } from "../shared/ledger/run-queries.ts";
import { createRunService } from "../shared/ledger/run-service.ts";
import { createSuccessPointer } from "../shared/ledger/success-pointer.ts";
import { type AnyOperation, findOperation as findRegistered, operations } from "../shared/operations/registry.ts";
import { createAdapterDependencies } from "../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../shared/reconcile/reconcile-run.ts";
import { createRepairOpenProblems } from "../shared/reconcile/retire-superseded.ts";
import { createSweep } from "../shared/reconcile/sweep.ts";
import { createAuditRecorder } from "../shared/records/audit.ts";
import { createEnvironmentProofs } from "../shared/records/environment-proofs.ts";
import { type Lane, queueOf } from "../shared/run/lanes.ts";
import { createClock } from "../shared/schedules/create-clock.ts";
import { createVisit } from "../shared/schedules/create-visit.ts";
import { queueUrlOf, type Sqs } from "../test/engines/sqs/engine.ts";
import { lambdaContext } from "../test/functions/lambda-context.ts";
import { failureQueueOf, laneOfFailureQueue } from "../test/simulation/queues.ts";

interface Dependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly sqs: Sqs;
  readonly sqsClient: SQSClient;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly operation: AnyOperation;
}

const silent = () => undefined;
/** A reported error aborts the benchmark, because its figures would be invalid. */
const loud = (...what: unknown[]): never => {
  throw new Error(`the benchmark failed: ${what.map(String).join(" ")}`);
};

const messages = z.array(
  z.object({
    MessageId: z.string(),
    ReceiptHandle: z.string(),
    Body: z.string(),
    Attributes: z.record(z.string(), z.string()),
  }),
);

/** The product's start, workers, bridge, clocks, sweep and follow-up, wired as in their Lambdas, over given engines. */
export function createInProcessProduct({ client, tableName, sqs, sqsClient, clock, ids, operation }: Dependencies) {
  const target = { client, tableName };
  const findOperation = (type: string) => (type === operation.type ? operation : findRegistered(type));
  const runService = createRunService({ ...target, clock, ids });
  const queries = createRunQueries(target);
  const queueUrls = { short: queueUrlOf(queueOf("short")), long: queueUrlOf(queueOf("long")) };
  const send = createSender({ client: sqsClient, queueUrls });
  const delivery = createDelivery({ runService, send, clock });
  const askAdapter = createAskAdapter({ findOperation, needs: createAdapterDependencies({ ...target, clock }) });
  const successPointer = createSuccessPointer(target);

  const workerOf = (lane: Lane) =>
    createWorker({
      clock,
      ids,
      lane,
      log: { debug: silent, info: silent, warn: silent, error: silent },
      runService,
      queries,
      send,
      findOperation,
      overrides: {},
      askAdapter,
      needs: {
        ...createHandlerDependencies({
          ...target,
          clock,
          ids,
          deployment: "dev",
          allowedOrigins: [],
          readSecret: async () => "",
        }),
        // Receivers that accept every message.
        sendAlerts: { send: async () => undefined, sendTest: async () => undefined },
      },
      reports: { rejected: loud, settled: silent },
    });
  const workers = { short: workerOf("short"), long: workerOf("long") };
  const clocks = { ...target, send, clock, ids, findOperation, overrides: {}, onFailure: loud };
  const schedules = createClock({ ...clocks, visit: createVisit(clocks) });
  const bridge = createBridge({
    queries,
    runService,
    askAdapter,
    findOperation,
    clock,
    laneOf: laneOfFailureQueue,
    reports: { rejected: loud, settled: silent, failed: loud },
  });
  const sweep = createSweepFunction({
    clock,
    ids,
    runService,
    report: silent,
    tick: { tickIfSilent: async () => undefined },
    evaluateAlerts: () => Promise.reject(new Error("the other clock is not silent")),
    countOpenWork: async () => undefined,
    repairOpenProblems: createRepairOpenProblems({
      queries,
      runService,
      successPointer,
      findOperation,
      clock,
      settleRecords: async () => {},
      onFailure: loud,
    }),
    sweep: createSweep({
      queries,
      runService,
      delivery,
      reconcileRun: createReconcileRun({ runService, askAdapter, clock }),
      findOperation,
      overrides: {},
      clock,
      onFailure: loud,
    }),
  });
  const auditEnd = createAuditEnd({ audit: createAuditRecorder({ ...target, retentionDays: 365 }), findOperation });
  const recordProof = createRecordProof({ proofs: createEnvironmentProofs(target), findOperation, clock });
  const followOutcome = createProcessRunEnd({ queries, runService, successPointer, findOperation });
  const runEvents = createRunEvents({
    clock,
    async follow(run) {
      await auditEnd(run);
      await followOutcome(run);
      await recordProof(run);
    },
    park: loud,
    onFailure: loud,
  });

  /** One poll of an event source mapping; returns the number of messages. */
  async function poll(queue: string, deliver: (records: SQSRecord[]) => Promise<SQSBatchResponse>): Promise<number> {
    const QueueUrl = queueUrlOf(queue);
    const { Messages } = sqs.execute({ operation: "ReceiveMessage", request: { QueueUrl, MaxNumberOfMessages: 10 } });
    const received = messages.parse(Messages ?? []);
    if (received.length === 0) return 0;
    const { batchItemFailures } = await deliver(received.map((message) => recordOf(message, queue)));
    const left = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId, ReceiptHandle } of received) {
      if (!left.has(MessageId)) sqs.execute({ operation: "DeleteMessage", request: { QueueUrl, ReceiptHandle } });
    }
    return received.length;
  }

  const deliver = (Records: SQSRecord[]) => workers.short({ Records }, lambdaContext);
  return {
    runService,
    start: createStarter({ runService, delivery }),
    replay: createReplay({ runService, delivery }),
    /** One batch of messages, as a worker invocation receives it. */
    deliver,
    work: (meet = deliver) => poll(queueOf("short"), meet),
    workLong: () => poll(queueOf("long"), (Records) => workers.long({ Records }, lambdaContext)),
    /** One tick of the schedules, without the alerts that follow it. */
    tick: () => schedules.tick(() => true),
    evaluateAlerts: createAlertClock({ ...clocks, judge: createAlertJudge(clocks), operations }),
    bridge: () => poll(failureQueueOf("short"), (Records) => bridge({ Records })),
    sweep: (context: Context = lambdaContext) => sweep({}, context),
    /** The follow-up of a completed run, from its stream image. */
    follow: (image: Record<string, AttributeValue>) =>
      runEvents({
        Records: [
          {
            eventName: "MODIFY",
            dynamodb: { SequenceNumber: "1", NewImage: image, OldImage: { status: { S: "running" } } },
          },
        ],
      }),
  };
}
export type InProcessProduct = ReturnType<typeof createInProcessProduct>;

function recordOf(message: z.infer<typeof messages>[number], queue: string): SQSRecord {
  const { ApproximateReceiveCount = "1", SentTimestamp = "0" } = message.Attributes;
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: {
      ApproximateReceiveCount,
      SentTimestamp,
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: SentTimestamp,
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: "us-east-1",
  };
}
