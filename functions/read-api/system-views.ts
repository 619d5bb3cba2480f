import { isOlderThanUsual } from "../../shared/derived/unusual-age.ts";
import type { RunLists } from "../../shared/ledger/run-lists.ts";
import type { Run } from "../../shared/run/run.ts";
import type { Source } from "./find-page.ts";
import { historyFloor, lookBackDays } from "./hub-filter.ts";
import type { EvaluatedRun } from "./run-reader.ts";
import { historySource, wholeSource } from "./run-sources.ts";

/** A list of the platform plane: the source of its runs, a filter, and the continuation after a run. */
export interface SystemView {
  readonly source: Source;
  readonly shows: (judged: EvaluatedRun) => boolean;
  readonly positionOf: (run: Run) => string;
  /** What the view narrows by itself, in the form of `appliedFilters`. */
  readonly narrowsBy: Readonly<Record<string, string>>;
}

interface Dependencies {
  readonly lists: RunLists;
  readonly listWorkspaceIds: () => Promise<readonly string[]>;
}

/** All runs of all workspaces, newest first. Costs one query per workspace. */
export function allRunsView({ lists, listWorkspaceIds }: Dependencies, now: Date): SystemView {
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
    narrowsBy: { lookBackDays: String(lookBackDays) },
  };
}

/** Failed runs by completion time, newest first. */
export function failuresView({ lists }: Pick<Dependencies, "lists">): SystemView {
  return {
    source: { next: lists.findEndedProblems },
    shows: ({ run }) => run.outcome === "failed",
    positionOf: (run) => `${run.completedAt}#${run.id}`,
    narrowsBy: { outcome: "failed" },
  };
}

/**
 * Active runs that are stale. Runs that were closed because they were stale are in the failures view, with a note
 * (spec 178). A type without an expected window is listed by age and never called stale.
 */
export async function stuckView({ lists }: Pick<Dependencies, "lists">, now: Date): Promise<SystemView> {
  return {
    source: wholeSource((await lists.findActive()).ids, { floor: "" }),
    shows: ({ run, truth }) => truth.freshness === "likely_stale" || isOlderThanUsual(run, truth.freshness, now),
    positionOf: (run) => run.id,
    narrowsBy: { status: "active" },
  };
}
