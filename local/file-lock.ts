import { DatabaseSync } from "node:sqlite";

/**
 * Takes an exclusive lock on a file, which is created if absent. Returns its release, or undefined when another process
 * holds it.
 *
 * The operating system releases the lock when the process ends, so a killed process never blocks the next one.
 */
export function tryLock(file: string): (() => void) | undefined {
  const lock = new DatabaseSync(file);
  try {
    lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    return () => lock.close();
  } catch {
    lock.close();
    return undefined;
  }
}
