import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { createDynamoDb } from "../../../local/engines/table/engine.ts";
import { isEqualItem, parseItem } from "../../../local/engines/table/values.ts";
import { createShardReader } from "../../../local/runtime/shard-reader.ts";
import { streamsAt } from "../../../local/runtime/streams-api.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { localAws, tableDefinition } from "../../support/table.ts";

const read = z.object({
  dynamodb: z.object({ Keys: z.unknown(), OldImage: z.unknown().optional(), NewImage: z.unknown().optional() }),
});

/** The maximum number of records per shard read; a full read means that more may follow. */
const recordsMax = 1000;

/**
 * An in-process replica of a remote table, built only from its stream. Checks see each change at its virtual time, and
 * a wrong or missing stream record appears as a difference.
 */
export async function followTable(endpoint: string, tableName: string, clock: Clock) {
  const client = new DynamoDBClient({ endpoint, ...localAws });
  const { Table: described } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  client.destroy();
  const fromTheBeginning = { get: () => undefined, set: () => undefined, close: () => undefined };
  const reader = createShardReader(streamsAt(endpoint), described?.LatestStreamArn ?? "", fromTheBeginning);
  const copy = createDynamoDb({ clock });
  copy.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  const table = copy.table(tableName);
  const units = { write: 0 };
  const crossed: string[] = [];

  async function readAll() {
    const found = [];
    let records = [];
    do {
      const shards = await reader.read(recordsMax, AbortSignal.timeout(30_000));
      records = shards.flatMap((shard) => shard.records);
      found.push(...records);
    } while (records.length >= recordsMax);
    return found;
  }

  return {
    table,
    units,
    /** Changes whose old image differs from the new image of the preceding change. */
    crossed,
    async catchUp(): Promise<void> {
      for (const record of await readAll()) {
        const { Keys, OldImage, NewImage } = read.parse(record).dynamodb;
        const keys = parseItem(Keys);
        const before = table.find(keys);
        const oldItem = OldImage === undefined ? undefined : parseItem(OldImage);
        const isSame =
          before === undefined || oldItem === undefined ? before === oldItem : isEqualItem(before, oldItem);
        if (!isSame) crossed.push(JSON.stringify(keys));
        if (NewImage === undefined) {
          table.remove(keys);
        } else {
          const { table: ofTable, indexes } = table.write(parseItem(NewImage));
          units.write += Object.values(indexes).reduce((sum, one) => sum + one, ofTable);
        }
      }
    },
  };
}
export type FollowedTable = Awaited<ReturnType<typeof followTable>>;
