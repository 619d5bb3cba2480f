import * as z from "zod";
import type { Run } from "../run/run.ts";
import { batchGet } from "./batch-get.ts";
import { createIndexReader, type IndexQuery } from "./index-reader.ts";
import type { Item } from "./item.ts";
import { duePartition, type IndexName, problemPartition, runIdOfKey, runKey, timelinePartition } from "./keys.ts";
import { problemPrefix } from "./open-keys.ts";
import { createRunIds } from "./run-ids.ts";
import { createRunInputs } from "./run-inputs.ts";
import { parseRun } from "./run-item.ts";
import { createStore, type StoreTarget } from "./store.ts";

const entry = z.looseObject({ pk: z.string() });

/** Scope of a search for open problems. */
interface OpenProblems {
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly line?: { readonly type: string; readonly correlationHash: string };
}

/** Reads of runs. An incomplete response of the table is an error, never a short page. */
export function createRunQueries(target: StoreTarget) {
  const store = createStore(target);
  const readIndex = createIndexReader(target);
  const runIds = createRunIds(store);
  const inputs = createRunInputs(store);

  /** Ids from an index, in its order, with the start of the next page. */
  async function findIds(index: IndexName, query: IndexQuery): Promise<{ ids: string[]; next: Item | undefined }> {
    const { entries, next } = await readIndex(index, query);
    return { ids: entries.map((found) => runIdOfKey(entry.parse(found).pk)), next };
  }

  /** The existing runs of these ids, in order. Eventually consistent by default. */
  async function getRuns(runIds: readonly string[], { isConsistent = false } = {}): Promise<Run[]> {
    const items = await batchGet({ ...target, isConsistent }, runIds.map(runKey));
    const found = new Map(items.flatMap((item) => parseRun(item) ?? []).map((run) => [run.id, run]));
    return [...new Set(runIds)].flatMap((id) => found.get(id) ?? []);
  }

  return {
    getRuns,

    /** The current run, read consistently; the candidate id of an idempotency key resolves to its run. */
    async getRun(runId: string): Promise<Run | undefined> {
      const found = await runIds.find(runId);
      return found.kind === "run" ? found.run : undefined;
    },

    /** The input of a run, from its own item or its side item. */
    async getInput(run: Run): Promise<Record<string, unknown>> {
      return inputs.get(run);
    },

    /**
     * Ids in one shard of the sweep's index that are due, oldest first. Index entries lag, so callers re-read each
     * run.
     */
    findDue(shard: number, now: string, limit: number, after?: Item) {
      return findIds("due", {
        partition: duePartition(shard),
        range: (name) => `${name} <= :to`,
        values: { to: now },
        limit,
        oldestFirst: true,
        after,
      });
    },

    /** Ids in one shard of the ended problems within a time range, oldest first. */
    findEnded(shard: number, span: { readonly from: string; readonly to: string }, limit: number, after?: Item) {
      return findIds("due", {
        partition: problemPartition(shard),
        range: (name) => `${name} BETWEEN :from AND :to`,
        values: { ...span },
        limit,
        oldestFirst: true,
        after,
      });
    },

    /**
     * Open ended problems of one line of an environment, or of all its lines; unordered. Problems of the last release
     * are stored without a line.
     */
    async findOpenProblems(
      { workspaceId, environmentId, line }: OpenProblems,
      limit: number,
      after?: Item,
    ): Promise<{ ids: string[]; next: Item | undefined }> {
      return findIds("open", {
        partition: timelinePartition(workspaceId),
        range: (name) => `begins_with(${name}, :from)`,
        values: { from: problemPrefix(environmentId, line) },
        limit,
        oldestFirst: true,
        after,
      });
    },
  };
}
export type RunQueries = ReturnType<typeof createRunQueries>;
