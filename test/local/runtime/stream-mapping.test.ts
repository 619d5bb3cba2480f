import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import { openCheckpoints } from "../../../local/runtime/checkpoints.ts";
import type { RunningMapping } from "../../../local/runtime/mapping.ts";
import { createClients } from "../../../local/runtime/sdk-clients.ts";
import { startStreamMapping } from "../../../local/runtime/stream-mapping.ts";
import { createEngineTable, type EngineTable } from "../../support/table.ts";

let folder = "";
let stops: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "stream-"));
  stops = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
});

const eventSchema = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({ SequenceNumber: z.string(), Keys: z.object({ pk: z.object({ S: z.string() }) }) }),
    }),
  ),
});

/** Feeds a function with ended runs; it answers which records it refuses. Every start goes on from the same folder. */
async function feed({ client, tableName, endpoint }: EngineTable, refuses: (pk: string) => boolean = () => false) {
  const clients = createClients({ dynamodb: endpoint, sqs: "http://127.0.0.1:1" });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const engineStreamArn = Table?.LatestStreamArn ?? "";
  const seen: string[] = [];
  const sizes: number[] = [];
  const mapping: RunningMapping = startStreamMapping({
    planned: {
      id: "ends",
      functionArn: "fn",
      streamArn: "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/local",
      batchSize: 10,
      reportsFailures: true,
      bisectsOnError: false,
      retriesMax: -1,
      recordAgeMaxSeconds: 86_400,
      patterns: ['{"dynamodb":{"NewImage":{"status":{"S":["completed"]}}}}'],
      failureQueueArn: undefined,
    },
    engineStreamArn,
    failureQueueUrl: undefined,
    pool: {
      planned: functionPlan,
      async invoke(event) {
        const records = eventSchema
          .parse(event)
          .Records.map(({ dynamodb }) => ({ id: dynamodb.SequenceNumber, pk: dynamodb.Keys.pk.S }));
        seen.push(...records.map(({ pk }) => pk));
        sizes.push(records.length);
        const batchItemFailures = records.filter(({ pk }) => refuses(pk)).map(({ id }) => ({ itemIdentifier: id }));
        return { outcome: "answered", payload: JSON.stringify({ batchItemFailures }) };
      },
    },
    callStreams: clients.callStreams,
    sqs: clients.sqs,
    checkpoints: openCheckpoints(folder, "ends", engineStreamArn),
    onError: () => undefined,
  });
  const stop = async () => {
    await mapping.stop();
    clients.destroy();
  };
  stops.push(stop);
  return { seen, sizes, stop };
}

const functionPlan = {
  name: "fn",
  arn: "fn",
  key: "fn",
  folder: "",
  handler: "",
  timeoutSeconds: 1,
  memoryMegabytes: 128,
  reservedConcurrency: undefined,
  environment: {},
};

async function put({ client, tableName }: EngineTable, pk: string, status: string) {
  await client.send(new PutCommand({ TableName: tableName, Item: { pk, sk: "#", status } }));
}

it("stream mapping delivers matching changes in order from the table's first change", async () => {
  const table = await createEngineTable();
  await put(table, "one", "completed");
  await put(table, "two", "queued");
  await put(table, "three", "completed");

  const { seen } = await feed(table);

  await expect.poll(() => seen).toEqual(["one", "three"]);
});

it("stream mapping fills its batches with matching changes", async () => {
  const table = await createEngineTable();
  for (let at = 0; at < 12; at++) {
    await put(table, `wanted-${at}`, "completed");
    await put(table, `other-${at}`, "queued");
  }

  const { sizes } = await feed(table);

  await expect.poll(() => sizes).toEqual([10, 2]);
});

it("stream mapping resumes after a restart without repeating settled records", async () => {
  const table = await createEngineTable();
  await put(table, "one", "completed");
  const first = await feed(table);
  await expect.poll(() => first.seen).toEqual(["one"]);
  await first.stop();

  await put(table, "two", "completed");
  const second = await feed(table);

  await expect.poll(() => second.seen).toEqual(["two"]);
});

it("stream mapping redelivers rejected records after a restart", async () => {
  const table = await createEngineTable();
  await put(table, "one", "completed");
  await put(table, "two", "completed");
  const first = await feed(table, (pk) => pk === "two");
  await expect.poll(() => first.seen.at(-1)).toBe("two");
  await expect.poll(() => first.seen.length).toBeGreaterThan(2);
  await first.stop();

  const second = await feed(table);

  await expect.poll(() => second.seen).toEqual(["two"]);
  expect(first.seen.filter((pk) => pk === "one")).toHaveLength(1);
});
