import * as z from "zod";
import type { Checkpoints } from "./checkpoints.ts";
import type { CallStreams } from "./streams-api.ts";

/** A change of an item, as the streams API returns it. */
export interface StreamRecord {
  readonly eventID?: string;
  readonly eventName?: string;
  readonly eventVersion?: string;
  readonly dynamodb?: Readonly<Record<string, unknown>> & {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime?: number;
    readonly SequenceNumber?: string;
  };
  readonly userIdentity?: { readonly Type?: string; readonly PrincipalId?: string };
}

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

const described = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })).default([]),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const positioned = z.object({ ShardIterator: z.string().optional() });
// Records are not checked one by one: they become parts of an event as they are.
const read = z.object({
  Records: z.array(z.custom<StreamRecord>()).default([]),
  NextShardIterator: z.string().optional(),
});

type Shard = z.infer<typeof described>["StreamDescription"]["Shards"][number];

/** The interval between shard discoveries. */
const describeMilliseconds = 10_000;

/**
 * Reads a stream from its checkpoints, or from the beginning without one.
 *
 * The mapping's start position is ignored, because locally a mapping is as old as its table.
 */
export function createShardReader(callStreams: CallStreams, streamArn: string, checkpoints: Checkpoints): ShardReader {
  const iterators = new Map<string, string | undefined>();
  let shards: readonly Shard[] = [];
  let describedAt = Number.NEGATIVE_INFINITY;

  const describe = async (signal: AbortSignal) => {
    const found: Shard[] = [];
    let after: string | undefined;
    do {
      const input = { StreamArn: streamArn, ...(after !== undefined && { ExclusiveStartShardId: after }) };
      const { StreamDescription: stream } = described.parse(await callStreams("DescribeStream", input, signal));
      found.push(...stream.Shards);
      after = stream.LastEvaluatedShardId;
    } while (after !== undefined);
    shards = found;
    describedAt = performance.now();
  };

  const iteratorOf = async (shardId: string, signal: AbortSignal): Promise<string | undefined> => {
    if (iterators.has(shardId)) return iterators.get(shardId);
    const position = checkpoints.get(shardId);
    const from =
      position === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position };
    const input = { StreamArn: streamArn, ShardId: shardId, ...from };
    return positioned.parse(await callStreams("GetShardIterator", input, signal)).ShardIterator;
  };

  return {
    async read(limit, signal) {
      if (performance.now() - describedAt > describeMilliseconds) await describe(signal);
      const found: ShardRecords[] = [];
      for (const { ShardId: shardId, ParentShardId: parentId } of shards) {
        // To keep the order, a child shard is read only after its parent.
        if (parentId !== undefined && iterators.get(parentId) !== undefined) continue;
        const iterator = await iteratorOf(shardId, signal);
        // No next iterator: the shard is closed and was read to its end.
        if (iterator === undefined) continue;
        const input = { ShardIterator: iterator, Limit: limit };
        const { Records: records, NextShardIterator: next } = read.parse(
          await callStreams("GetRecords", input, signal),
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
