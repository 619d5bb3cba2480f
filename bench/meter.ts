import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

const units = z.object({ CapacityUnits: z.number() });
const consumed = z.object({
  CapacityUnits: z.number(),
  Table: units.optional(),
  GlobalSecondaryIndexes: z.record(z.string(), units).optional(),
});
const answer = z.object({ ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional() });

/** One request as the table billed it. */
export interface Billed {
  readonly command: string;
  /** The kind of item: the prefix of its key, or the queried index. */
  readonly about: string;
  readonly isRead: boolean;
  /** Units by `table` or index name. */
  readonly units: Readonly<Record<string, number>>;
  readonly isRefused: boolean;
  /** True when it was sent while no other request was in flight: one more sequential round trip. */
  readonly isRoundTrip: boolean;
  readonly bytesAnswered: number;
}

export interface Meter {
  /** The same table with every request recorded. */
  readonly client: DynamoDBDocumentClient;
  /** The requests billed since the last call, in order. */
  take(): Billed[];
}

const reads: ReadonlySet<string> = new Set(["Get", "Query", "BatchGet"]);

/**
 * Requests the consumed capacity with each response. A rejected write has no response: it is billed like a write of the
 * existing item, and no item here exceeds one unit.
 */
export function meter(client: DynamoDBDocumentClient): Meter {
  let billed: Billed[] = [];
  let underWay = 0;
  const send = client.send.bind(client);

  async function metered(command: Parameters<typeof send>[0], ...rest: unknown[]): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, "");
    const isRead = reads.has(name);
    const isRoundTrip = underWay === 0;
    const note = (cost: Pick<Billed, "units" | "isRefused" | "bytesAnswered">) =>
      void billed.push({ command: name, about: aboutOf(command.input), isRead, isRoundTrip, ...cost });
    Object.assign(command.input, { ReturnConsumedCapacity: "INDEXES" });
    underWay += 1;
    try {
      const output: unknown = await Reflect.apply(send, client, [command, ...rest]);
      note({ units: unitsOf(output), isRefused: false, bytesAnswered: bytesOf(output) });
      return output;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        note({ units: { table: 1 }, isRefused: true, bytesAnswered: bytesOf(error.Item) });
      }
      throw error;
    } finally {
      underWay -= 1;
    }
  }

  const through: DynamoDBDocumentClient = Object.create(client, { send: { value: metered } });

  return {
    client: through,
    take() {
      const taken = billed;
      billed = [];
      return taken;
    },
  };
}

/** The sum of one kind of units. */
export function sumOf(billed: readonly Billed[], kind: "read" | "write"): number {
  return billed
    .filter(({ isRead }) => isRead === (kind === "read"))
    .reduce((sum, { units }) => sum + Object.values(units).reduce((a, b) => a + b, 0), 0);
}

function unitsOf(output: unknown): Record<string, number> {
  const sums: Record<string, number> = {};
  const add = (place: string, count: number) => {
    if (count > 0) sums[place] = (sums[place] ?? 0) + count;
  };
  for (const one of [answer.parse(output).ConsumedCapacity ?? []].flat()) {
    const ofIndexes = Object.entries(one.GlobalSecondaryIndexes ?? {});
    for (const [index, { CapacityUnits }] of ofIndexes) add(index, CapacityUnits);
    add("table", one.CapacityUnits - ofIndexes.reduce((sum, [, { CapacityUnits }]) => sum + CapacityUnits, 0));
  }
  return sums;
}

const request = z.looseObject({
  Item: z.looseObject({ pk: z.string() }).optional(),
  Key: z.looseObject({ pk: z.string() }).optional(),
  IndexName: z.string().optional(),
});

function aboutOf(input: unknown): string {
  const { Item, Key, IndexName } = request.parse(input);
  return IndexName ?? (Item ?? Key)?.pk.split("#")[0] ?? "several";
}

const bytesOf = (output: unknown) => (output === undefined ? 0 : JSON.stringify(output).length);
