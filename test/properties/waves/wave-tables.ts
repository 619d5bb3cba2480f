import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { type Call, createDynamoDb } from "../../../local/engines/table/engine.ts";
import type { Item } from "../../../local/engines/table/value-types.ts";
import { NOW } from "../../support/clock.ts";
import { tableDefinition } from "../../support/table.ts";
import type { Reply } from "../interleavings/automaton.ts";

export const tableName = "waves";
export const waveId = "WAVE";
export const childType = "explored.work";

const place = z.object({
  pk: z.string(),
  sk: z.string(),
  targets: z.array(z.object({ environmentId: z.string(), runId: z.string() })).optional(),
  stop: z.object({ reason: z.string() }).optional(),
});
const child = z.object({
  pk: z.string(),
  type: z.literal(childType),
  environmentId: z.string(),
  status: z.string(),
  outcome: z.string(),
});
const closed = z.object({ pk: z.string(), sk: z.literal("#"), notStarted: z.string() });

/** A run of a target as it is stored. */
export interface Child {
  readonly id: string;
  readonly environmentId: string;
  readonly isActive: boolean;
  readonly outcome: string;
}

/** The contents of the table at one moment; equal ones are identical. */
export interface Table {
  readonly id: number;
  readonly items: readonly Item[];
  readonly places: readonly z.infer<typeof place>[];
  readonly children: readonly Child[];
  /** The ids that have a code instead of a run. */
  readonly closed: readonly string[];
}

const runIdOf = (pk: string) => pk.slice("RUN#".length);

/** Stores each content of the table once and applies requests to it with the engine. */
export function createWaveTables() {
  const byText = new Map<string, Table>();
  const applied = new Map<string, { readonly table: Table; readonly reply: Reply }>();

  function engineOf(items: readonly Item[]) {
    const engine = createDynamoDb({ clock: { now: () => NOW } });
    engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
    for (const Item of items) engine.execute({ operation: "PutItem", request: { TableName: tableName, Item } });
    return engine;
  }

  function tableOf(items: readonly Item[]): Table {
    const text = JSON.stringify(items.map((item) => JSON.stringify(Object.entries(item).toSorted())).toSorted());
    const known = byText.get(text);
    if (known !== undefined) return known;
    const stored = items.map((item) => unmarshall(item));
    const made: Table = {
      id: byText.size + 1,
      items,
      places: stored
        .filter(({ pk }) => String(pk).startsWith("WAVE#"))
        .map((item) => place.parse(item))
        .toSorted((a, b) => (a.sk < b.sk ? -1 : 1)),
      children: stored.flatMap((item): Child[] => {
        const { data } = child.safeParse(item);
        if (data === undefined) return [];
        const { pk, environmentId, status, outcome } = data;
        return [{ id: runIdOf(pk), environmentId, isActive: status !== "completed", outcome }];
      }),
      closed: stored.flatMap((item) => {
        const { data } = closed.safeParse(item);
        return data === undefined ? [] : [runIdOf(data.pk)];
      }),
    };
    byText.set(text, made);
    return made;
  }

  return {
    empty: () => tableOf([]),

    /** The table after a request, and its reply. */
    apply(table: Table, call: Call): { readonly table: Table; readonly reply: Reply } {
      const key = `${table.id} ${JSON.stringify(call)}`;
      const known = applied.get(key);
      if (known !== undefined) return known;
      const engine = engineOf(table.items);
      const made = { reply: replyOf(() => engine.execute(call)), table: tableOf(engine.table(tableName).items()) };
      applied.set(key, made);
      return made;
    },

    /** The table after the run of a target has ended. */
    ended(table: Table, id: string, outcome: "succeeded" | "failed"): Table {
      const ends = (item: Item) => JSON.stringify(item.pk) === JSON.stringify({ S: `RUN#${id}` }) && "type" in item;
      const end = { status: { S: "completed" }, outcome: { S: outcome }, completedAt: { S: NOW.toISOString() } };
      return tableOf(
        table.items.map((item) => {
          if (!ends(item)) return item;
          const { openKey: _open, dueShard: _shard, dueAt: _due, ...rest } = item;
          return { ...rest, ...end };
        }),
      );
    },
  };
}

function replyOf(execute: () => object): Reply {
  try {
    const value = execute();
    return { key: JSON.stringify(value), value };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { key: `refused ${error.message}`, error: () => error };
  }
}
