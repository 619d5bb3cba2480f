import type { Message } from "@aws-sdk/client-sqs";
import type { PlannedQueueMapping } from "../assembly/planned-triggers.ts";
import type { QueueReceiver } from "../engines/sqs.ts";
import { failedRecords } from "./batch-response.ts";
import type { FunctionPool } from "./function-pool.ts";
import { type RunningMapping, repeat } from "./mapping.ts";
import { queueRecord } from "./queue-event.ts";

interface QueueMappingSetup {
  readonly planned: PlannedQueueMapping;
  readonly queue: QueueReceiver;
  readonly pool: Pick<FunctionPool, "invoke" | "concurrency">;
  readonly onError: (error: unknown) => void;
}

/**
 * A queue's event source mapping: receives messages, invokes the function and deletes acknowledged messages.
 *
 * Failed messages are redelivered after their visibility timeout and move to the failure queue after the last receive.
 * Nothing is received while all environments are busy, because the visibility timeout would elapse meanwhile.
 */
export function startQueueMapping({ planned, queue, pool, onError }: QueueMappingSetup): RunningMapping {
  const concurrency = Math.min(planned.maximumConcurrency ?? pool.concurrency, pool.concurrency);
  const atWork = new Set<Promise<void>>();

  const settle = async (messages: readonly Message[]) => {
    const records = messages.map((message) => queueRecord(message, planned.queueArn));
    const identifiers = records.map(({ messageId }) => messageId);
    const failed = failedRecords(await pool.invoke({ Records: records }), identifiers, planned.reportsFailures);
    const done = records.filter(({ messageId }) => !failed.has(messageId));
    await Promise.all(done.map(({ receiptHandle }) => queue.remove(receiptHandle)));
  };

  const polling = repeat(async (signal) => {
    if (atWork.size >= concurrency) await Promise.race(atWork);
    if (signal.aborted) return;
    const messages = await queue.receive(planned.batchSize, signal);
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
