import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { type Call, createDynamoDb } from "../../local/engines/table/engine.ts";
import { openKeptTables } from "../../local/engines/table/kept-tables.ts";
import { sortKey } from "../../local/engines/table/sort-key.ts";
import { compareValues } from "../../local/engines/table/values.ts";
import { testClock } from "../support/clock.ts";
import { randomFrom } from "../support/ids.ts";
import { askHere } from "./equivalence.ts";
import { createRandom } from "./random.ts";
import { randomRequests, randomTable } from "./random-requests.ts";

const tableName = "kept";
const requestCount = 2000;
const seed = 20_261_130;

it(`table in a file answers ${requestCount} random requests like one in memory`, () => {
  const { memory, kept, reopen } = bothTables();
  const next = randomRequests(createRandom(randomFrom(seed)), tableName);

  for (let at = 0; at < requestCount; at++) {
    if (at % 100 === 0) reopen();
    const call = next();
    const here = askHere(memory, call);

    expect({ at, call, outcome: kept(call) }).toEqual({ at, call, outcome: here });
  }
});

it("stream of a table in a file holds each change once, in order", () => {
  const { memory, kept, ask, reopen } = bothTables();
  const next = randomRequests(createRandom(randomFrom(seed)), tableName);
  const streamArn = table.parse(ask("DescribeTable", { TableName: tableName })).Table.LatestStreamArn;
  const ShardId = description.parse(ask("DescribeStream", { StreamArn: streamArn })).StreamDescription.Shards[0]
    ?.ShardId;
  const shard = { StreamArn: streamArn, ShardId };
  const after = (given: object) =>
    z.object({ ShardIterator: z.string() }).parse(ask("GetShardIterator", { ...shard, ...given })).ShardIterator;

  for (let at = 0; at < 400; at++) {
    const call = next();
    askHere(memory, call);
    kept(call);
  }
  const begin = after({ ShardIteratorType: "TRIM_HORIZON" });
  const first = records.parse(ask("GetRecords", { ShardIterator: begin, Limit: 20 }));
  reopen();
  const last = first.Records.at(-1)?.dynamodb.SequenceNumber;
  const rest = after({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: last });
  const others = records.parse(ask("GetRecords", { ShardIterator: rest }));

  const changes = memory.table(tableName).changesFrom(0);
  expect(changes.length).toBeGreaterThan(50);
  expect([...first.Records, ...others.Records].map(({ eventName, dynamodb }) => [eventName, dynamodb])).toEqual(
    changes.map(({ eventName, keys, oldImage, newImage }) => [
      eventName,
      expect.objectContaining(
        JSON.parse(
          JSON.stringify({
            Keys: keys,
            ...(oldImage && { OldImage: oldImage }),
            ...(newImage && { NewImage: newImage }),
          }),
        ),
      ),
    ]),
  );
});

it("emptied table in a file shows no item, and its stream only later changes", () => {
  const tables = openKeptTables(testClock());
  const ask = (operation: string, request: object) => JSON.parse(tables.answer(operation, { ...request }));
  const index = { IndexName: "by-kind", KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }] };
  ask("CreateTable", {
    TableName: tableName,
    AttributeDefinitions: ["pk", "kind"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    GlobalSecondaryIndexes: [{ ...index, Projection: { ProjectionType: "ALL" } }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  const put = (pk: string) => ask("PutItem", { TableName: tableName, Item: { pk: { S: pk }, kind: { S: "k" } } });
  const StreamArn = table.parse(ask("DescribeTable", { TableName: tableName })).Table.LatestStreamArn;
  const [shard] = description.parse(ask("DescribeStream", { StreamArn })).StreamDescription.Shards;
  const iterator = (ShardIteratorType: string) =>
    ask("GetShardIterator", { StreamArn, ShardId: shard?.ShardId, ShardIteratorType }).ShardIterator;
  const read = (ShardIterator: string) => records.parse(ask("GetRecords", { ShardIterator })).Records;
  for (const pk of ["a", "b", "c"]) put(pk);
  const [begin, end] = [iterator("TRIM_HORIZON"), iterator("LATEST")];
  const last = read(begin).at(-1)?.dynamodb.SequenceNumber ?? "";

  tables.empty();

  expect(ask("Scan", { TableName: tableName }).Items).toEqual([]);
  expect(ask("GetItem", { TableName: tableName, Key: { pk: { S: "a" } } })).toEqual({});
  const ofIndex = {
    ...{ TableName: tableName, IndexName: "by-kind", KeyConditionExpression: "kind = :kind" },
    ExpressionAttributeValues: { ":kind": { S: "k" } },
  };
  expect(ask("Query", ofIndex).Items).toEqual([]);
  expect([...read(begin), ...read(end)]).toEqual([]);
  put("d");
  for (const at of [begin, end]) {
    const [only, ...others] = read(at);
    expect(others).toEqual([]);
    expect(only?.dynamodb).toMatchObject({ Keys: { pk: { S: "d" } } });
    expect(String(only?.dynamodb.SequenceNumber) > last).toBe(true);
  }
  tables.close();
});

it("table in a file orders keys like their values", () => {
  const numbers = [
    "-1e125",
    "-120",
    "-12.5",
    "-12",
    "-1.25",
    "-1.2",
    "-1e-130",
    "0",
    "1e-130",
    "0.9",
    "1",
    "1.05",
    "1.2",
    "9",
    "10",
    "12",
    "1e125",
  ];
  const texts = ["A", "a", "a!", "aa", "b", "\u{e000}", "\u{ffff}", "\u{1f600}"];
  for (const values of [numbers.map((N) => ({ N })), texts.map((S) => ({ S }))]) {
    for (const one of values) {
      for (const other of values) {
        expect([one, other, Buffer.compare(sortKey(one), sortKey(other))]).toEqual([
          one,
          other,
          Math.sign(compareValues(one, other) ?? Number.NaN),
        ]);
      }
    }
  }
});

const table = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
const description = z.object({ StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }) });
const records = z.object({
  Records: z.array(z.object({ eventName: z.string(), dynamodb: z.looseObject({ SequenceNumber: z.string() }) })),
});

/** The same table in memory and in a file, which `reopen` closes and opens again. */
function bothTables() {
  const folder = mkdtempSync(path.join(tmpdir(), "runtruth-table-"));
  const clock = testClock();
  const memory = createDynamoDb({ clock });
  const open = () => openKeptTables(clock, path.join(folder, "table.db"));
  let file = open();
  onTestFinished(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });
  const create = { ...randomTable(tableName), StreamSpecification: { StreamEnabled: true } };
  askHere(memory, { operation: "CreateTable", request: create });
  file.answer("CreateTable", create);

  const ask = (operation: string, request: Call["request"]): unknown => JSON.parse(file.answer(operation, request));
  return {
    memory,
    ask,
    kept: (call: Call) => askHere({ execute: ({ operation, request }) => Object(ask(operation, request)) }, call),
    reopen() {
      file.commit();
      file.close();
      file = open();
    },
  };
}
