import { mkdirSync } from "node:fs";
import path from "node:path";
import { tryLock } from "../file-lock.ts";

/** Another stack runs on the same data directory, or something else is in the way that the message names. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/** Takes a data directory, made if absent, for this process; answers how to give it back. */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const release = tryLock(path.join(dataDir, "lock"));
  if (release === undefined) {
    throw new CannotStart(`another local stack already runs on ${dataDir}; stop it, or set LOCAL_DATA_DIR`);
  }
  return release;
}
