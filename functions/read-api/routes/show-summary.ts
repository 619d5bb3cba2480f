import type * as z from "zod";
import type { summary } from "../../../shared/contract/hub.ts";
import { showSummary } from "../../../shared/contract/operation-routes.ts";
import { attentionCauseOf } from "../../../shared/derived/attention.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import { calmOf, decisionWordsOf } from "../../../shared/presenter/surface-words.ts";
import type { Tab } from "../../../shared/run/verdicts.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { attentionOf } from "../attention.ts";
import { countOf, countOpen, openWorkOf } from "../counts.ts";
import { enter } from "../enter.ts";
import { daysBefore, historyFloor, openKindsOf } from "../hub-filter.ts";
import { averageOf, problemsSince, ranSecondsSince } from "../run-figures.ts";
import type { Look } from "../run-reader.ts";
import type { SurfaceParts } from "../surface-parts.ts";

/** Numbers of history are counted over so many of the newest runs. */
const countedRunsMax = 1000;

/** The hub at a glance, for all that the caller sees or for one environment. */
export const showSummaryEndpoint = ({ access, reader, tellRuns, clock }: SurfaceParts) =>
  readEndpoint(showSummary, async ({ caller, locale, query, param }) => {
    const { environmentId } = query;
    const member = await enter(access, caller, param("ws"), environmentId);
    need(member, showSummary.capability);

    const now = clock.now();
    const look = await reader.look(member, {
      environmentId,
      open: ["A", "P"],
      history: { floor: historyFloor(now), entriesMax: countedRunsMax, choose: (entries) => entries },
    });
    const first = attentionOf(look).at(0);
    const cause = first && attentionCauseOf(first.run, first.truth);
    const tell = await tellRuns(member, first === undefined ? [] : [first], locale, look);
    const looked = new Set([...look.open, ...look.history].map(({ run }) => run.id));
    const runs = look.history.map(({ run }) => run);
    const weekAgo = daysBefore(now, 7).toISOString();
    const body: z.input<typeof summary> = {
      counts: countsOf(look),
      decision:
        first === undefined || cause === undefined
          ? null
          : { run: tell(first), ...decisionWordsOf(first, cause, locale) },
      calm: first === undefined ? calmOf(looked.size, locale) : null,
      stats: {
        ...openWorkOf(look, environmentId),
        total30Days: countOf(look.history, look.isHistoryWhole, { tab: "all" }),
        problems7Days: { value: problemsSince(runs, weekAgo), capped: !look.isHistoryWhole },
        averageSeconds7Days: averageOf(ranSecondsSince(runs, weekAgo)),
      },
      polling: derivePolling([...look.open, ...look.history].map(({ run }) => run)),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** Each tab's number over the runs its list is read from, by its list's own predicate. */
function countsOf(look: Look) {
  const countOfTab = (tab: Tab) => {
    if (openKindsOf({ tab }) === undefined) return countOf(look.history, look.isHistoryWhole, { tab });
    const { value, capped } = countOpen(look, { tab });
    return { value, capped };
  };
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
