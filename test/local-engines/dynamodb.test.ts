import { mkdtemp, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
} from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it, onTestFinished, vi } from "vitest";
import { canRun, EngineMissingError, startDynamoDb } from "../../local/engines/dynamodb.ts";
import { startTable } from "../../local/engines/table-server.ts";
import { itemKey } from "../../shared/ledger/keys.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { localAws, tableDefinition } from "../support/table.ts";
import { startInOwnProcess } from "./killable.ts";
import { answersToPages, everyPageRejected } from "./web-page-requests.ts";

const tableName = "kept";

const engines = {
  native: {
    serve: "serve-dynamodb.ts",
    start: (dataFile: string) => startDynamoDb({ engine: "dynoxide", dataFile }),
    canRun: () => canRun("dynoxide"),
  },
  "local stack's": {
    serve: "serve-table.ts",
    start: (dataFile: string) => startTable({ dataFile }),
    canRun: () => true,
  },
} as const;

it.each(["native", "local stack's"] as const)(
  "%s table engine keeps items and a resumable stream when its starter is killed",
  async (name) => {
    const engine = engines[name];
    skipIfMissing(engine.canRun() ? {} : { missing: "the native table store is for Linux on x64" });
    const dataFile = path.join(await temporaryFolder(), "table.db");
    const first = await startInOwnProcess(engine.serve, dataFile);
    const before = clientsOf(first.endpoint);
    await before.table.send(new CreateTableCommand(tableDefinition(tableName)));
    await putAll(before.table, ["a", "b", "c"]);
    const read = await records(before, { ShardIteratorType: "TRIM_HORIZON" });
    const saved = read.find(({ key }) => key === "a")?.SequenceNumber;

    await first.kill();
    const again = await engine.start(dataFile);
    onTestFinished(() => again.stop());
    const after = clientsOf(again.endpoint);
    await putAll(after.table, ["d"]);

    const { Item } = await after.table.send(
      new GetCommand({ TableName: tableName, Key: itemKey("c"), ConsistentRead: true }),
    );
    const rest = await records(after, { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: saved });
    expect(Item).toEqual(itemKey("c"));
    expect(rest.map(({ key }) => key)).toEqual(["b", "c", "d"]);
  },
);

it("table engine listens on the loopback address, closed to web pages", async () => {
  skipIfMissing(canRun("dynamodb-local") ? {} : { missing: "the second table store needs a JDK 17" });
  const dynamodb = await startDynamoDb({ engine: "dynamodb-local" });
  onTestFinished(() => dynamodb.stop());
  const { table } = clientsOf(dynamodb.endpoint);
  await table.send(new CreateTableCommand(tableDefinition(tableName)));
  await putAll(table, ["a"]);

  const { Item } = await table.send(new GetCommand({ TableName: tableName, Key: itemKey("a"), ConsistentRead: true }));

  expect(Item).toEqual(itemKey("a"));
  expect(await answersToPages(dynamodb.endpoint)).toEqual(everyPageRejected);
  for (const address of foreignAddresses()) {
    await expect(fetch(`http://${address}:${new URL(dynamodb.endpoint).port}`)).rejects.toThrow();
  }
});

it("table engine uses a given endpoint and starts no process", async () => {
  vi.stubEnv("DYNAMODB_ENDPOINT", "http://127.0.0.1:1");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });

  expect(await startDynamoDb()).toMatchObject({ endpoint: "http://127.0.0.1:1", engine: "external" });
});

it("table engine names the missing installation when it cannot run", async () => {
  vi.stubEnv("PATH", "");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });

  await expect(startDynamoDb({ engine: "dynamodb-local" })).rejects.toThrow(EngineMissingError);
});

/** This machine's addresses that others could reach. */
function foreignAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((found) =>
    (found ?? []).flatMap(({ address, family, internal }) => (internal || family !== "IPv4" ? [] : [address])),
  );
}

function clientsOf(endpoint: string) {
  const configuration = { endpoint, ...localAws };
  return {
    table: DynamoDBDocumentClient.from(new DynamoDBClient(configuration)),
    streams: new DynamoDBStreamsClient(configuration),
  };
}

async function putAll(table: DynamoDBDocumentClient, keys: readonly string[]): Promise<void> {
  for (const key of keys) await table.send(new PutCommand({ TableName: tableName, Item: itemKey(key) }));
}

type From = Pick<GetShardIteratorCommandInput, "ShardIteratorType"> & { readonly SequenceNumber?: string | undefined };

/** What the only shard holds from there on. */
async function records({ table, streams }: ReturnType<typeof clientsOf>, from: From) {
  const { Table } = await table.send(new DescribeTableCommand({ TableName: tableName }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...from }));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(({ dynamodb }) => ({
    key: dynamodb?.Keys?.pk?.S,
    SequenceNumber: dynamodb?.SequenceNumber,
  }));
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "runtruth-table-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
