import type { Call } from "../../local/engines/table/engine.ts";
import type { Value } from "../../local/engines/table/value-types.ts";
import { createPlaceholders, type Placeholders, type Random } from "./random.ts";
import { randomExpressions } from "./random-expressions.ts";

/** The table of the requests: text keys, one index with a numeric range key, one that projects keys only. */
export const randomTable = (tableName: string) => ({
  TableName: tableName,
  BillingMode: "PAY_PER_REQUEST" as const,
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" as const },
    { AttributeName: "sk", AttributeType: "S" as const },
    { AttributeName: "grp", AttributeType: "S" as const },
    { AttributeName: "ord", AttributeType: "N" as const },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" as const },
    { AttributeName: "sk", KeyType: "RANGE" as const },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "byOrder",
      KeySchema: [
        { AttributeName: "grp", KeyType: "HASH" as const },
        { AttributeName: "ord", KeyType: "RANGE" as const },
      ],
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["s"] },
    },
    {
      IndexName: "keysOnly",
      KeySchema: [
        { AttributeName: "grp", KeyType: "HASH" as const },
        { AttributeName: "sk", KeyType: "RANGE" as const },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" as const },
    },
  ],
});

export const partitions = ["p1", "p2"] as const;
/** No sort key occurs in two partitions, because index entries with equal keys are unordered. */
const sortKeys = { p1: ["a", "b", "c1", "c2"], p2: ["aa", "bb", "c3", "c4"] } as const;

/**
 * Random requests of every kind that the product sends, most of them valid. Where a reference engine is known to differ
 * from DynamoDB, the request is guarded or left out, with the reason in a comment.
 */
