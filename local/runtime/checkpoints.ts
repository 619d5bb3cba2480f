import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** The checkpoints of one event source mapping, per shard of its stream. */
export interface Checkpoints {
  /** The last settled sequence number; undefined before the first. */
  get(shardId: string): string | undefined;
  set(shardId: string, sequenceNumber: string): void;
  /** Stores what is not stored yet. */
  close(): void;
}

/** Settled positions of this time are stored at once. */
const gatherMilliseconds = 250;

const fileSchema = z.record(z.string(), z.string());

/**
 * File-based checkpoints, stored four times per second.
 *
 * After a kill, unprocessed changes are processed on restart, and those of the last quarter of a second or of a batch in
 * progress again, as on AWS. The file is replaced atomically, so a kill leaves the old or the new one.
 */
export function openCheckpoints(folder: string, mappingId: string, streamArn: string): Checkpoints {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${mappingId}.json`);
  const positions = new Map(Object.entries(readPositions(file)));
  // A new table has a new stream, so the old checkpoints do not apply.
  const keyOf = (shardId: string) => `${streamArn} ${shardId}`;
  let timer: NodeJS.Timeout | undefined;
  const store = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(positions)));
    renameSync(`${file}.new`, file);
  };

  return {
    get: (shardId) => positions.get(keyOf(shardId)),
    set(shardId, sequenceNumber) {
      positions.set(keyOf(shardId), sequenceNumber);
      timer ??= setTimeout(store, gatherMilliseconds);
    },
    close: store,
  };
}

function readPositions(file: string): Record<string, string> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Missing or unreadable: start from the beginning, because processing is idempotent.
    return {};
  }
}
