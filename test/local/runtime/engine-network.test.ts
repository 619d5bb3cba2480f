import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { openChannel } from "../../../local/engines/engine-channel.ts";
import { freePort } from "../../../local/engines/process.ts";
import { startSqs } from "../../../local/engines/sqs.ts";
import { startTable } from "../../../local/engines/table-server.ts";
import type { FunctionNetwork } from "../../../local/runtime/execution-environment.ts";
import { openFunctionLog } from "../../../local/runtime/function-log.ts";
import { createFunctionPool } from "../../../local/runtime/function-pool.ts";
import { close, listen } from "../../../local/runtime/ports.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Runs a handler's text once in an environment with this network, and returns its answer. */
async function answerOf(code: string, event: unknown, network: FunctionNetwork): Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), "engines-"));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, "code"));
  writeFileSync(path.join(folder, "code", "index.mjs"), code);
  const pool = createFunctionPool({
    planned: {
      ...{ name: "fn", arn: "arn:aws:lambda:us-east-1:000000000000:function:fn", key: "fn", handler: "index.handler" },
      ...{ folder: path.join(folder, "code"), timeoutSeconds: 30, memoryMegabytes: 128, reservedConcurrency: 1 },
      environment: { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    },
    environment: {},
    log: openFunctionLog(path.join(folder, "log"), "fn"),
    concurrencyMax: 1,
    network,
  });
  stops.push(() => pool.stop());
  const result = await pool.invoke(event);
  return result.outcome === "answered" ? JSON.parse(result.payload) : result;
}

const asking = `
import { request } from "node:http";
export const handler = ({ ports, body }) => Promise.all(ports.map((port) => new Promise((settle) => {
  const asked = request({ host: "127.0.0.1", port, method: "POST", path: "/a?b=1", headers: { "x-amz-target": "S.Do" } }, (answer) => {
    if (answer instanceof Uint8Array) return settle([answer.statusCode, Buffer.from(answer).toString()]);
    answer.toArray().then((chunks) => settle([answer.statusCode, Buffer.concat(chunks).toString()]));
  });
  asked.on("error", (error) => settle(error.code));
  asked.end(body);
})));
`;

it("a function reaches an engine through its channel and others over HTTP", async () => {
  const [engine, other] = [await freePort(), await freePort()];
  const server = createServer((_request, response) => response.writeHead(201).end("over HTTP"));
  await listen(server, other);
  stops.push(() => close(server));
  const connect = () => openChannel(async (request) => ({ status: 200, body: JSON.stringify(request) }));

  const answers = await answerOf(
    asking,
    { ports: [engine, other], body: "größer" },
    { channels: [{ endpoint: `http://127.0.0.1:${engine}`, connect }] },
  );

  const received = JSON.stringify({ path: "/a", target: "S.Do", body: "größer" });
  expect(answers).toEqual([
    [200, received],
    [201, "over HTTP"],
  ]);
});

const packageOf = (name: string) => JSON.stringify(import.meta.resolve(name));

/** What the SDK makes of requests that succeed, are refused, are malformed or have no engine's operation. */
const usingSdk = `
import { DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from ${packageOf("@aws-sdk/client-dynamodb")};
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from ${packageOf("@aws-sdk/client-sqs")};
export const handler = async ({ table, sqs, queueUrl, TableName }) => {
  const settings = { region: "us-east-1", maxAttempts: 1 };
  const tables = new DynamoDBClient({ ...settings, endpoint: table });
  const queues = new SQSClient({ ...settings, endpoint: sqs, useQueueUrlAsEndpoint: false });
  const Item = { pk: { S: "größer" }, sk: { S: "1" }, bytes: { B: new Uint8Array([0, 255]) } };
  const isNew = { ConditionExpression: "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
  const asked = [
    [tables, new PutItemCommand({ TableName, Item, ReturnConsumedCapacity: "TOTAL" })],
    [tables, new PutItemCommand({ TableName, Item, ...isNew })],
    [tables, new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item, ...isNew } }] })],
    [tables, new GetItemCommand({ TableName, Key: { pk: Item.pk, sk: Item.sk } })],
    [tables, new GetItemCommand({ TableName, Key: { pk: Item.pk } })],
    [tables, new GetItemCommand({ TableName: "absent", Key: { pk: Item.pk, sk: Item.sk } })],
    [queues, new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: "größer" })],
    [queues, new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: "a".repeat(1_100_000) })],
    [queues, new SendMessageCommand({ QueueUrl: queueUrl + "-absent", MessageBody: "a" })],
    [queues, new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["VisibilityTimeout"] })],
  ];
  const results = [];
  for (const [client, command] of asked) results.push(await client.send(command).then(plain, plain));
  return results;
};
function plain({ MessageId, RequestId, ...result }) {
  const { name, message, Code, $fault } = result;
  const { httpStatusCode, attempts } = result.$metadata;
  return { ...result, name, message, Code, $fault, $metadata: { httpStatusCode, attempts }, hasId: MessageId !== undefined };
}
`;

it("SDK in a function sees the same responses through channels as over HTTP", async () => {
  const [table, sqs] = [await startTable(), await startSqs()];
  stops.push(
    () => table.stop(),
    () => sqs.stop(),
  );
  const { url } = await sqs.ensureQueue({ name: "work" });
  const create = (TableName: string) =>
    fetch(table.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.CreateTable" },
      body: JSON.stringify({
        TableName,
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        BillingMode: "PAY_PER_REQUEST",
      }),
    });
  await Promise.all([create("first"), create("other")]);
  const event = { table: table.endpoint, sqs: sqs.endpoint, queueUrl: url };
  const channels = [...(table.channels === undefined ? [] : [table.channels]), sqs.channels];

  const overHttp = await answerOf(usingSdk, { ...event, TableName: "first" }, {});
  const throughChannels = await answerOf(usingSdk, { ...event, TableName: "other" }, { channels });

  expect(JSON.stringify(throughChannels).replaceAll("other", "first")).toBe(JSON.stringify(overHttp));
  expect(overHttp).toMatchObject([
    { $metadata: { httpStatusCode: 200 } },
    { name: "ConditionalCheckFailedException", Item: { pk: { S: "größer" } } },
    { name: "TransactionCanceledException", CancellationReasons: [{ Code: "ConditionalCheckFailed" }] },
    { Item: { pk: { S: "größer" } } },
    { name: "ValidationException" },
    { name: "ResourceNotFoundException" },
    { hasId: true },
    { name: "AWS.SimpleQueueService.InvalidParameterValue" },
    { name: "QueueDoesNotExist" },
    { Attributes: { VisibilityTimeout: "30" } },
  ]);
});
