import * as z from "zod";
import { createIndexReader } from "./index-reader.ts";
import type { Item } from "./item.ts";
import { runIdOfKey, timelinePartition } from "./keys.ts";
import { type OpenKind, type OpenPlace, openPlaceOf, openPrefix } from "./open-keys.ts";
import type { StoreTarget } from "./store.ts";

/** An open run as its index entry shows it. */
export interface OpenEntry extends OpenPlace {
  readonly id: string;
  readonly type: string;
  readonly correlationHash?: string | undefined;
}

/** Open work of one kind, grouped by environment, the oldest active run first. */
export interface OpenList {
  readonly entries: readonly OpenEntry[];
  /** False when there is more than was read. */
  readonly isWhole: boolean;
  /** Lower bound of the ids of unread entries; empty when they may be of any age. */
  readonly unreadFrom: string;
  /** All entries of this kind in the workspace, including those not requested; absent when that exceeded the limit. */
  readonly everyone?: readonly OpenEntry[];
  /** Cost of the read, in read units. */
  readonly units: number;
}

/** Read limit for one kind. */
export interface OpenReach {
  /** Read units of 4 KB; eventually consistent reads cost half a unit. */
  readonly unitsMax: number;
}

/** About 25,000 entries: four index pages of one megabyte. */
export const wholeReach: OpenReach = { unitsMax: 512 };

/**
 * For members with restricted environments, this many entries of the whole workspace are read first: with little open
 * work, one query is enough.
 */
const sharedEntriesMax = 500;
/** Size of the first query; later ones request as many as the limit still allows. */
const firstEntriesMax = 500;
const unitBytes = 8192;
/** Cost of a full index page. */
const pageUnits = 128;

const opened = z.looseObject({
  pk: z.string(),
  openKey: z.string(),
  type: z.string(),
  correlationHash: z.string().optional(),
});

/** Reads the open work one kind at a time, so that active runs cannot crowd out problems. */
export function createOpenLists(target: StoreTarget) {
  const readIndex = createIndexReader(target);

  /** Everything below a prefix, within the unit limit. */
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
     * Open work of one kind, of a workspace or some of its environments. Members with restricted environments read
     * only their own: hidden work neither costs units nor truncates the result.
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

/** The billed size of a page: names and values of its entries. */
const bytesOf = (entries: readonly Item[]) =>
  entries.reduce(
    (sum, entry) =>
      sum + Object.entries(entry).reduce((size, [name, value]) => size + name.length + String(value).length, 0),
    0,
  );
