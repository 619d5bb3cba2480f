import * as z from "zod";
import { createIndexReader } from "./index-reader.ts";
import type { Item } from "./item.ts";
import { runIdOfKey, timelinePartition } from "./keys.ts";
import { type OpenKind, type OpenPlace, openPlaceOf, openPrefix } from "./open-keys.ts";
import type { StoreTarget } from "./store.ts";

/** What the list of open work says of a run before it is loaded. */
export interface OpenEntry extends OpenPlace {
  readonly id: string;
  readonly type: string;
  readonly correlationHash?: string | undefined;
}

/** Open work of one kind: by environment, in each the oldest active first. */
export interface OpenList {
  readonly entries: readonly OpenEntry[];
  /** False when there is more than was read. */
  readonly isWhole: boolean;
  /** No entry that was not read has an id below this; empty when they may be of any age. */
  readonly unreadFrom: string;
  /** All of this kind in the workspace, also what was not asked for; absent when that was too much to read. */
  readonly everyone?: readonly OpenEntry[];
  /** What reading it cost, in read units. */
  readonly units: number;
}

/** How much of one kind an answer reads. */
export interface OpenReach {
  /** Read units of 4 KB, eventually consistent: half a unit each. */
  readonly unitsMax: number;
}

/** About 25,000 entries: four answers of the index, each of a megabyte. */
export const wholeReach: OpenReach = { unitsMax: 512 };

/** Members of some environments read so many entries of everybody's first: where open work is short, one query finds theirs. */
const sharedEntriesMax = 500;
/** The first query is this long; the next asks for as many more as the reach still pays for. */
const firstEntriesMax = 500;
const unitBytes = 8192;
/** What one answer of the index costs when it is full. */
const pageUnits = 128;

const opened = z.looseObject({
  pk: z.string(),
  openKey: z.string(),
  type: z.string(),
  correlationHash: z.string().optional(),
});

/** The list of open work, one kind at a time, so that no number of active runs can hide a problem. */
export function createOpenLists(target: StoreTarget) {
  const readIndex = createIndexReader(target);

  /** Everything below a prefix, as far as the units reach. */
  async function findBelow(workspaceId: string, prefix: string, { unitsMax }: OpenReach, entriesMax?: number) {
    const found: Item[] = [];
    let after: Item | undefined;
    let units = 0;
    let limit = entriesMax ?? (unitsMax < pageUnits ? firstEntriesMax : undefined);
    do {
      const page = await readIndex("open", {
        partition: timelinePartition(workspaceId),
        range: (name) => `begins_with(${name}, :prefix)`,
        values: { prefix },
        ...(limit !== undefined && { limit }),
        oldestFirst: true,
        after,
      });
      found.push(...page.entries);
      units += Math.max(0.5, bytesOf(page.entries) / unitBytes);
      after = page.next;
      if (limit !== undefined) limit = Math.floor(((unitsMax - units) * found.length) / units);
    } while (after !== undefined && entriesMax === undefined && units < unitsMax && limit !== 0);
    return { found, isWhole: after === undefined, units };
  }

  return {
    /**
     * The open work of one kind, of a workspace or of some of its environments. Who sees some environments reads what
     * is theirs: what they do not see neither costs them nor cuts off what they do see.
     */
    async findOpen(
      workspaceId: string,
      environments: "all" | readonly string[],
      kind: OpenKind,
      reach: OpenReach = wholeReach,
    ): Promise<OpenList> {
      if (environments !== "all" && environments.length === 0) return nothing;
      const isAll = environments === "all";
      const first = await findBelow(workspaceId, openPrefix(kind), reach, isAll ? undefined : sharedEntriesMax);
      if (isAll || first.isWhole) {
        const everyone = first.found.map(entryOf);
        const entries = everyone.filter((entry) => isAll || environments.includes(entry.environmentId ?? ""));
        const { isWhole, units } = first;
        return { entries, isWhole, unreadFrom: "", units, ...(isWhole && { everyone }) };
      }
      const share = { unitsMax: reach === wholeReach ? reach.unitsMax : reach.unitsMax / environments.length };
      const lists = await Promise.all(
        environments.map((environmentId) => findBelow(workspaceId, openPrefix(kind, environmentId), share)),
      );
      const entries = lists.flatMap(({ found }) => found.map(entryOf));
      const cut = lists.filter(({ isWhole }) => !isWhole).map(({ found }) => found.map(entryOf).at(-1)?.id ?? "");
      const units = lists.reduce((sum, list) => sum + list.units, first.units);
      return { entries, isWhole: cut.length === 0, unreadFrom: cut.toSorted()[0] ?? "", units };
    },
  };
}
export type OpenLists = ReturnType<typeof createOpenLists>;

const nothing: OpenList = { entries: [], isWhole: true, unreadFrom: "", units: 0 };

function entryOf(item: Item): OpenEntry {
  const { pk, openKey, type, correlationHash } = opened.parse(item);
  return { id: runIdOfKey(pk), type, correlationHash, ...openPlaceOf(openKey) };
}

/** What the index bills an answer by: names and values of what it holds. */
const bytesOf = (entries: readonly Item[]) =>
  entries.reduce(
    (sum, entry) =>
      sum + Object.entries(entry).reduce((size, [name, value]) => size + name.length + String(value).length, 0),
    0,
  );
