import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { tryLock } from "../file-lock.ts";

/** The stack cannot start, for example because its data directory is in use; the message names the cause. */
export class CannotStartError extends Error {
  override readonly name = "CannotStartError";
}

/** Creates the data directory if absent and locks it for this process; returns the release function. */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const release = tryLock(path.join(dataDir, "lock"));
  if (release === undefined) {
    throw new CannotStartError(`another local stack already runs on ${dataDir}; stop it, or set LOCAL_DATA_DIR`);
  }
  return release;
}

/** Throws `CannotStartError` if the data directory holds the table of a release with another table engine. */
export function refuseEarlierTable(dataDir: string): void {
  if (!existsSync(path.join(dataDir, "dynamodb", "table.sqlite"))) return;
  throw new CannotStartError(
    `${dataDir} holds the table of an earlier release; remove it to start afresh, or start with --ephemeral`,
  );
}
