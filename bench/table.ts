import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type DynamoDbEngine, startDynamoDb } from "../local/engines/dynamodb.ts";
import { localAws, tableDefinition } from "../test/support/table.ts";
import type { Place } from "./scenario-play.ts";

/** A table server in its own process on 127.0.0.1, in memory. */
export async function startTableServer(engine?: DynamoDbEngine) {
  const server = await startDynamoDb(engine === undefined ? {} : { engine });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: server.endpoint, ...localAws }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    engine: server.engine,

    /** A new, empty table with the product's keys and indexes. */
    async createTable(): Promise<Place> {
      const tableName = `bench-${randomUUID()}`;
      await client.send(new CreateTableCommand(tableDefinition(tableName)));
      return { client, tableName };
    },

    async stop(): Promise<void> {
      client.destroy();
      await server.stop();
    },
  };
}
