import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, onTestFinished } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { canRun, dynamoDbEngines } from "../../local/engines/dynamodb.ts";
import type { StackOptions, StartedStack } from "../../local/runtime/start-stack.ts";
import { takeStack, type UsedStack } from "../support/kept-stacks.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";

/** A stack for one test, with the data of a new one. Skips the test when no table engine is available. */
export async function stackForTest(options: StackOptions = {}): Promise<StartedStack> {
  skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
  const { stack, end } = await takeStack(options);
  onTestFinished(end);
  return stack;
}

/** A stack that the tests of a file share, started by the first of them; each test has an environment of its own. */
export function sharedStack(options: StackOptions = {}): () => Promise<StartedStack> {
  let used: Promise<UsedStack> | undefined;
  afterAll(async () => (await used)?.end());
  return async () => {
    skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
    used ??= takeStack(options);
    return (await used).stack;
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
