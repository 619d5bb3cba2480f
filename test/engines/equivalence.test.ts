import { randomUUID } from "node:crypto";
import { afterAll, expect, inject, it } from "vitest";
import { canRun, type RunningDynamoDb, startDynamoDb } from "../../local/engines/dynamodb.ts";
import type { Call } from "../../local/engines/table/engine.ts";
import { createDynamoDb } from "../../local/engines/table/engine.ts";
import { reservedWords } from "../../local/engines/table/reserved-words.ts";
import { testClock } from "../support/clock.ts";
import { randomFrom } from "../support/ids.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { askHere, askOverHttp, type Outcome, withoutCapacity } from "./equivalence.ts";
import { createRandom } from "./random.ts";
import { randomRequests, randomTable } from "./random-requests.ts";

const requestCount = 2000;
const seed = 20_260_302;

let vendors: RunningDynamoDb | undefined;
afterAll(() => vendors?.stop());

it(`in-process table answers ${requestCount} random requests like the reference engine`, async () => {
  const { endpoint } = skipIfMissing(inject("dynamodb"));

  expect(await firstDifference(endpoint, (outcome) => outcome)).toBeUndefined();
});

it(`the in-process table answers ${requestCount} random requests like DynamoDB Local`, async () => {
  skipIfMissing(canRun("dynamodb-local") ? {} : { missing: "no Java 17 for the vendor's local edition" });
  vendors = await startDynamoDb({ engine: "dynamodb-local" });

  // DynamoDB Local counts no units for an empty read, counts an index's units even when the item lacks an index key,
  // and formats a computed zero as 0.0.
  expect(await firstDifference(vendors.endpoint, withoutCapacity)).toBeUndefined();
});

it("in-process table rejects each reserved word as a name, like the reference engine", async () => {
  const { endpoint } = skipIfMissing(inject("dynamodb"));
  const { engine, tableName } = await bothTables(endpoint);
  const get = (word: string): Call => ({
    operation: "GetItem",
    request: { TableName: tableName, Key: { pk: { S: "p1" }, sk: { S: "a" } }, ProjectionExpression: word },
  });

  const refusedThere = [];
  for (const word of reservedWords) {
    if ("error" in (await askOverHttp(endpoint, get(word.toLowerCase())))) refusedThere.push(word);
  }

  expect(refusedThere).toEqual(reservedWords.filter((word) => "error" in askHere(engine, get(word))));
  expect(refusedThere).toEqual(reservedWords);
});

it("transactions are atomic and report the failed condition, like the reference engine", async () => {
  const { endpoint } = skipIfMissing(inject("dynamodb"));
  const { engine, tableName } = await bothTables(endpoint);

  for (const call of transactions(tableName)) {
    const here = askHere(engine, call);
    expect({ call, outcome: here }).toEqual({ call, outcome: await askOverHttp(endpoint, call) });
  }
});

/** Transactions, each followed by a read of the result: a successful one and one per cancellation reason. */
function transactions(TableName: string): Call[] {
  const at = (sk: string) => ({ pk: { S: "p1" }, sk: { S: sk } });
  const put = (sk: string, s: string) => ({
    Put: { TableName, Item: { ...at(sk), s: { S: s } }, ConditionExpression: "attribute_not_exists(pk)" },
  });
  const rename = (sk: string, from: string, to: string) => ({
    Update: {
      TableName,
      Key: at(sk),
      UpdateExpression: "SET #s = :to",
      ConditionExpression: "#s = :from",
      ExpressionAttributeNames: { "#s": "s" },
      ExpressionAttributeValues: { ":from": { S: from }, ":to": { S: to } },
    },
  });
  const attempts = [
    [put("a", "one"), put("b", "two")],
    [rename("a", "one", "three"), put("c1", "new")],
    [rename("a", "one", "lost"), put("c2", "lost")],
    [rename("a", "three", "lost"), put("b", "lost")],
    [put("a", "lost"), rename("c2", "none", "lost")],
    [put("c2", "twice"), rename("c2", "none", "twice")],
    [],
  ];
  const looks = ["a", "b", "c1", "c2"].map((sk) => ({
    operation: "GetItem",
    request: { TableName, Key: at(sk), ConsistentRead: true },
  }));
  return attempts.flatMap((TransactItems) => [
    { operation: "TransactWriteItems", request: { TransactItems } },
    ...looks,
  ]);
}

/** The first request whose responses differ, with its position; undefined when all match. */
async function firstDifference(endpoint: string, view: (outcome: Outcome) => unknown) {
  const { engine, tableName } = await bothTables(endpoint);
  const next = randomRequests(createRandom(randomFrom(seed)), tableName);
  for (let at = 0; at < requestCount; at++) {
    const call = next();
    const here = view(askHere(engine, call));
    const there = view(await askOverHttp(endpoint, call));
    if (JSON.stringify(here) !== JSON.stringify(there)) return { seed, at, call, here, there };
  }
  return undefined;
}

async function bothTables(endpoint: string) {
  const tableName = `honest-${randomUUID()}`;
  const engine = createDynamoDb({ clock: testClock() });
  const create = { operation: "CreateTable", request: randomTable(tableName) };
  engine.execute(create);
  expect(await askOverHttp(endpoint, create)).toHaveProperty("answer");
  return { engine, tableName };
}
