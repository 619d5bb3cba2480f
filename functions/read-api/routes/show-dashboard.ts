import type * as z from "zod";
import { isArchived } from "../../../shared/access/member.ts";
import type { dashboard } from "../../../shared/contract/overview.ts";
import { showDashboard } from "../../../shared/contract/workspace-routes.ts";
import type { RunEntry } from "../../../shared/ledger/run-lists.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { environmentCalmOf } from "../../../shared/presenter/standing-words.ts";
import { baselineWordsOf, unreadOf, workHeadlineOf, workStateOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { isIdle, openWorkOf } from "../counts.ts";
import { historyFloor } from "../hub-filter.ts";
import { pollingOf, shownActive, shownIssues } from "../open-rows.ts";
import type { Judged } from "../run-reader.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const rowsMax = 3;
const recentRowsMax = 10;
/** The last work on a baseline is looked for among so many of the newest runs. */
const baselineEntriesMax = 20;
const isBaselineWork = (type: string) => findOperation(type)?.family === "baselines";

/** One environment on one page. */
export const showDashboardEndpoint = ({ access, reader, readStandings, tellRuns, clock }: SurfaceParts) =>
  readEndpoint(showDashboard, async ({ caller, locale, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, showDashboard.capability);

    const now = clock.now();
    const { environment } = member;
    const look = await reader.look(member, {
      environmentId: environment.id,
      open: ["A", "P"],
      rows: { issues: rowsMax, newestActive: rowsMax, ofType: isBaselineWork },
      history: { floor: historyFloor(now), entriesMax: baselineEntriesMax, choose: recentAndBaseline },
    });
    const attention = shownIssues(look.work);
    const baseline = [...attention, ...look.history].find(isBaseline);
    const shown = {
      attention: attention.slice(0, rowsMax),
      activeRuns: shownActive(look.work).slice(0, rowsMax),
      recent: look.history.slice(0, recentRowsMax),
    };
    const everyone = [...Object.values(shown).flat(), ...(baseline === undefined ? [] : [baseline])];
    const tell = await tellRuns(member, everyone, locale, look);
    const work = openWorkOf(look.work, environment.id);
    const standings = await readStandings(member.workspace.id, isIdle(work) ? [environment.id] : []);
    const calm = environmentCalmOf(standings.get(environment.id), locale);
    const body: z.input<typeof dashboard> = {
      environment: { ...environment, isArchived: isArchived(member, environment.id) },
      ...work,
      state: workStateOf(look.work.issues, work, calm, locale),
      headline: workHeadlineOf(work, look.work, calm, locale),
      unread: unreadOf(look.work, locale),
      attention: shown.attention.map(tell),
      activeRuns: shown.activeRuns.map(tell),
      recent: shown.recent.map(tell),
      baseline: { ...baselineWordsOf(baseline, locale), run: baseline === undefined ? null : tell(baseline) },
      polling: pollingOf(look.work),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** The newest runs, and with them the newest on a baseline. */
function recentAndBaseline(entries: readonly RunEntry[]): readonly RunEntry[] {
  const recent = entries.slice(0, recentRowsMax);
  const baseline = entries.slice(recentRowsMax).find(({ type }) => isBaselineWork(type));
  return baseline === undefined ? recent : [...recent, baseline];
}

const isBaseline = ({ run }: Judged) => isBaselineWork(run.type);
