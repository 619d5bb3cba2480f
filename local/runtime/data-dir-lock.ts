import { mkdirSync } from "node:fs";
import path from "node:path";
import { tryLock } from "../file-lock.ts";

/** The stack cannot start, for example because another one uses the data directory; the message names the cause. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/** Locks a data directory, created if absent, for this process; returns its release. */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const release = tryLock(path.join(dataDir, "lock"));
  if (release === undefined) {
    throw new CannotStart(`another local stack already runs on ${dataDir}; stop it, or set LOCAL_DATA_DIR`);
  }
  return release;
}
