import { randomUUID } from "node:crypto";
import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { inject } from "vitest";
import { createDynamoDb } from "../../local/engines/table/engine.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { indexes, tableKey } from "../../shared/ledger/keys.ts";
import { createOpenClient } from "../engines/dynamodb/client.ts";
import { holdToRights } from "./permissions.ts";
import { skipIfMissing } from "./skip-if-missing.ts";

export interface TestTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Another client of the same table, without the middleware of the first and without its roles. */
  connect(): DynamoDBDocumentClient;
}

/** A table in the engine's process. */
export interface EngineTable extends TestTable {
  /** For tests that need another client, such as the stream's. */
  readonly endpoint: string;
}

export const localAws = {
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;

/**
 * A new, empty table with the product's keys and indexes, in this process: what works above the table's own modules needs
 * no other. `test/engines` holds it to the engine. If DYNAMODB_ENGINE names an engine, the table is in that one.
 */
export async function createTestTable(): Promise<TestTable> {
  if (process.env.DYNAMODB_ENGINE !== undefined) return createEngineTable();
  const engine = createDynamoDb({ clock: systemClock });
  const connect = () => createOpenClient(async (call) => engine.execute(call));
  const tableName = `test-${randomUUID()}`;
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  return { client: holdToRights(connect()), tableName, connect };
}

/** A new, empty table with the product's keys, indexes and stream, in the engine of this run. */
export async function createEngineTable(): Promise<EngineTable> {
  const { endpoint } = skipIfMissing(inject("dynamodb"));
  const connect = () =>
    DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws }), {
      marshallOptions: { removeUndefinedValues: true },
    });
  const client = holdToRights(connect());
  const tableName = `test-${randomUUID()}`;
  await client.send(new CreateTableCommand(tableDefinition(tableName)));
  return { client, tableName, endpoint, connect };
}

/** The table as the infrastructure declares it, as CreateTable input. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  const declared = Object.entries(indexes);
  const keys = [tableKey, ...declared.map(([, index]) => index)];
  const attributes = new Set(keys.flatMap(({ hash, range }) => [hash, range]));
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...attributes].map(
      (name): AttributeDefinition => ({ AttributeName: name, AttributeType: "S" }),
    ),
    KeySchema: keySchema(tableKey),
    GlobalSecondaryIndexes: declared.map(([name, index]) => ({
      IndexName: name,
      KeySchema: keySchema(index),
      Projection:
        index.include.length === 0
          ? { ProjectionType: "KEYS_ONLY" }
          : { ProjectionType: "INCLUDE", NonKeyAttributes: [...index.include] },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  };
}

function keySchema({ hash, range }: { readonly hash: string; readonly range: string }) {
  return [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ];
}
