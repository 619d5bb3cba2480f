import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { Checkpoints } from "./checkpoints.ts";

/** Records of one shard, in order; a shard may give none and still not be at its end. */
export interface ShardRecords {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
}

export interface ShardReader {
  /** The next records of every shard that has some, oldest shard first. */
  read(limit: number, signal: AbortSignal): Promise<ShardRecords[]>;
  /** Forgets where it was, so that the next read goes on from the checkpoints. */
  rewind(): void;
}

/** How often a stream is asked for new shards. */
const describeMilliseconds = 10_000;

/**
 * Reads a stream from its checkpoints on, or from its beginning.
 *
 * The beginning, whatever the mapping says: here a mapping is always as old as its table, so there is nothing
 * that it should not see.
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
        // A shard goes on where its parent ended; before that its records would be out of order.
        if (shardId === undefined || (parentId !== undefined && iterators.get(parentId) !== undefined)) continue;
        const iterator = await iteratorOf(shardId, signal);
        // No further iterator: the shard was closed and has been read to its end.
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
