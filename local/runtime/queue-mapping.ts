import { DeleteMessageCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { PlannedQueueMapping } from "../assembly/planned-triggers.ts";
import { failedRecords } from "./batch-response.ts";
import type { FunctionPool } from "./function-pool.ts";
import { type RunningMapping, repeat } from "./mapping.ts";
import { queueRecord } from "./queue-event.ts";

interface QueueMappingSetup {
  readonly planned: PlannedQueueMapping;
  readonly queueUrl: string;
  readonly pool: Pick<FunctionPool, "invoke" | "concurrency">;
  readonly sqs: SQSClient;
  readonly onError: (error: unknown) => void;
}

/** The maximum long-poll time of SQS. */
const waitSeconds = 20;

/**
 * A queue's event source mapping: receives messages, invokes the function and deletes acknowledged messages.
 *
 * Failed messages are redelivered after their visibility timeout and move to the failure queue after the last receive.
 * Nothing is received while all environments are busy, because the visibility timeout would elapse meanwhile.
 */
export function startQueueMapping({ planned, queueUrl, pool, sqs, onError }: QueueMappingSetup): RunningMapping {
  const concurrency = Math.min(planned.maximumConcurrency ?? pool.concurrency, pool.concurrency);
  const atWork = new Set<Promise<void>>();

  const settle = async (messages: readonly Message[]) => {
    const records = messages.map((message) => queueRecord(message, planned.queueArn));
    const identifiers = records.map(({ messageId }) => messageId);
    const failed = failedRecords(await pool.invoke({ Records: records }), identifiers, planned.reportsFailures);
    const done = records.filter(({ messageId }) => !failed.has(messageId));
    await Promise.all(
      done.map(({ receiptHandle }) =>
        sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle })),
      ),
    );
  };

  const polling = repeat(async (signal) => {
    if (atWork.size >= concurrency) await Promise.race(atWork);
    if (signal.aborted) return;
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: planned.batchSize,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
      { abortSignal: signal },
    );
    if (messages.length === 0) return;
    const work = settle(messages)
      .catch(onError)
      .finally(() => atWork.delete(work));
    atWork.add(work);
  }, onError);

  return {
    async stop() {
      await polling.stop();
      await Promise.all(atWork);
    },
  };
}
