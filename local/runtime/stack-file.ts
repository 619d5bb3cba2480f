import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as z from "zod";

const stackSchema = z.object({
  apiUrl: z.string(),
  issuer: z.string(),
  tableName: z.string(),
  endpoints: z.object({ dynamodb: z.string(), sqs: z.string(), objects: z.string(), aws: z.string() }),
  /** Queue URLs by construct path, such as `Lane/WorkQueue`. */
  queues: z.record(z.string(), z.object({ url: z.string(), arn: z.string() })),
  /** Function names by folder under `functions/`, plus the lane for a worker. */
  functions: z.record(z.string(), z.string()),
  provider: z.object({ origin: z.string() }),
  /** The page with what local targets of alerts received. */
  sink: z.object({ url: z.string() }),
  pid: z.number(),
});

/** A running stack's description, for commands and tests. */
export type StackDescription = z.infer<typeof stackSchema>;

/** Reads the description; undefined if the file is missing or invalid. The stack may have stopped since. */
export function readStackFile(file: string): StackDescription | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return stackSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Replaces the file atomically, so readers never see a partial one. */
export function writeStackFile(file: string, stack: StackDescription): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(stack, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** The running stack of this data directory. Throws with a remedy when there is none. */
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
