import type { RunEntry, RunLists } from "../../shared/ledger/run-lists.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { Run } from "../../shared/run/run.ts";

interface Dependencies {
  readonly lists: Pick<RunLists, "findNewest">;
  readonly queries: Pick<RunQueries, "getRuns">;
}

/** Index entries read of the runs before, and of the newest runs after. Runs of the same work elsewhere are not found. */
const entriesMax = 50;
const shownMax = 5;

/**
 * Runs of the same work before and after a run, newest first: same environment, operation and object. Two index queries
 * of bounded size, whatever the number of runs.
 */
export function createFindSameWork({ lists, queries }: Dependencies) {
  return async function findSameWork(run: Run): Promise<readonly Run[]> {
    const { workspaceId, environmentId, correlationHash } = run;
    if (environmentId === null || correlationHash === undefined) return [];
    const scope = [{ workspaceId, environmentId }];
    const [after, before] = await Promise.all([
      lists.findNewest(scope, { floor: run.id }, entriesMax),
      lists.findNewest(scope, { floor: "", before: run.id }, entriesMax),
    ]);
    const isSame = (entry: RunEntry) =>
      entry.id !== run.id && entry.type === run.type && entry.correlationHash === correlationHash;
    const nearest = [
      ...after.entries.filter(isSame).slice(-shownMax),
      ...before.entries.filter(isSame).slice(0, shownMax),
    ];
    return queries.getRuns(nearest.map(({ id }) => id));
  };
}
export type FindSameWork = ReturnType<typeof createFindSameWork>;
