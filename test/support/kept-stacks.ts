import { mkdtempSync } from "node:fs";
import path from "node:path";
import { inject } from "vitest";
import { type StackOptions, type StartedStack, startStack } from "../../local/runtime/start-stack.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the kept stacks; undefined where none is kept. */
    keptStacks: string | undefined;
  }
}

export interface UsedStack {
  readonly stack: StartedStack;
  /** Whether it may be used again, with the same addresses. */
  readonly isKept: boolean;
  end(): Promise<void>;
}

/** Stacks of this worker that no test uses, with the data of the last use. */
const free: StartedStack[] = [];

/**
 * A stack with the data of a new one, for one test or file at a time. A stack that differs from others only in its
 * triggers is kept and emptied for the next use: a start, and code that is loaded and compiled anew, take seconds of
 * processor time. It ends with the worker.
 */
export async function takeStack(options: StackOptions): Promise<UsedStack> {
  const { hasWorkers = true, hasSchedules = true, ...own } = options;
  const folder = inject("keptStacks");
  if (folder === undefined || Object.values(own).some((value) => value !== undefined)) {
    const stack = await startStack(options);
    return { stack, isKept: false, end: () => stack.stop() };
  }
  const kept = free.pop();
  await kept?.empty({ hasWorkers, hasSchedules });
  const stack = kept ?? (await startStack({ ...options, dataDir: mkdtempSync(path.join(folder, "stack-")) }));
  return { stack, isKept: true, end: async () => void free.push(stack) };
}
