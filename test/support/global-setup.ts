import type { TestProject } from "vitest/node";
import { dynamoDbEngines, EngineMissingError, startDynamoDb } from "../../local/engines/dynamodb.ts";
import type { Missing } from "./skip-if-missing.ts";

declare module "vitest" {
  interface ProvidedContext {
    dynamodb: { readonly endpoint: string } | Missing;
  }
}

/**
 * Starts one in-memory DynamoDB engine for the test run; every test creates its own table in it.
 *
 * DYNAMODB_ENGINE selects one of the engines, so that the same tests can run against both.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
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
