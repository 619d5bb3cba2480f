import { isOlderThanUsual } from "../../shared/derived/unusual-age.ts";
import type { RunLists } from "../../shared/ledger/run-lists.ts";
import type { Run } from "../../shared/run/run.ts";
import type { Source } from "./examine.ts";
import { historyFloor } from "./hub-filter.ts";
import type { Judged } from "./run-reader.ts";
import { historySource, wholeSource } from "./run-sources.ts";

/** A list of the platform plane: where its runs are found, which of them it shows, and where it goes on after one. */
export interface SystemView {
  readonly source: Source;
  readonly shows: (judged: Judged) => boolean;
  readonly positionOf: (run: Run) => string;
}

interface Parts {
  readonly lists: RunLists;
  readonly listWorkspaceIds: () => Promise<readonly string[]>;
}

/** Every run there is, newest first. Costs a query for each workspace. */
export function allRunsView({ lists, listWorkspaceIds }: Parts, now: Date): SystemView {
  const span = { floor: historyFloor(now) };
  return {
    source: {
      async next(before, count) {
        const workspaces = (await listWorkspaceIds()).map((workspaceId) => ({ workspaceId }));
        return historySource(lists, workspaces, span).next(before, count);
      },
    },
    shows: () => true,
    positionOf: (run) => run.id,
  };
}

/** What ended as failed, by its end, the newest first. */
export function failuresView({ lists }: Pick<Parts, "lists">): SystemView {
  return {
    source: { next: lists.findEndedProblems },
    shows: ({ run }) => run.outcome === "failed",
    positionOf: (run) => `${run.completedAt}#${run.id}`,
  };
}

/**
 * Active and silent for too long, and nothing else: what was closed for its silence is among the failures, with a
 * note of it (spec 178). A type without a window of its own is judged by age, and never called stale.
 */
export async function stuckView({ lists }: Pick<Parts, "lists">, now: Date): Promise<SystemView> {
  return {
    source: wholeSource((await lists.findActive()).ids, { floor: "" }),
    shows: ({ run, truth }) => truth.freshness === "likely_stale" || isOlderThanUsual(run, truth.freshness, now),
    positionOf: (run) => run.id,
  };
}
