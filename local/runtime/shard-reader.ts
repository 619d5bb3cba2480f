import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { Checkpoints } from "./checkpoints.ts";

/** Records of one shard, in order; possibly empty before the end of the shard. */
export interface ShardRecords {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
}

export interface ShardReader {
  /** The next records of every shard that has some, oldest shard first. */
  read(limit: number, signal: AbortSignal): Promise<ShardRecords[]>;
  /** Resets the iterators, so that the next read starts at the checkpoints. */
  rewind(): void;
}

/** The interval between shard discoveries. */
const describeMilliseconds = 10_000;

/**
 * Reads a stream from its checkpoints, or from the beginning without one.
 *
 * The mapping's start position is ignored, because locally a mapping is as old as its table.
 */
export function createShardReader(
  streams: DynamoDBStreamsClient,
  streamArn: string,
  checkpoints: Checkpoints,
): ShardReader {
  const iterators = new Map<string, string | undefined>();
  let shards: readonly Shard[] = [];
  let describedAt = Number.NEGATIVE_INFINITY;

  const describe = async (signal: AbortSignal) => {
    const found: Shard[] = [];
    let after: string | undefined;
    do {
      const { StreamDescription: stream } = await streams.send(
        new DescribeStreamCommand({
          StreamArn: streamArn,
          ...(after === undefined ? {} : { ExclusiveStartShardId: after }),
        }),
        { abortSignal: signal },
      );
      found.push(...(stream?.Shards ?? []));
      after = stream?.LastEvaluatedShardId;
    } while (after !== undefined);
    shards = found;
    describedAt = performance.now();
  };

  const iteratorOf = async (shardId: string, signal: AbortSignal): Promise<string | undefined> => {
    if (iterators.has(shardId)) return iterators.get(shardId);
    const position = checkpoints.get(shardId);
    const { ShardIterator: iterator } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ...(position === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position }),
      }),
      { abortSignal: signal },
    );
    return iterator;
  };

  return {
    async read(limit, signal) {
      if (performance.now() - describedAt > describeMilliseconds) await describe(signal);
      const found: ShardRecords[] = [];
      for (const { ShardId: shardId, ParentShardId: parentId } of shards) {
        // To keep the order, a child shard is read only after its parent.
        if (shardId === undefined || (parentId !== undefined && iterators.get(parentId) !== undefined)) continue;
        const iterator = await iteratorOf(shardId, signal);
        // No next iterator: the shard is closed and was read to its end.
        if (iterator === undefined) continue;
        const { Records: records = [], NextShardIterator: next } = await streams.send(
          new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }),
          { abortSignal: signal },
        );
        iterators.set(shardId, next);
        if (records.length > 0) found.push({ shardId, records });
      }
      return found;
    },
    rewind() {
      iterators.clear();
      describedAt = Number.NEGATIVE_INFINITY;
    },
  };
}
