import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** How far one mapping has come in each shard of its stream. */
export interface Checkpoints {
  /** The last sequence number that is settled; undefined when the shard is still untouched. */
  get(shardId: string): string | undefined;
  set(shardId: string, sequenceNumber: string): void;
}

const fileSchema = z.record(z.string(), z.string());

/**
 * Keeps checkpoints in a file, written before the next batch is read.
 *
 * So a change written before the stack was killed is still processed after the restart, and one that was being
 * processed is processed again. The file is replaced, never rewritten: a kill leaves the old one or the new one.
 */
export function openCheckpoints(folder: string, mappingId: string, streamArn: string): Checkpoints {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${mappingId}.json`);
  const positions = new Map(Object.entries(readPositions(file)));
  // A new table has a new stream; what was read of the old one says nothing about it.
  const keyOf = (shardId: string) => `${streamArn} ${shardId}`;

  return {
    get: (shardId) => positions.get(keyOf(shardId)),
    set(shardId, sequenceNumber) {
      positions.set(keyOf(shardId), sequenceNumber);
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(positions)));
      renameSync(`${file}.new`, file);
    },
  };
}

function readPositions(file: string): Record<string, string> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // None yet, or one that cannot be read: start over, since processing a change again does no harm.
    return {};
  }
}
