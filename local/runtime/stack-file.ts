import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as z from "zod";

const stackSchema = z.object({
  apiUrl: z.string(),
  issuer: z.string(),
  tableName: z.string(),
  endpoints: z.object({ dynamodb: z.string(), sqs: z.string(), aws: z.string() }),
  /** By construct path, such as `Lane/WorkQueue`. */
  queues: z.record(z.string(), z.object({ url: z.string(), arn: z.string() })),
  /** Function names by their folder under `functions/`, with the lane where there is one. */
  functions: z.record(z.string(), z.string()),
  provider: z.object({ origin: z.string() }),
  pid: z.number(),
});

/** The description of a running stack, for commands and tests. */
export type StackDescription = z.infer<typeof stackSchema>;

/** The description in this file; undefined when missing or invalid. Its stack may have stopped. */
export function readStackFile(file: string): StackDescription | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return stackSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Replaces the file atomically, so that a reader never sees a partial one. */
export function writeStackFile(file: string, stack: StackDescription): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(stack, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** The running stack of this data directory. Throws with the remedy when there is none. */
export function runningStack(file: string): StackDescription {
  const stack = readStackFile(file);
  if (stack === undefined || !isRunning(stack.pid)) {
    throw new Error(`no local stack runs on ${file}; start one with npm start`);
  }
  return stack;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
