import { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { createEngine } from "./engine.ts";
import { StoreError } from "./errors.ts";
import { type KeptStream, openKeptStream, readIterator } from "./kept-stream.ts";
import { openKeptTable } from "./kept-table.ts";
import { readSchema, type TableSchema } from "./schema.ts";
import { isRecord } from "./values.ts";
import type { Request } from "./writes.ts";

/** The tables of a database file, with the requests of DynamoDB and of its streams. */
export interface KeptTables {
  /** The JSON of a response. Throws a `StoreError` with DynamoDB's error name. A write is kept after `commit`. */
  answer(operation: string, request: Request): string;
  /** Removes every item and every stream record. The streams go on: later records have higher sequence numbers. */
  empty(): void;
  /** Keeps all writes since the last one, so that they survive the end of this process. */
  commit(): void;
  close(): void;
}

const shapeFields = ["TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "StreamSpecification"];

/**
 * Opens tables in a file, or in memory without one.
 *
 * The file is written ahead and not forced to the disk: what is committed survives a kill of the process, not a loss of
 * power. It is locked as long as it is open, which saves a lock for each transaction; no other process reads it.
 */
export function openKeptTables(clock: Clock, file = ":memory:"): KeptTables {
  const database = new DatabaseSync(file);
  database.exec(
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768; " +
      "CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, created TEXT, label TEXT)",
  );
  const streams = new Map<string, KeptStream>();
  const descriptions = new Map<string, Request>();
  let isWriting = false;

  const open = (schema: TableSchema, request: Request, label: string) => {
    const hasStream = isRecord(request.StreamSpecification) && request.StreamSpecification.StreamEnabled === true;
    const stream = hasStream ? openKeptStream({ database, clock, tableName: schema.name, label }) : undefined;
    if (stream !== undefined) streams.set(stream.arn, stream);
    descriptions.set(schema.name, {
      ...request,
      TableStatus: "ACTIVE",
      TableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${schema.name}`,
      ...(stream && { LatestStreamArn: stream.arn, LatestStreamLabel: label }),
    });
    return openKeptTable(schema, { database, onChange: (change) => stream?.append(change) });
  };
  const present = database
    .prepare("SELECT created, label FROM tables")
    .all()
    .map(({ created, label }) => {
      const request: Request = JSON.parse(String(created));
      return open(readSchema(request), request, String(label));
    });
  const engine = createEngine(
    (schema, request) => {
      const kept = Object.fromEntries(
        shapeFields.flatMap((field) => (request[field] ? [[field, request[field]]] : [])),
      );
      const label = clock.now().toISOString().slice(0, -1);
      const table = open(schema, kept, label);
      database.prepare("INSERT INTO tables VALUES (?, ?, ?)").run(schema.name, JSON.stringify(kept), label);
      return table;
    },
    {},
    present,
  );

  function describe(name: unknown): Request {
    const found = descriptions.get(String(name));
    if (found === undefined) throw new StoreError("ResourceNotFoundException", `there is no table ${String(name)}`);
    return found;
  }

  function streamOf(arn: unknown): KeptStream {
    const stream = streams.get(String(arn));
    if (stream === undefined) throw new StoreError("ResourceNotFoundException", "there is no such stream");
    return stream;
  }

  function run(operation: string, request: Request): string {
    switch (operation) {
      case "CreateTable":
        engine.execute({ operation, request });
        return JSON.stringify({ TableDescription: describe(request.TableName) });
      case "DescribeTable":
        return JSON.stringify({ Table: describe(request.TableName) });
      case "UpdateTimeToLive":
        describe(request.TableName);
        return JSON.stringify({ TimeToLiveSpecification: request.TimeToLiveSpecification });
      case "DescribeStream":
        return JSON.stringify(streamOf(request.StreamArn).describe());
      case "GetShardIterator":
        return JSON.stringify(streamOf(request.StreamArn).iterator(request));
      case "GetRecords": {
        const { arn, position } = readIterator(request.ShardIterator);
        return streamOf(arn).read(position, request.Limit);
      }
      default:
        return JSON.stringify(engine.execute({ operation, request }));
    }
  }

  function begin(): void {
    if (!isWriting) database.exec("BEGIN");
    isWriting = true;
  }

  return {
    answer(operation, request) {
      begin();
      return run(operation, request);
    },
    empty() {
      begin();
      for (const name of descriptions.keys()) engine.table(name).empty();
      for (const stream of streams.values()) stream.empty();
    },
    commit() {
      if (isWriting) database.exec("COMMIT");
      isWriting = false;
    },
    close() {
      if (isWriting) database.exec("COMMIT");
      database.close();
    },
  };
}
