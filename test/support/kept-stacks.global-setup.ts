import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { TestProject } from "vitest/node";
import { tryLock } from "../../local/file-lock.ts";

/** How long stacks may take to stop after their workers have ended. */
const stopMillisecondsMax = 20_000;

/** Gives the kept stacks a folder for their data, and removes it when they have stopped. */
export function setup(project: TestProject): (() => Promise<void>) | undefined {
  // A table that is not the stack's own cannot be emptied.
  if (process.env.DYNAMODB_ENDPOINT) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "runtruth-kept-"));
  project.provide("keptStacks", folder);
  return async () => {
    const until = performance.now() + stopMillisecondsMax;
    for (const name of readdirSync(folder)) {
      while (isRunning(path.join(folder, name)) && performance.now() < until) await pause(100);
    }
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A stack holds the lock of its data directory as long as its process lives. */
function isRunning(dataDir: string): boolean {
  const release = tryLock(path.join(dataDir, "lock"));
  release?.();
  return release === undefined;
}
