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

/** A list of runs: a whole workspace, or one environment of it. */
export interface RunList {
  readonly workspaceId: string;
  readonly environmentId?: string | undefined;
}

/** What an index says about a run before it is loaded. */
export interface RunEntry {
  readonly id: string;
  readonly type: string;
}

/** `nextBefore` is where the next page begins; absent at the end. */
export interface EntryPage {
  readonly entries: readonly RunEntry[];
  readonly nextBefore?: string;
}

/** Ids of runs, newest first; `isWhole` is false when there were more than one answer reads. */
export interface IdList {
  readonly ids: readonly string[];
  readonly isWhole: boolean;
}

/** An index page holds about 5,000 entries; more than this many pages of one query are not read. */
const pagesMax = 10;

const listed = z.looseObject({ pk: z.string(), type: z.string() });
const keyed = z.looseObject({ pk: z.string() });
const ended = z.looseObject({ pk: z.string(), dueAt: z.string() });

/** What the indexes say about many runs at once; whoever shows them loads them. */
export function createRunLists(target: StoreTarget) {
  const readIndex = createIndexReader(target);

  /** Everything a query finds, page by page up to the bound. */
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
     * The newest runs of several lists as one, below `before` and not below `floor`, both ids. A run that two lists
     * share stands in it once.
     */
    async findNewest(
      lists: readonly RunList[],
      span: { readonly before?: string | undefined; readonly floor: string },
      limit: number,
    ): Promise<EntryPage> {
      const ceiling = span.before ?? "~";
      // A page that goes on from a run which has left the look-back meanwhile. The table refuses a range upside down.
      if (ceiling < span.floor) return { entries: [] };
      const pages = await Promise.all(
        lists.map(({ workspaceId, environmentId }) =>
          readIndex(environmentId === undefined ? "timeline" : "environment", {
            partition:
              environmentId === undefined
                ? timelinePartition(workspaceId)
                : environmentPartition(workspaceId, environmentId),
            range: (name) => `${name} BETWEEN :floor AND :ceiling`,
            values: { floor: runKey(span.floor).pk, ceiling: runKey(ceiling).pk },
            // One more, because the ceiling itself may be among them.
            limit: limit + 1,
          }),
        ),
      );
      const parsed = pages.map(({ entries, next }) => {
        const all = entries.map((entry) => entryOf(listed.parse(entry)));
        return { entries: all.filter(({ id }) => id !== ceiling), end: next && all.at(-1)?.id };
      });
      // Below the end of a page that goes on, nothing is known to be complete.
      const known = parsed.reduce((highest, { end }) => (end !== undefined && end > highest ? end : highest), "");
      const byId = new Map(parsed.flatMap(({ entries }) => entries).map((entry) => [entry.id, entry]));
      const merged = [...byId.values()].filter(({ id }) => id >= known).toSorted((a, b) => (a.id < b.id ? 1 : -1));
      const entries = merged.slice(0, limit);
      const last = entries.at(-1)?.id;
      const isMore = merged.length > limit || known !== "";
      return { entries, ...(isMore && last !== undefined && { nextBefore: last }) };
    },

    /** Every active run there is, of all workspaces. */
    findActive(): Promise<IdList> {
      return findAllOf(
        "due",
        shards().map((shard) => ({ partition: duePartition(shard) })),
      );
    },

    /**
     * Problems of all workspaces by their end, newest first. `before` is the `nextBefore` of the page above. Of more
     * than `limit` ends within one millisecond and one shard, the rest is passed over.
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

const entryOf = ({ pk, type }: z.infer<typeof listed>): RunEntry => ({ id: runIdOfKey(pk), type });

/** The ids of what an index found, each once. */
function newestOf(found: readonly Item[]): string[] {
  return [...new Set(found.map((entry) => runIdOfKey(keyed.parse(entry).pk)))].sort().reverse();
}

const shards = () => Array.from({ length: dueShardCount }, (_, shard) => shard);
