import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { PlannedStreamMapping } from "../assembly/planned-triggers.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { compilePattern } from "./event-pattern.ts";
import type { FunctionPool } from "./function-pool.ts";
import { pause, type RunningMapping, repeat } from "./mapping.ts";
import { createShardReader, type ShardRecords } from "./shard-reader.ts";
import { type BatchDependencies, processBatch } from "./stream-batch.ts";
import { type LambdaStreamRecord, streamRecord } from "./stream-record.ts";
import type { CallStreams } from "./streams-api.ts";

interface StreamMappingSetup {
  readonly planned: PlannedStreamMapping;
  /** The engine's stream ARN; functions receive the planned ARN. */
  readonly engineStreamArn: string;
  /** Undefined if the mapping has no on-failure queue. */
  readonly failureQueueUrl: string | undefined;
  readonly pool: Pick<FunctionPool, "invoke" | "planned">;
  readonly callStreams: CallStreams;
  readonly sqs: SQSClient;
  readonly checkpoints: Checkpoints;
  readonly onError: (error: unknown) => void;
}

/** DynamoDB returns at most so many records of a shard, most of which are filtered out. */
const recordsMax = 1000;
/** AWS also polls a shard four times per second. */
const pollMilliseconds = 250;

/** The event source mapping of a table's stream: in order, with checkpoints. */
export function startStreamMapping(setup: StreamMappingSetup): RunningMapping {
  const { planned, pool, checkpoints } = setup;
  const matchers = planned.patterns.map(compilePattern);
  const matches = (record: LambdaStreamRecord) => matchers.length === 0 || matchers.some((match) => match(record));
  const reader = createShardReader(setup.callStreams, setup.engineStreamArn, checkpoints);

  const settle = async ({ shardId, records }: ShardRecords, signal: AbortSignal): Promise<boolean> => {
    const seen = records.map((record) => streamRecord(record, planned.streamArn));
    const needs: BatchDependencies = {
      planned,
      invoke: (batch) => pool.invoke({ Records: batch }),
      settledBefore(record) {
        const before = seen[seen.indexOf(record) - 1];
        if (before !== undefined) checkpoints.set(shardId, before.dynamodb.SequenceNumber);
      },
      giveUp: (batch, why) => reportGivenUp(setup, shardId, batch, why),
      async waitBeforeRetry(tries) {
        await pause(Math.min(100 * 2 ** tries, 5000), signal);
        return !signal.aborted;
      },
      now: () => new Date(),
    };
    // Like AWS, filters first: a batch is full of records that the function wants.
    const wanted = seen.filter(matches);
    for (let at = 0; at < wanted.length; at += planned.batchSize) {
      if (!(await processBatch(wanted.slice(at, at + planned.batchSize), needs))) return false;
    }
    const last = seen.at(-1);
    if (last !== undefined) checkpoints.set(shardId, last.dynamodb.SequenceNumber);
    return true;
  };

  const polling = repeat(
    async (signal) => {
      const found = await reader.read(recordsMax, signal);
      for (const part of found) {
        if (!(await settle(part, signal))) return;
      }
      if (found.length === 0) await pause(pollMilliseconds, signal);
    },
    (error) => {
      reader.rewind();
      setup.onError(error);
    },
  );
  return {
    async stop() {
      await polling.stop();
      checkpoints.close();
    },
  };
}

/** As on AWS, reports only the position of discarded records, never their content. */
async function reportGivenUp(
  { planned, pool, failureQueueUrl, sqs }: StreamMappingSetup,
  shardId: string,
  batch: readonly LambdaStreamRecord[],
  condition: string,
): Promise<void> {
  if (failureQueueUrl === undefined) return;
  const body = {
    version: "1.0",
    timestamp: new Date().toISOString(),
    requestContext: { functionArn: pool.planned.arn, condition },
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: batch[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: batch.at(-1)?.dynamodb.SequenceNumber,
      batchSize: batch.length,
      streamArn: planned.streamArn,
    },
  };
  await sqs.send(new SendMessageCommand({ QueueUrl: failureQueueUrl, MessageBody: JSON.stringify(body) }));
}
