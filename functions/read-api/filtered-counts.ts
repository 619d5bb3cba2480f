import type * as z from "zod";
import type { summaryQuery } from "../../shared/contract/hub.ts";
import type { count } from "../../shared/contract/tabs.ts";
import type { Tab } from "../../shared/run/verdicts.ts";
import { asksForLate, keeps, openKindsOf } from "./hub-filter.ts";
import type { RunSnapshot } from "./run-reader.ts";
import type { MatchesText } from "./run-text.ts";

/**
 * The count of each tab under a filter, from the same source as its list: the open work where that has every match,
 * otherwise the history. Open runs that were not loaded make a count a lower bound.
 */
export function filteredCountsOf(
  { work, history, isHistoryWhole }: RunSnapshot,
  query: z.output<typeof summaryQuery>,
  matchesText: MatchesText,
) {
  const issues = work.issues.map(({ newest }) => newest);
  const isIssuesWhole = work.isProblemsWhole && work.unchecked.every(({ isActive }) => isActive);

  function countOfTab(tab: Tab): z.input<typeof count> {
    const filter = { ...query, tab };
    const kinds = openKindsOf(filter);
    if (kinds === undefined) {
      return { value: history.filter((one) => keeps(filter, one, matchesText)).length, capped: !isHistoryWhole };
    }
    const isLate = asksForLate(filter);
    const candidates = new Map([...(isLate ? [] : work.active), ...issues].map((run) => [run.id, run]));
    const loaded = [...candidates.values()].flatMap(({ judged }) => judged ?? []);
    const isActiveWhole = isLate ? work.isLateWhole : work.isActiveWhole;
    const isWhole = isActiveWhole && (isIssuesWhole || !kinds.includes("P")) && loaded.length === candidates.size;
    return { value: loaded.filter((one) => keeps(filter, one, matchesText)).length, capped: !isWhole };
  }

  return {
    needs_attention: countOfTab("needs_attention"),
    active: countOfTab("active"),
    stale: countOfTab("stale"),
    failed: countOfTab("failed"),
    blocked: countOfTab("blocked"),
    partial: countOfTab("partial"),
    succeeded: countOfTab("succeeded"),
    resolved_history: countOfTab("resolved_history"),
    all: countOfTab("all"),
  } satisfies Record<Tab, unknown>;
}
