import type { People } from "../../shared/access/people-store.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import { belongsTo } from "../../shared/derived/tabs.ts";
import type { RunLists } from "../../shared/ledger/run-lists.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";

interface Parts {
  readonly people: Pick<People, "listWorkspaceIds">;
  readonly lists: Pick<RunLists, "findOpen">;
  readonly queries: Pick<RunQueries, "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
}

/** Open work of all workspaces: runs that have been silent for too long, and ended problems that need somebody. */
export interface OpenWork {
  readonly stale: number;
  readonly followUps: number;
}

/** Runs whose proof is gathered at once; the table hands out a hundred items a call. */
const runsAtOnce = 100;

/**
 * Counts what needs somebody, by the very predicates of the lists that people read, so that the sum of what workspaces
 * say is the number here. Costs what the open work costs to read, whatever the history. Undefined when it could not be
 * counted whole: a part would pass for all of it.
 */
export function createCountOpenWork({ people, lists, queries, truths }: Parts) {
  return async function countOpenWork(mayGoOn: () => boolean): Promise<OpenWork | undefined> {
    const counted = { stale: 0, followUps: 0 };
    for (const workspaceId of await people.listWorkspaceIds()) {
      const { ids, isWhole } = await lists.findOpen(workspaceId, "all", ["A", "P"]);
      if (!isWhole) return undefined;
      for (let from = 0; from < ids.length; from += runsAtOnce) {
        if (!mayGoOn()) return undefined;
        const runs = await queries.getRuns(ids.slice(from, from + runsAtOnce));
        const truthOf = await truths.evaluateMany(runs);
        const of = (filter: Parameters<typeof belongsTo>[0]) =>
          runs.filter((run) => belongsTo(filter, run, truthOf(run))).length;
        counted.stale += of({ tab: "stale" });
        counted.followUps += of({ tab: "needs_attention", problemClass: "terminal_follow_up" });
      }
      if (!mayGoOn()) return undefined;
    }
    return counted;
  };
}
