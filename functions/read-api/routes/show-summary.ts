import type * as z from "zod";
import type { summary } from "../../../shared/contract/hub.ts";
import { showSummary } from "../../../shared/contract/operation-routes.ts";
import { attentionCauseOf } from "../../../shared/derived/attention.ts";
import { checkedCalmOf, decisionWordsOf, unreadOf } from "../../../shared/presenter/surface-words.ts";
import { besideTextOf, besideUnreadOf, joined } from "../../../shared/presenter/work-beside-runs.ts";
import type { Tab } from "../../../shared/run/verdicts.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { attentionCountOf, countOf, openWorkOf } from "../counts.ts";
import { decisionCountsOf } from "../due-decisions.ts";
import { scheduleCountsOf } from "../failing-schedules.ts";
import { filteredCountsOf } from "../filtered-counts.ts";
import { daysBefore, defaultsOf, spanOf, textsOf } from "../hub-filter.ts";
import { memberOr404 } from "../member-or-404.ts";
import { pollingOf, shownIssues } from "../open-work-rows.ts";
import { averageOf, problemsSince, ranSecondsSince } from "../run-figures.ts";
import type { RunSnapshot } from "../run-reader.ts";
import { createMatchesText } from "../run-text.ts";
import type { SurfaceParts } from "../surface-parts.ts";

/** Runs of the history that are counted at most. */
const countedRunsMax = 400;
/** Read units a summary may cost. Every open page polls it every ten seconds. */
const unitsMax = 60;
/** What a summary reads of schedules, about 10 read units: whether any needs a person is enough. */
const schedulesReach = { entriesMax: 400, loadsMax: 4 };
/** Open runs that a filtered summary loads to count them exactly: the most urgent issues and the newest active runs. */
const filteredIssuesMax = 400;
const filteredActiveMax = 100;

/** The summary of the hub, for all that the caller sees or for one environment. */
export const showSummaryEndpoint = ({
  access,
  reader,
  presentRuns,
  readPromises,
  readSchedules,
  readDecisions,
  clock,
}: SurfaceParts) =>
  readEndpoint(showSummary, async ({ caller, locale, query, param }) => {
    const { environmentId, ...narrowing } = query;
    const member = await memberOr404(access, caller, param("ws"), environmentId);
    need(member, showSummary.capability);

    const now = clock.now();
    const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
    const { floor, ceiling } = spanOf(query, now, false);
    const [places, snapshot] = await Promise.all([
      query.text === undefined ? [] : access.listEnvironments(member),
      reader.readSnapshot(member, {
        environmentId,
        open: ["A", "P"],
        // A filter asks about each open run, not only about the most urgent one.
        rows: isFiltered ? { issues: filteredIssuesMax, newestActive: filteredActiveMax } : { issues: 1 },
        history: { floor, before: ceiling, entriesMax: countedRunsMax, choose: (entries) => entries },
        ...(!isFiltered && { unitsMax }),
      }),
    ]);
    const matchesText = createMatchesText(member, places, locale);
    const { work } = snapshot;
    const [first] = shownIssues(work);
    const cause = first && attentionCauseOf(first.run, first.truth);
    const present = await presentRuns(member, first === undefined ? [] : [first], locale, snapshot);
    const stats = openWorkOf(work, environmentId);
    const runs = snapshot.history.map(({ run }) => run);
    const weekAgo = daysBefore(now, 7).toISOString();
    const calm = checkedCalmOf(stats, checkedOf(snapshot), locale);
    const promised = environmentId === undefined ? member : { ...member, environments: [environmentId] };
    const findBeside = async () => {
      const [reading, schedules, decisions] = await Promise.all([
        readPromises(member, access.listEnvironments(promised), () => clock.now()),
        readSchedules(member, environmentId, schedulesReach),
        readDecisions(member, caller.sub, environmentId),
      ]);
      const counts = {
        promises: reading.counts,
        schedules: scheduleCountsOf(schedules),
        decisions: decisionCountsOf(decisions),
      };
      return joined([besideTextOf(counts, locale), besideUnreadOf(counts, locale)]) ?? null;
    };
    // Asked only where everything else is calm: this page polls every ten seconds.
    const beside = calm === null ? null : await findBeside();
    const body: z.input<typeof summary> = {
      counts: isFiltered ? filteredCountsOf(snapshot, query, matchesText) : countsOf(snapshot),
      decision:
        first === undefined || cause === undefined
          ? null
          : { run: present(first), ...decisionWordsOf(first, cause, locale) },
      calm: beside === null ? calm : null,
      beside,
      unread: unreadOf(work, locale),
      stats: {
        ...stats,
        total30Days: snapshot.total,
        problems7Days: { value: problemsSince(runs, weekAgo), capped: !snapshot.isHistoryWhole },
        averageSeconds7Days: averageOf(ranSecondsSince(runs, weekAgo)),
      },
      appliedFilters: { ...textsOf(query), ...defaultsOf({ ...query, tab: "all" }) },
      polling: pollingOf(work, runs),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** The number of distinct runs that were checked. */
const checkedOf = ({ work, history }: RunSnapshot) =>
  new Set(
    [...work.active, ...work.issues.map(({ newest }) => newest), ...history.map(({ run }) => run)].map(({ id }) => id),
  ).size;

/** The count of each tab, over the same runs and by the same predicate as its list. */
function countsOf(snapshot: RunSnapshot) {
  const open = openWorkOf(snapshot.work);
  const { value, capped } = attentionCountOf(snapshot.work);
  const inHistory = (tab: Tab) => countOf(snapshot.history, snapshot.isHistoryWhole, { tab });
  return {
    needs_attention: { value, capped },
    active: { value: open.active.value, capped: open.active.capped },
    stale: { value: open.stale.value, capped: open.stale.capped },
    failed: inHistory("failed"),
    blocked: inHistory("blocked"),
    partial: inHistory("partial"),
    succeeded: inHistory("succeeded"),
    resolved_history: inHistory("resolved_history"),
    all: snapshot.total,
  } satisfies Record<Tab, unknown>;
}
