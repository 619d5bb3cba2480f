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

/** Where open problems are looked for. */
interface OpenProblems {
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly line?: { readonly type: string; readonly correlationHash: string };
}

/** The reads of runs. An incomplete answer of the table is an error, never a short page. */
export function createRunQueries(target: StoreTarget) {
  const store = createStore(target);
  const readIndex = createIndexReader(target);
  const runIds = createRunIds(store);
  const inputs = createRunInputs(store);

  /** The ids an index answers, in its order, and where the next page starts. */
  async function findIds(index: IndexName, query: IndexQuery): Promise<{ ids: string[]; next: Item | undefined }> {
    const { entries, next } = await readIndex(index, query);
    return { ids: entries.map((found) => runIdOfKey(entry.parse(found).pk)), next };
  }

  /** The runs of these ids, in their order, without those that do not exist. Eventually consistent unless asked for. */
  async function getRuns(runIds: readonly string[], { isConsistent = false } = {}): Promise<Run[]> {
    const items = await batchGet({ ...target, isConsistent }, runIds.map(runKey));
    const found = new Map(items.flatMap((item) => parseRun(item) ?? []).map((run) => [run.id, run]));
    return [...new Set(runIds)].flatMap((id) => found.get(id) ?? []);
  }

  return {
    getRuns,

    /** The run as it is now, read consistently; a key's candidate leads to the run it stands for. */
    async getRun(runId: string): Promise<Run | undefined> {
      const found = await runIds.find(runId);
      return found.kind === "run" ? found.run : undefined;
    },

    /** What the run was started with, from its own item or from the side item of a long input. */
    async getInput(run: Run): Promise<Record<string, unknown>> {
      return inputs.get(run);
    },

    /** Ids in one shard of the sweep's index that are due by now, oldest first. Index entries lag: re-read each. */
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

    /** Ids in one shard of the system-wide problems that ended within a span of time, oldest first. */
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
     * Ended problems that are still on the list of open work, of one line of one environment, or of all its lines
     * when none is named; in no order that matters. Problems that the last release stored stand under no line.
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
