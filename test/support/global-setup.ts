import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { dynamoDbEngines, EngineMissingError, startDynamoDb } from "../../local/engines/dynamodb.ts";
import type { Missing } from "./skip-if-missing.ts";

declare module "vitest" {
  interface ProvidedContext {
    dynamodb: { readonly endpoint: string } | Missing;
    /** A folder of this run, for what its threads need not make twice. */
    runFolder: string;
  }
}

/** Provides what all tests of the run share. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "runtruth-run-"));
  project.provide("runFolder", folder);
  const stop = await startEngine(project);
  return async () => {
    rmSync(folder, { recursive: true });
    await stop?.();
  };
}

/**
 * Starts one in-memory DynamoDB engine for the test run; every test creates its own table in it.
 *
 * DYNAMODB_ENGINE selects one of the engines, so that the same tests can run against both.
 */
async function startEngine(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const engine = dynamoDbEngines.find((name) => name === process.env.DYNAMODB_ENGINE);
    const dynamodb = await startDynamoDb(engine === undefined ? {} : { engine });
    project.provide("dynamodb", { endpoint: dynamodb.endpoint });
    return () => dynamodb.stop();
  } catch (error) {
    if (!(error instanceof EngineMissingError)) throw error;
    project.provide("dynamodb", { missing: error.message });
    return undefined;
  }
}
