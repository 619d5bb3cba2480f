import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { createInProcessTable } from "../../bench/in-process.ts";
import { testClock } from "./clock.ts";
import { inRole } from "./permissions.ts";
import { createEngineTable } from "./table.ts";

const byPartition = { KeyConditionExpression: "workspaceKey = :ws", ExpressionAttributeValues: { ":ws": "WS#acme#0" } };

it.each([
  { table: "a table of the engine", create: createEngineTable },
  { table: "a table of this process", create: async () => createInProcessTable(testClock()) },
])("inRole fails on a call outside the role, even a swallowed one, on $table", async ({ create }) => {
  const { client, tableName } = await create();
  const get = () => client.send(new GetCommand({ TableName: tableName, Key: { pk: "a", sk: "b" } }));
  const ask = () => client.send(new QueryCommand({ TableName: tableName, IndexName: "open", ...byPartition }));

  await expect(inRole("FailedJobBridge", get)()).resolves.toMatchObject({ $metadata: {} });
  await expect(inRole("ReadApi", ask)()).resolves.toMatchObject({ Items: [] });
  await expect(inRole("FailedJobBridge", ask)()).rejects.toThrow(
    "no right to FailedJobBridge Query RunTable/index/open",
  );
  await expect(inRole("FailedJobBridge", () => ask().catch(() => undefined))()).rejects.toThrow("no right to");
  await expect(ask()).resolves.toMatchObject({ Items: [] });
});
