import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { PlannedTable } from "../assembly/planned-tables.ts";
import { CannotStartError } from "./data-dir-lock.ts";

/**
 * Creates the table or reuses an existing one. Returns the engine's stream ARN.
 *
 * Throws `CannotStartError` when keys or indexes differ from the template, because that needs an explicit data migration.
 */
export async function ensureTable(client: DynamoDBClient, planned: PlannedTable): Promise<string | undefined> {
  const existing = await describe(client, planned.name);
  if (existing === undefined) {
    await client.send(new CreateTableCommand(planned.create));
    if (planned.expiryAttribute !== undefined) {
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: planned.name,
          TimeToLiveSpecification: { Enabled: true, AttributeName: planned.expiryAttribute },
        }),
      );
    }
  } else if (shapeOf(existing) !== shapeOf(planned.create)) {
    throw new CannotStartError(
      `the stored table ${planned.name} has other keys or indexes than infra/ declares now; ` +
        "remove the data directory to start afresh, or start with --ephemeral",
    );
  }
  return (await describe(client, planned.name))?.LatestStreamArn;
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Keys and indexes in canonical form, for comparison. */
function shapeOf(table: Pick<TableDescription, "KeySchema" | "GlobalSecondaryIndexes">): string {
  const keys = (schema: TableDescription["KeySchema"]) =>
    schema?.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort();
  const indexes = (table.GlobalSecondaryIndexes ?? [])
    .map(({ IndexName, KeySchema, Projection }) => [
      IndexName,
      keys(KeySchema),
      Projection?.ProjectionType,
      [...(Projection?.NonKeyAttributes ?? [])].sort(),
    ])
    .sort((one, other) => String(one[0]).localeCompare(String(other[0])));
  return JSON.stringify([keys(table.KeySchema), indexes]);
}
