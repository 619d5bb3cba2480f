import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Another stack runs on the same data directory, or something else is in the way that the message names. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/**
 * Takes a data directory for this process; answers how to give it back.
 *
 * The operating system holds the lock on an open file, so it goes with its process, however that ends, and a
 * killed stack never blocks the next start.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = new DatabaseSync(path.join(dataDir, "lock"));
  try {
    lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new CannotStart(`another local stack already runs on ${dataDir}; stop it, or set LOCAL_DATA_DIR`);
  }
  return () => lock.close();
}
