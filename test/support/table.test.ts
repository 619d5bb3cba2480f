import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { indexes, runKey, timelinePartition } from "../../shared/ledger/keys.ts";
import { activeOpenKey } from "../../shared/ledger/open-keys.ts";
import { testClock } from "./clock.ts";
import { testIds } from "./ids.ts";
import { createEngineTable } from "./table.ts";

it("createEngineTable gives every test its own table with indexes and stream", async () => {
  const [one, other] = await Promise.all([createEngineTable(), createEngineTable()]);

  const { Table } = await one.client.send(new DescribeTableCommand({ TableName: one.tableName }));

  expect(one.tableName).not.toBe(other.tableName);
  expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual(Object.keys(indexes).sort());
  expect(Table?.LatestStreamArn).toBeDefined();
});

it("sparse index omits items without its key", async () => {
  const { client, tableName } = await createEngineTable();
  const clock = testClock();
  const ids = testIds();
  const open = ids.next(clock.now());
  const workspaceKey = timelinePartition("acme");

  for (const [runId, openKey] of [
    [open, activeOpenKey("acme-prod", open)],
    [ids.next(clock.now()), undefined],
  ] as const) {
    await client.send(new PutCommand({ TableName: tableName, Item: { ...runKey(runId), workspaceKey, openKey } }));
  }
  const { Items } = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: "open",
      KeyConditionExpression: "workspaceKey = :workspace",
      ExpressionAttributeValues: { ":workspace": workspaceKey },
    }),
  );

  expect(Items?.map((item) => item.pk)).toEqual([runKey(open).pk]);
});
