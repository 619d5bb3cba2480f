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
 * work, one query is enough. With many environments it may be as many as one query for each of them costs at least.
 */
const sharedEntriesMax = 500;
const sharedEntriesOfEach = 27;
/** Size of the first query; later ones request as many as the limit still allows. */
const firstEntriesMax = 500;
/** Entries of a read unit, roughly; a first query within a small limit requests no more. */
const entriesPerUnit = 40;
const entriesIn = (units: number) => Math.ceil(units * entriesPerUnit);
/** What a query of one environment may cost, however many there are. */
const leastUnits = 0.5;
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
    let limit = entriesMax ?? (unitsMax < pageUnits ? Math.min(firstEntriesMax, entriesIn(unitsMax)) : undefined);
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
      units += page.units;
      after = page.next;
      if (limit !== undefined) limit = Math.max(1, Math.floor(((unitsMax - units) * found.length) / units));
      // The last quarter of a small limit is not worth another query.
    } while (after !== undefined && entriesMax === undefined && units < unitsMax * (limit === undefined ? 1 : 0.75));
    return { found, isWhole: after === undefined, units };
  }

  return {
    /**
     * Open work of one kind, of a workspace or some of its environments. Members with restricted environments read
     * their own, after a first query that may also read hidden work: it costs no more than that, and truncates nothing.
     */
    async findOpen(
      workspaceId: string,
      environments: "all" | readonly string[],
      kind: OpenKind,
      reach: OpenReach = wholeReach,
    ): Promise<OpenList> {
      if (environments !== "all" && environments.length === 0) return nothing;
      if (environments === "all") {
        const { found, ...rest } = await findBelow(workspaceId, openPrefix(kind), reach);
        const everyone = found.map(entryOf);
        return { entries: everyone, unreadFrom: "", ...rest, ...(rest.isWhole && { everyone }) };
      }
      const own = new Set(environments);
      const shared = Math.max(sharedEntriesMax, sharedEntriesOfEach * environments.length);
      const first = await findBelow(workspaceId, openPrefix(kind), reach, Math.min(shared, entriesIn(reach.unitsMax)));
      const everyone = first.found.map(entryOf);
      const seen = everyone.filter(({ environmentId }) => environmentId !== null && own.has(environmentId));
      if (first.isWhole) return { entries: seen, isWhole: true, unreadFrom: "", units: first.units, everyone };

      // Entries are in the order of their environments: those of all before the last entry's were read.
      const end = opened.parse(first.found.at(-1)).openKey;
      const rest = environments.filter((id) => openPrefix(kind, id) > end || end.startsWith(openPrefix(kind, id)));
      const left = reach === wholeReach ? Number.POSITIVE_INFINITY : (reach.unitsMax - first.units) / rest.length;
      const share = { unitsMax: Math.min(reach.unitsMax, Math.max(leastUnits, left)) };
      const lists = await Promise.all(rest.map((id) => findBelow(workspaceId, openPrefix(kind, id), share)));
      const unread = new Set(rest);
      const entries = [
        ...seen.filter(({ environmentId }) => !unread.has(environmentId ?? "")),
        ...lists.flatMap(({ found }) => found.map(entryOf)),
      ];
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
