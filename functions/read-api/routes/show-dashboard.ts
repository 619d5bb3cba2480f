import type * as z from "zod";
import { isArchived } from "../../../shared/access/member.ts";
import type { dashboard } from "../../../shared/contract/overview.ts";
import { showDashboard } from "../../../shared/contract/workspace-routes.ts";
import { withPromises } from "../../../shared/derived/polling.ts";
import type { RunEntry } from "../../../shared/ledger/run-lists.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { environmentCalmOf } from "../../../shared/presenter/environment-words.ts";
import { baselineWordsOf, unreadOf } from "../../../shared/presenter/surface-words.ts";
import { besideUnreadOf, joined, stateWithBeside } from "../../../shared/presenter/work-beside-runs.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { brokenPromisesOf } from "../broken-promises.ts";
import { isIdle, openWorkOf } from "../counts.ts";
import { decisionCountsOf } from "../due-decisions.ts";
import { failingSchedulesOf, scheduleCountsOf } from "../failing-schedules.ts";
import { historyFloor } from "../hub-filter.ts";
import { pollingOf, shownActive, shownIssues } from "../open-work-rows.ts";
import type { EvaluatedRun } from "../run-reader.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const rowsMax = 3;
const recentRowsMax = 10;
/** Newest runs that are searched for the last baseline operation. */
const baselineEntriesMax = 20;
const isBaselineWork = (type: string) => findOperation(type)?.family === "baselines";

/** The dashboard of one environment. */
export const showDashboardEndpoint = (parts: SurfaceParts) => {
  const {
    access,
    reader,
    readStandings,
    presentRuns,
    readPromises,
    explainBroken,
    readSchedules,
    readDecisions,
    clock,
  } = parts;
  return readEndpoint(showDashboard, async ({ caller, locale, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, showDashboard.capability);

    const now = clock.now();
    const { environment } = member;
    const { id, name } = environment;
    const beside = Promise.all([
      readPromises(member, [environment], () => clock.now()),
      readSchedules(member, id),
      readDecisions(member, caller.sub, id),
    ]);
    const snapshot = await reader.readSnapshot(member, {
      environmentId: environment.id,
      open: ["A", "P"],
      rows: { issues: rowsMax, newestActive: rowsMax, ofType: isBaselineWork },
      history: { floor: historyFloor(now), entriesMax: baselineEntriesMax, choose: recentAndBaseline },
    });
    const attention = shownIssues(snapshot.work);
    const baseline = [...attention, ...snapshot.history].find(isBaseline);
    const shown = {
      attention: attention.slice(0, rowsMax),
      activeRuns: shownActive(snapshot.work).slice(0, rowsMax),
      recent: snapshot.history.slice(0, recentRowsMax),
    };
    const everyone = [...Object.values(shown).flat(), ...(baseline === undefined ? [] : [baseline])];
    const present = await presentRuns(member, everyone, locale, snapshot);
    const work = openWorkOf(snapshot.work, environment.id);
    const standings = await readStandings(member.workspace.id, isIdle(work) ? [environment.id] : []);
    const calm = environmentCalmOf(standings.get(environment.id), locale);
    const [reading, scheduled, decisions] = await beside;
    const everything = {
      promises: reading.counts,
      schedules: scheduleCountsOf(scheduled),
      decisions: decisionCountsOf(decisions),
    };
    const body: z.input<typeof dashboard> = {
      environment: { id, name, isArchived: isArchived(member, environment.id) },
      ...work,
      ...stateWithBeside(snapshot.work.issues, work, snapshot.work, calm, everything, locale),
      unread: joined([unreadOf(snapshot.work, locale), besideUnreadOf(everything, locale)]) ?? null,
      attention: shown.attention.map(present),
      promises: await brokenPromisesOf({ reading, explainBroken }, member, rowsMax, now, locale, id),
      schedules: failingSchedulesOf(scheduled, rowsMax, { now, locale, nameOf: () => name }, id),
      activeRuns: shown.activeRuns.map(present),
      recent: shown.recent.map(present),
      baseline: { ...baselineWordsOf(baseline, locale), run: baseline === undefined ? null : present(baseline) },
      polling: withPromises(pollingOf(snapshot.work), reading.promises.length + scheduled.schedules.length > 0),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
};

/** The newest runs, plus the newest baseline run. */
function recentAndBaseline(entries: readonly RunEntry[]): readonly RunEntry[] {
  const recent = entries.slice(0, recentRowsMax);
  const baseline = entries.slice(recentRowsMax).find(({ type }) => isBaselineWork(type));
  return baseline === undefined ? recent : [...recent, baseline];
}

const isBaseline = ({ run }: EvaluatedRun) => isBaselineWork(run.type);
