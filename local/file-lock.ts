import { DatabaseSync } from "node:sqlite";

/**
 * Takes an exclusive lock on a file, made if absent; answers how to give it back, or undefined when another process
 * has it.
 *
 * The operating system holds the lock for an open file, so it goes with its process, however that ends: a killed
 * process never blocks the next one.
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
