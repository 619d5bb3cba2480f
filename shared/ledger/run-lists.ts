import * as z from "zod";
import { createIndexReader, type IndexQuery } from "./index-reader.ts";
import type { Item } from "./item.ts";
import {
  duePartition,
  dueShardCount,
  environmentPartition,
  type IndexName,
  problemPartition,
  runIdOfKey,
  runKey,
  timelinePartition,
} from "./keys.ts";
import type { StoreTarget } from "./store.ts";

/** A list of runs: a whole workspace or one environment. */
export interface RunList {
  readonly workspaceId: string;
  readonly environmentId?: string | undefined;
  /** Environments of a workspace that its list omits. */
  readonly without?: readonly string[];
}

/** A run as its index entry shows it. */
export interface RunEntry {
  readonly id: string;
  readonly type: string;
  readonly correlationHash?: string | undefined;
}

interface Span {
  readonly before?: string | undefined;
  readonly floor: string;
}

/** `nextBefore` is the start of the next page; absent at the end. */
export interface EntryPage {
  readonly entries: readonly RunEntry[];
  readonly nextBefore?: string;
  /** Cost of the read, in read units. */
  readonly units: number;
}

/** Run ids, newest first; `isWhole` is false when the read limit was reached. */
export interface IdList {
  readonly ids: readonly string[];
  readonly isWhole: boolean;
}

/** An index page holds about 5,000 entries; the page limit per query. */
const pagesMax = 10;

const listed = z.looseObject({
  pk: z.string(),
  type: z.string(),
  environmentId: z.string().optional(),
  correlationHash: z.string().optional(),
});
const keyed = z.looseObject({ pk: z.string() });
const ended = z.looseObject({ pk: z.string(), dueAt: z.string() });

/** Index reads over many runs; callers load the runs they show. */
export function createRunLists(target: StoreTarget) {
  const readIndex = createIndexReader(target);

  /** Reads a query page by page, up to the limit. */
  async function findAll(index: IndexName, query: IndexQuery) {
    const found: Item[] = [];
    let after: Item | undefined;
    for (let pages = 0; pages < pagesMax; pages++) {
      const { entries, next } = await readIndex(index, { ...query, after });
      found.push(...entries);
      if (next === undefined) return { found, isWhole: true };
      after = next;
    }
    return { found, isWhole: false };
  }

  async function findAllOf(index: IndexName, queries: readonly IndexQuery[]): Promise<IdList> {
    const all = await Promise.all(queries.map((query) => findAll(index, query)));
    return { ids: newestOf(all.flatMap(({ found }) => found)), isWhole: all.every(({ isWhole }) => isWhole) };
  }

  return {
    /**
     * Merges the newest runs of several lists, below `before` and not below `floor` (both ids). A run in two lists
     * appears once. `limitOfEach` is what is read of each list. A page may be shorter than its limit, even empty, where
     * environments are omitted or one list has most of the newest runs.
     */
    async findNewest(lists: readonly RunList[], span: Span, limit: number, limitOfEach = limit): Promise<EntryPage> {
      const ceiling = span.before ?? "~";
      // The continuation's run has left the look-back window, and the table rejects an inverted range.
      if (ceiling < span.floor) return { entries: [], units: 0 };
      const pages = await Promise.all(
        lists.map(({ workspaceId, environmentId }) =>
          readIndex(environmentId === undefined ? "timeline" : "environment", {
            partition:
              environmentId === undefined
                ? timelinePartition(workspaceId)
                : environmentPartition(workspaceId, environmentId),
            range: (name) => `${name} BETWEEN :floor AND :ceiling`,
            values: { floor: runKey(span.floor).pk, ceiling: runKey(ceiling).pk },
            // One extra, because the ceiling itself may be included.
            limit: limitOfEach + 1,
          }),
        ),
      );
      const parsed = pages.map(({ entries, next }) => {
        const all = entries.map((entry) => entryOf(listed.parse(entry)));
        return { entries: all.filter(({ id }) => id !== ceiling), end: next && all.at(-1)?.id };
      });
      // Below the end of a truncated page, the result is incomplete.
      const known = parsed.reduce((highest, { end }) => (end !== undefined && end > highest ? end : highest), "");
      const byId = new Map(parsed.flatMap(({ entries }) => entries).map((entry) => [entry.id, entry]));
      const without = new Set(lists.flatMap((list) => list.without ?? []));
      const merged = [...byId.values()].filter(({ id }) => id >= known).toSorted((a, b) => (a.id < b.id ? 1 : -1));
      const page = merged.slice(0, limit);
      const entries = page.filter(({ environmentId }) => environmentId === undefined || !without.has(environmentId));
      const last = page.at(-1)?.id;
      const isMore = merged.length > limit || known !== "";
      const units = pages.reduce((sum, one) => sum + one.units, 0);
      return { entries, units, ...(isMore && last !== undefined && { nextBefore: last }) };
    },

    /** Every active run of all workspaces. */
    findActive(): Promise<IdList> {
      return findAllOf(
        "due",
        shards().map((shard) => ({ partition: duePartition(shard) })),
      );
    },

    /**
     * Ended problems of all workspaces, newest first. `before` is the previous page's `nextBefore`. More than `limit`
     * ends within one millisecond and shard are skipped.
     */
    async findEndedProblems(
      before: string | undefined,
      limit: number,
    ): Promise<{ ids: string[]; nextBefore?: string }> {
      const [endedBy = "~", id = ""] = before?.split("#") ?? [];
      const pages = await Promise.all(
        shards().map((shard) =>
          readIndex("due", {
            partition: problemPartition(shard),
            range: (name) => `${name} ${id === "" ? "<" : "<="} :endedBy`,
            values: { endedBy },
            limit: limit + 1,
          }),
        ),
      );
      const positions = pages
        .flatMap(({ entries }) => entries.map((entry) => ended.parse(entry)))
        .map(({ dueAt, pk }) => `${dueAt}#${runIdOfKey(pk)}`)
        .filter((position) => before === undefined || position < before)
        .toSorted()
        .reverse();
      const shown = positions.slice(0, limit);
      const isMore = positions.length > limit || pages.some(({ next }) => next !== undefined);
      const nextBefore = shown.at(-1) ?? `${endedBy}#`;
      return { ids: shown.map((position) => position.split("#")[1] ?? ""), ...(isMore && { nextBefore }) };
    },
  };
}
export type RunLists = ReturnType<typeof createRunLists>;

const entryOf = ({ pk, type, environmentId, correlationHash }: z.infer<typeof listed>) => ({
  id: runIdOfKey(pk),
  type,
  environmentId,
  correlationHash,
});

/** Unique run ids of an index result. */
function newestOf(found: readonly Item[]): string[] {
  return [...new Set(found.map((entry) => runIdOfKey(keyed.parse(entry).pk)))].sort().reverse();
}

const shards = () => Array.from({ length: dueShardCount }, (_, shard) => shard);
