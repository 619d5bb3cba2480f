import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { createAccess } from "../../shared/access/access-store.ts";
import { batchGet } from "../../shared/ledger/batch-get.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { StoreBusyError } from "../../shared/ledger/store-busy.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";

const tableName = "runs";
const key = (at: number) => ({ pk: `RUN#${at}`, sk: "#" });

/** A table that returns only the first key of each request, or nothing, for some responses. */
function aSlowTable(answers: number, given: number) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  let asked = 0;
  mockClient(client)
    .on(BatchGetCommand)
    .callsFake(({ RequestItems }) => {
      const keys: Record<string, unknown>[] = RequestItems[tableName].Keys;
      asked += 1;
      const taken = asked > answers ? keys.length : given;
      const rest = keys.slice(taken);
      return {
        Responses: { [tableName]: keys.slice(0, taken) },
        UnprocessedKeys: rest.length > 0 ? { [tableName]: { Keys: rest } } : {},
      };
    });
  const waits: number[] = [];
  const pause = { wait: async (millis: number) => void waits.push(millis), random: () => 0.5 };
  return { read: { client, tableName, isConsistent: true, pause }, waits, asked: () => asked };
}

it("unprocessed keys are requested again with exponential backoff and jitter", async () => {
  const { read, waits } = aSlowTable(4, 1);

  const items = await batchGet(read, [1, 2, 3, 4, 5, 6].map(key));

  expect(items.length).toBe(6);
  // Half of 50, 100, 200 and 400 ms: the wait is a random share of a doubling bound.
  expect(waits).toEqual([25, 50, 100, 200]);
});

it("a complete batch is returned without a wait", async () => {
  const { read, waits } = aSlowTable(0, 0);

  expect((await batchGet(read, [key(1), key(2)])).length).toBe(2);
  expect(waits).toEqual([]);
});

it("a table that stays incomplete fails with a store-busy error", async () => {
  const { read, waits, asked } = aSlowTable(Number.POSITIVE_INFINITY, 0);

  await expect(batchGet(read, [key(1)])).rejects.toThrow(StoreBusyError);
  expect(asked()).toBe(8);
  // No wait after the last retry, and never more than a second.
  expect(waits).toEqual([25, 50, 100, 200, 400, 500, 500]);
});

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
it.each<[string, (target: ReturnType<typeof aSlowTable>["read"]) => Promise<unknown>]>([
  ["runs", (target) => createRunQueries(target).getRuns(["R"])],
  ["records", (target) => createRecordStore(target).findMany(scope, "policies", ["P"])],
  ["members", (target) => createAccess(target).enterWorkspace("owner", "acme")],
])("a read of %s uses the pause of its target", async (_, ask) => {
  const { read, waits } = aSlowTable(Number.POSITIVE_INFINITY, 0);

  await expect(ask(read)).rejects.toThrow(StoreBusyError);
  expect(waits.length).toBe(7);
});
