import type * as z from "zod";
import type { summary } from "../../../shared/contract/hub.ts";
import { showSummary } from "../../../shared/contract/operation-routes.ts";
import { attentionCauseOf } from "../../../shared/derived/attention.ts";
import { checkedCalmOf, decisionWordsOf, unreadOf } from "../../../shared/presenter/surface-words.ts";
import type { Tab } from "../../../shared/run/verdicts.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { attentionCountOf, countOf, openWorkOf } from "../counts.ts";
import { enter } from "../enter.ts";
import { daysBefore, historyFloor } from "../hub-filter.ts";
import { pollingOf, shownIssues } from "../open-rows.ts";
import { averageOf, problemsSince, ranSecondsSince } from "../run-figures.ts";
import type { Look } from "../run-reader.ts";
import type { SurfaceParts } from "../surface-parts.ts";

/** Runs of the history are counted up to here. */
const countedRunsMax = 400;
/** What a summary may cost, in read units: it is asked for every ten seconds by every open page. */
const unitsMax = 60;

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
      rows: { issues: 1 },
      history: { floor: historyFloor(now), entriesMax: countedRunsMax, choose: (entries) => entries },
      unitsMax,
    });
    const { work } = look;
    const [first] = shownIssues(work);
    const cause = first && attentionCauseOf(first.run, first.truth);
    const tell = await tellRuns(member, first === undefined ? [] : [first], locale, look);
    const stats = openWorkOf(work, environmentId);
    const runs = look.history.map(({ run }) => run);
    const weekAgo = daysBefore(now, 7).toISOString();
    const body: z.input<typeof summary> = {
      counts: countsOf(look),
      decision:
        first === undefined || cause === undefined
          ? null
          : { run: tell(first), ...decisionWordsOf(first, cause, locale) },
      calm: checkedCalmOf(stats, checkedOf(look), locale),
      unread: unreadOf(work, locale),
      stats: {
        ...stats,
        total30Days: look.total,
        problems7Days: { value: problemsSince(runs, weekAgo), capped: !look.isHistoryWhole },
        averageSeconds7Days: averageOf(ranSecondsSince(runs, weekAgo)),
      },
      polling: pollingOf(work, runs),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** How many runs were looked at, each once. */
const checkedOf = ({ work, history }: Look) =>
  new Set(
    [...work.active, ...work.issues.map(({ newest }) => newest), ...history.map(({ run }) => run)].map(({ id }) => id),
  ).size;

/** Each tab's number over the runs its list is read from, by its list's own predicate. */
function countsOf(look: Look) {
  const open = openWorkOf(look.work);
  const { value, capped } = attentionCountOf(look.work);
  const inHistory = (tab: Tab) => countOf(look.history, look.isHistoryWhole, { tab });
  return {
    needs_attention: { value, capped },
    active: { value: open.active.value, capped: open.active.capped },
    stale: { value: open.stale.value, capped: open.stale.capped },
    failed: inHistory("failed"),
    blocked: inHistory("blocked"),
    partial: inHistory("partial"),
    succeeded: inHistory("succeeded"),
    resolved_history: inHistory("resolved_history"),
    all: look.total,
  } satisfies Record<Tab, unknown>;
}