export function randomRequests(random: Random, TableName: string) {
  const { attributes, text, scalar, some, condition, group, update } = randomExpressions(random);

  const keyIn = (pk: (typeof partitions)[number]) => ({ pk: { S: pk }, sk: { S: random.pick(sortKeys[pk]) } });
  const key = () => keyIn(random.pick(partitions));
  const item = () => ({
    ...key(),
    ...Object.fromEntries(
      Object.entries(attributes).flatMap(([name, make]) => (random.chance(0.5) ? [[name, make()]] : [])),
    ),
  });

  const capacity = () => random.pick([{}, { ReturnConsumedCapacity: "TOTAL" }, { ReturnConsumedCapacity: "INDEXES" }]);
  const onFailure = () => (random.chance(0.5) ? { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } : {});

  function put(): Call {
    const to = createPlaceholders();
    const ConditionExpression = random.chance(0.6) ? condition(to) : undefined;
    const returns = random.chance(0.4) ? { ReturnValues: "ALL_OLD" } : {};
    return request("PutItem", {
      Item: item(),
      ...returns,
      ...capacity(),
      ...conditional(ConditionExpression),
      ...to.maps(),
    });
  }

  function updateItem(): Call {
    const to = createPlaceholders();
    const { expression, guards } = update(to);
    // Engines differ in how much of a nested path UPDATED_* returns.
    const updated = /[.[]/.test(expression) ? [] : ["UPDATED_NEW", "UPDATED_OLD"];
    const returns = random.pick(["NONE", "ALL_NEW", "ALL_OLD", ...updated]);
    // One engine returns the key alone when the item did not exist.
    if (returns === "ALL_OLD") guards.push(`attribute_exists(${to.name("pk")})`);
    if (random.chance(0.5)) guards.push(group(to, 2));
    return request("UpdateItem", {
      Key: key(),
      UpdateExpression: expression,
      ReturnValues: returns,
      ...capacity(),
      ...conditional(guards.length > 0 ? guards.join(" AND ") : undefined),
      ...to.maps(),
    });
  }

  const conditional = (ConditionExpression: string | undefined) =>
    ConditionExpression === undefined ? {} : { ConditionExpression, ...onFailure() };

  function query(): Call {
    const to = createPlaceholders();
    const named = random.pick(["", "byOrder", "keysOnly"] as const);
    const index = named === "" ? undefined : named;
    const [hash, range] = index === undefined ? ["pk", "sk"] : ["grp", index === "byOrder" ? "ord" : "sk"];
    const hashValue = { S: random.pick(index === undefined ? partitions : ["g1", "g2"]) };
    const rangeValue = (): Value => (range === "ord" ? { N: String(random.below(100_000)) } : key().sk);
    const conditions = [`${to.name(hash)} = ${to.value(hashValue)}`];
    const kind = random.below(5);
    const comparator = random.pick(["=", "<", "<=", ">", ">="]);
    // Engines disagree about a next page when a query by the full key reaches the limit.
    const limit = kind === 1 && comparator === "=" ? {} : random.pick([{}, { Limit: 1 + random.below(3) }]);
    if (kind === 1)
      conditions.push(`${to.name(range)} ${random.pick(["=", "<", "<=", ">", ">="])} ${to.value(rangeValue())}`);
    if (kind === 2 && range === "sk") conditions.push(`begins_with(${to.name(range)}, ${to.value({ S: "c" })})`);
    if (kind === 3 && range === "ord") {
      conditions.push(`${to.name(range)} BETWEEN ${to.value({ N: "20000" })} AND ${to.value({ N: "80000" })}`);
    }
    const filter = random.chance(0.3) ? { FilterExpression: predicateOn(to, filterable[named]) } : {};
    // A keys-only index has no other attributes to project.
    const projection =
      index === undefined && random.chance(0.3)
        ? { ProjectionExpression: `${to.name("s")}, ${to.name("m")}.x, ${to.name("sk")}` }
        : {};
    const count = Object.keys(projection).length === 0 && random.chance(0.2) ? { Select: "COUNT" } : {};
    return request("Query", {
      KeyConditionExpression: conditions.join(" AND "),
      ...(index !== undefined && { IndexName: index }),
      ...limit,
      ScanIndexForward: random.chance(0.5),
      ...filter,
      ...projection,
      ...count,
      ...capacity(),
      ...to.maps(),
    });
  }

  /** Attributes for filters; one engine rejects attributes that the index does not project. */
  const filterable = { "": ["s", "n", "absent"], byOrder: ["s", "pk"], keysOnly: ["pk"] } as const;

  const predicateOn = (to: Placeholders, names: readonly string[]) =>
    `${to.name(random.pick(names))} ${random.pick(["=", "<>"])} ${to.value(scalar())}`;

  function get(): Call {
    const to = createPlaceholders();
    // One engine bases units on the projected size; DynamoDB uses the size that it read.
    const projection = random.chance(0.4)
      ? { ProjectionExpression: `${to.name("s")}, ${to.name("l")}[0], ${to.name("m")}.y` }
      : capacity();
    return request("GetItem", { Key: key(), ConsistentRead: random.chance(0.5), ...projection, ...to.maps() });
  }

  function remove(): Call {
    const to = createPlaceholders();
    const ConditionExpression = random.chance(0.5) ? condition(to) : undefined;
    const returns = random.chance(0.4) ? { ReturnValues: "ALL_OLD" } : {};
    return request("DeleteItem", {
      Key: key(),
      ...returns,
      ...capacity(),
      ...conditional(ConditionExpression),
      ...to.maps(),
    });
  }

  const scan = () => request("Scan", { ConsistentRead: random.chance(0.5), ...capacity() });

  function batchGet(): Call {
    const Keys = some(partitions.flatMap((pk) => sortKeys[pk].map((sk) => ({ pk: { S: pk }, sk: { S: sk } }))));
    return { operation: "BatchGetItem", request: { RequestItems: { [TableName]: { Keys } }, ...capacity() } };
  }

  function batchWrite(): Call {
    const puts = [item(), item()].map((Item) => ({ PutRequest: { Item } }));
    return { operation: "BatchWriteItem", request: { RequestItems: { [TableName]: puts }, ...capacity() } };
  }

  /** An invalid request; both engines must return the same error name. */
  function wrong(): Call {
    const set = (more: object) => request("UpdateItem", { Key: key(), UpdateExpression: "SET s = :s", ...more });
    const bound = { ExpressionAttributeValues: { ":s": text() } };
    return random.pick<() => Call>([
      () => set({}),
      () => set({ ExpressionAttributeValues: { ":s": text(), ":unused": text() } }),
      () => set({ ...bound, ExpressionAttributeNames: { "#unused": "s" } }),
      () => set({ ...bound, UpdateExpression: "SET status = :s" }),
      () => set({ ...bound, UpdateExpression: "SET pk = :s" }),
      () => set({ ...bound, UpdateExpression: "SET s = :s, s = :s" }),
      () => set({ ...bound, UpdateExpression: "SET s = :s SET n = :s" }),
      () => set({ ...bound, UpdateExpression: "SET ord = :s" }),
      () => set({ ExpressionAttributeValues: { ":s": { S: "" } }, UpdateExpression: "SET grp = :s" }),
      () => set({ ExpressionAttributeValues: { ":s": { S: "x".repeat(410_000) } } }),
      () => set({ ...bound, UpdateExpression: "SET s = absent, n = :s" }),
      () => set({ ...bound, UpdateExpression: "SET n = n + :s" }),
      () => set({ ...bound, UpdateExpression: "ADD s :s" }),
      () => set({ ...bound, ConditionExpression: "s < (:s" }),
      () =>
        set({
          ...bound,
          ConditionExpression: "begins_with(s, :n)",
          ExpressionAttributeValues: { ":s": text(), ":n": { N: "1" } },
        }),
      () => set({ ...bound, ReturnValues: "ALL" }),
      () => set({ ...bound, Key: { pk: { S: "p1" } } }),
      () => set({ ...bound, Key: { pk: { S: "" }, sk: { S: "a" } } }),
      () => set({ ...bound, Key: { pk: { N: "1" }, sk: { S: "a" } } }),
      () => ({ ...set(bound), request: { ...set(bound).request, TableName: "no-such-table" } }),
      () => request("PutItem", { Item: { pk: { S: "p1" } } }),
      () => request("PutItem", { Item: { ...key(), big: { S: "x".repeat(410_000) } } }),
      () => request("PutItem", { Item: { ...key(), n: { N: "1".repeat(39) } } }),
      () => request("PutItem", { Item: { ...key(), ss: { SS: [] } } }),
      () => request("Query", { KeyConditionExpression: "sk = :s", ...bound }),
      () =>
        request("Query", {
          KeyConditionExpression: "pk = :s",
          FilterExpression: "sk = :s",
          ExpressionAttributeValues: { ":s": { S: "a" } },
        }),
      () =>
        request("Query", {
          KeyConditionExpression: "grp = :s",
          IndexName: "byOrder",
          ConsistentRead: true,
          ExpressionAttributeValues: { ":s": { S: "a" } },
        }),
    ])();
  }

  const request = (operation: string, body: object): Call => ({ operation, request: { TableName, ...body } });

  return (): Call =>
    random.pick([
      put,
      put,
      put,
      updateItem,
      updateItem,
      updateItem,
      updateItem,
      query,
      query,
      get,
      remove,
      scan,
      batchGet,
      batchWrite,
      wrong,
    ])();
}
