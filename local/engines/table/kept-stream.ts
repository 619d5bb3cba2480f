import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { invalid, StoreError } from "./errors.ts";
import type { KeptChange } from "./kept-table.ts";

/** DynamoDB keeps a stream for a day. */
const keptMilliseconds = 86_400_000;
/** How many changes are appended between two deletions of old ones. */
const trimEvery = 1000;
const recordsMax = 1000;
/** DynamoDB opens a new shard every few hours; here a stream has one. */
const shardId = "shardId-00000000000000000000-00000001";

interface Options {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly tableName: string;
  /** When the table was created; it is a part of the stream's address. */
  readonly label: string;
}

/** The stream of a table in a database file. A read costs what it returns, however long the stream is. */
export function openKeptStream({ database, clock, tableName, label }: Options) {
  const changes = `"${tableName}//changes"`;
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${changes} (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, record TEXT)`,
  );
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${tableName}/stream/${label}`;
  const insert = database.prepare(`INSERT INTO ${changes} (at, record) VALUES (?, ?)`);
  const select = database.prepare(
    `SELECT sequence, record FROM ${changes} WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const newest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
  const trim = database.prepare(`DELETE FROM ${changes} WHERE at < ?`);
  const removeAll = database.prepare(`DELETE FROM ${changes}`);
  const trimOld = () => trim.run(clock.now().getTime() - keptMilliseconds);
  trimOld();
  let appended = 0;

  return {
    arn,
    append({ eventName, keys, oldImage, newImage }: KeptChange): void {
      const at = clock.now().getTime();
      const sizeBytes = (oldImage?.length ?? 0) + (newImage?.length ?? 0);
      // The sequence number is added when a record is read.
      insert.run(
        at,
        `"eventName":"${eventName}","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1",` +
          `"dynamodb":{"ApproximateCreationDateTime":${Math.floor(at / 1000)},"Keys":${JSON.stringify(keys)},` +
          `${newImage === undefined ? "" : `"NewImage":${newImage},`}${oldImage === undefined ? "" : `"OldImage":${oldImage},`}` +
          `"SizeBytes":${sizeBytes},"StreamViewType":"NEW_AND_OLD_IMAGES",`,
      );
      appended += 1;
      if (appended % trimEvery === 0) trimOld();
    },

    /** Removes every record. Later ones continue its sequence, so positions from before are true of them. */
    empty(): void {
      removeAll.run();
    },

    describe: () => ({
      StreamDescription: {
        StreamArn: arn,
        StreamLabel: label,
        StreamStatus: "ENABLED",
        StreamViewType: "NEW_AND_OLD_IMAGES",
        TableName: tableName,
        Shards: [{ ShardId: shardId, SequenceNumberRange: { StartingSequenceNumber: sequenceText(1) } }],
      },
    }),

    /** An iterator after the position that a request names. */
    iterator({ ShardId, ShardIteratorType: type, SequenceNumber: number }: Readonly<Record<string, unknown>>) {
      if (ShardId !== shardId) throw new StoreError("ResourceNotFoundException", "there is no such shard");
      const last = Number(newest.get(`${tableName}//changes`)?.seq ?? 0);
      const given = Number(number);
      if (type === "TRIM_HORIZON") return { ShardIterator: iteratorText(arn, 0) };
      if (type === "LATEST") return { ShardIterator: iteratorText(arn, last) };
      if (!Number.isSafeInteger(given)) throw invalid("a sequence number is missing");
      if (type === "AFTER_SEQUENCE_NUMBER") return { ShardIterator: iteratorText(arn, given) };
      if (type === "AT_SEQUENCE_NUMBER") return { ShardIterator: iteratorText(arn, given - 1) };
      throw invalid("not a type of iterator");
    },

    /** The JSON of a GetRecords response. */
    read(position: number, limit: unknown): string {
      if (limit !== undefined && (typeof limit !== "number" || limit < 1)) throw invalid("a limit is at least 1");
      const found = select.all(position, Math.min(limit ?? recordsMax, recordsMax));
      const records = found.map(({ sequence, record }) => {
        const number = sequenceText(Number(sequence));
        return `{"eventID":"${tableName}-${number}",${String(record)}"SequenceNumber":"${number}"}}`;
      });
      const next = iteratorText(arn, Number(found.at(-1)?.sequence ?? position));
      return `{"Records":[${records.join(",")}],"NextShardIterator":${JSON.stringify(next)}}`;
    },
  };
}
export type KeptStream = ReturnType<typeof openKeptStream>;

/** Sequence numbers have at least 21 digits and sort as texts. */
const sequenceText = (sequence: number) => String(sequence).padStart(21, "0");
const iteratorText = (arn: string, position: number) => `${arn}|${shardId}|${position}`;

/** The stream and the position of an iterator. */
export function readIterator(raw: unknown): { readonly arn: string; readonly position: number } {
  const [arn = "", shard, position] = typeof raw === "string" ? raw.split("|") : [];
  if (shard !== shardId || position === undefined) throw invalid("not an iterator of this stream");
  return { arn, position: Number(position) };
}
