import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, onTestFinished } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { canRun, dynamoDbEngines } from "../../local/engines/dynamodb.ts";
import { type StackOptions, type StartedStack, startStack } from "../../local/runtime/start-stack.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";

/** Starts a stack and stops it after the test. Skips the test when no table engine is available. */
export async function stackForTest(options: StackOptions = {}): Promise<StartedStack> {
  skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
  const stack = await startStack(options);
  onTestFinished(() => stack.stop());
  return stack;
}

/** A stack that the tests of a file share, started by the first of them; each test has an environment of its own. */
export function sharedStack(options: StackOptions = {}): () => Promise<StartedStack> {
  let started: Promise<StartedStack> | undefined;
  afterAll(async () => (await started)?.stop());
  return () => {
    skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
    started ??= startStack(options);
    return started;
  };
}

/** A data directory that survives restarts of its stacks and is deleted after the test. */
export function dataDirForTest(): string {
  const dataDir = mkdtempSync(path.join(tmpdir(), "runtruth-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** The output of a command for a running stack, such as `token` or `queues`. */
export async function printed(stack: StartedStack, command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(repositoryRoot, "local", `${command}.ts`), ...args],
    { env: { ...process.env, LOCAL_DATA_DIR: stack.dataDir } },
  );
  return stdout.trim();
}
