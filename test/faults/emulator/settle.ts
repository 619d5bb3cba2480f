import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { entryOf, type IndexSchema, keyText } from "../../../local/engines/table/schema.ts";
import type { Item, Value } from "../../../local/engines/table/value-types.ts";
import { isEqualItem, parseItem } from "../../../local/engines/table/values.ts";
import { triesMax } from "../../../shared/run/sweep-due.ts";
import type { Violation } from "../../simulation/violation.ts";
import { localAws } from "../../support/table.ts";
import type { EmulatorWorld } from "./emulator-world.ts";

/** The maximum copies of one message when responses are lost and the SDK retries. */
const triesOfOneSend = 3;
/** Average write units per run. A normal run takes 12 or 13; retries after faults add to that. */
const unitsPerRunMax = 30;

/**
 * Checks the servers after the world is idle, in addition to the checks of every simulated world: table, stream
 * and indexes are consistent, and sends and writes are bounded.
 */
export async function settleServers(
  endpoint: string,
  { followed, sends, tableName, world }: EmulatorWorld,
  runCount: number,
): Promise<Violation[]> {
  const violations: Violation[] = [];
  const broken = (invariant: string, detail: string) => violations.push({ invariant, detail });
  const client = new DynamoDBClient({ endpoint, ...localAws });
  const { schema } = followed.table;

  async function scan(index?: IndexSchema): Promise<Item[]> {
    const found: Item[] = [];
    const asked = { TableName: tableName, ...(index && { IndexName: index.name }) };
    for await (const page of paginateScan({ client }, asked)) found.push(...(page.Items ?? []).map(parseItem));
    return found;
  }

  const stored = await scan();

  for (const item of stored) {
    const streamed = followed.table.find(item);
    if (streamed === undefined || !isEqualItem(streamed, item))
      broken("I1", `the stream lost ${JSON.stringify(item.pk)}`);
  }
  if (stored.length !== followed.table.items().length) broken("I1", "the stream has items that are not stored");
  if (followed.crossed.length > 0) broken("I11", `changes crossed: ${followed.crossed.join(" ")}`);

  for (const index of schema.indexes) {
    const placeOf = (item: Item) =>
      [index.hash, index.range ?? "", "pk", "sk"].map((name) => keyText(item[name])).join(" ");
    const shown = (await scan(index)).map(placeOf).sort();
    const expected = stored
      .filter((item) => entryOf(item, index) !== undefined)
      .map(placeOf)
      .sort();
    if (shown.join("\n") !== expected.join("\n")) broken("I7", `${index.name} does not show what the table holds`);
  }

  const handovers = new Map(
    stored.filter(({ sk }) => keyText(sk) === "S#").map((item) => [keyText(item.pk), countOf(item.handovers)]),
  );
  for (const [runId, count] of sends) {
    const countMax = triesOfOneSend * (1 + triesMax) * (1 + (handovers.get(`SRUN#${runId}`) ?? 0));
    if (count > countMax) broken("I8", `${runId} was sent ${count} times`);
  }
  const unitsPerRun = followed.units.write / Math.max(1, runCount);
  if (unitsPerRun > unitsPerRunMax) broken("I10", `${unitsPerRun} units a run, ${world.units.calls} calls`);
  client.destroy();
  return violations;
}

const countOf = (value: Value | undefined) => (value !== undefined && "N" in value ? Number(value.N) : 0);
