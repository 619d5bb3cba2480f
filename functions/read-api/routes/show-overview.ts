import type * as z from "zod";
import { isArchived } from "../../../shared/access/member.ts";
import type { overview } from "../../../shared/contract/overview.ts";
import { showOverview } from "../../../shared/contract/workspace-routes.ts";
import { withPromises } from "../../../shared/derived/polling.ts";
import { type Calm, environmentCalmOf, workspaceCalmOf } from "../../../shared/presenter/environment-words.ts";
import { unreadOf } from "../../../shared/presenter/surface-words.ts";
import { besideUnreadOf, joined, stateWithBeside } from "../../../shared/presenter/work-beside-runs.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { brokenPromisesOf } from "../broken-promises.ts";
import { byEnvironment, isIdle, openWorkOf } from "../counts.ts";
import { decisionCountsOf } from "../due-decisions.ts";
import { failingSchedulesOf, scheduleCountsOf } from "../failing-schedules.ts";
import { historyFloor } from "../hub-filter.ts";
import { pollingOf, shownIssues } from "../open-work-rows.ts";
import { countsOf } from "../promise-reader.ts";
import type { SurfaceParts } from "../surface-parts.ts";

type Environment = z.input<typeof overview>["environments"][number];

const attentionRowsMax = 5;
const recentRowsMax = 10;

/** The overview of one workspace, limited to the environments that the caller sees. */
export const showOverviewEndpoint = (parts: SurfaceParts) => {
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
  return readEndpoint(showOverview, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, showOverview.capability);

    const now = clock.now();
    const listed = access.listEnvironments(member);
    const [places, reading, scheduled, decisions, snapshot] = await Promise.all([
      listed,
      readPromises(member, listed, () => clock.now()),
      readSchedules(member),
      readDecisions(member, caller.sub),
      reader.readSnapshot(member, {
        open: ["A", "P"],
        rows: { issues: attentionRowsMax },
        history: { floor: historyFloor(now), entriesMax: recentRowsMax, choose: (entries) => entries },
      }),
    ]);
    const attention = shownIssues(snapshot.work).slice(0, attentionRowsMax);
    const present = await presentRuns(member, [...attention, ...snapshot.history], locale, { ...snapshot, places });
    const { work } = snapshot;
    const all = openWorkOf(work);
    const workIn = byEnvironment(work);
    // Archived environments have no state to report; the list of environments still has them.
    const environments = places
      .filter(({ id }) => !isArchived(member, id))
      .map((place) => ({ ...place, here: workIn(place.id), counts: openWorkOf(workIn(place.id), place.id) }));
    const idle = environments.filter(({ counts }) => isIdle(counts)).map(({ id }) => id);
    const standings = await readStandings(member.workspace.id, idle);
    const calm = workspaceCalmOf(environments, standings, locale);
    const cellsIn = Map.groupBy(reading.cells, ({ environment }) => environment.id);
    const { promises, isWhole } = reading.counts;
    const everywhere = {
      promises: reading.counts,
      schedules: scheduleCountsOf(scheduled),
      decisions: decisionCountsOf(decisions),
    };
    const names = new Map(places.map(({ id, name }) => [id, name]));
    const shown = { now, locale, nameOf: (id: string) => names.get(id) ?? id };
    const body: z.input<typeof overview> = {
      ...all,
      ...stateWithBeside(work.issues, all, work, calm, everywhere, locale),
      unread: joined([unreadOf(work, locale), besideUnreadOf(everywhere, locale)]) ?? null,
      environments: environments.map(({ id, name, here, counts }) => {
        const calmHere = environmentCalmOf(standings.get(id), locale);
        const beside = {
          promises: countsOf(cellsIn.get(id) ?? [], promises, isWhole),
          schedules: scheduleCountsOf(scheduled, id),
          decisions: decisionCountsOf(decisions, id),
        };
        return {
          id,
          name,
          state: stateWithBeside(here.issues, counts, here, calmHere, beside, locale).state,
          trouble: troubleOf(calmHere, member.can("tenant.providers.view")),
          ...counts,
        };
      }),
      attention: attention.map(present),
      promises: await brokenPromisesOf({ reading, explainBroken }, member, attentionRowsMax, now, locale),
      schedules: failingSchedulesOf(scheduled, attentionRowsMax, shown),
      recent: snapshot.history.map(present),
      polling: withPromises(pollingOf(work), promises + scheduled.schedules.length > 0),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
};

/** A caller who may not see connections reads what is wrong, without the record. */
function troubleOf({ trouble }: Calm, seesConnections: boolean): Environment["trouble"] {
  if (trouble === undefined) return null;
  const { text, connectionId } = trouble;
  return { text, related: seesConnections ? { type: "provider_connection", id: connectionId } : null };
}
