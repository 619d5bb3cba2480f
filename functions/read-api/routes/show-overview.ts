import type * as z from "zod";
import { isArchived } from "../../../shared/access/member.ts";
import type { overview } from "../../../shared/contract/overview.ts";
import { showOverview } from "../../../shared/contract/workspace-routes.ts";
import { environmentCalmOf, workspaceCalmOf } from "../../../shared/presenter/environment-words.ts";
import { unreadOf, workHeadlineOf, workStateOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { byEnvironment, isIdle, openWorkOf } from "../counts.ts";
import { historyFloor } from "../hub-filter.ts";
import { pollingOf, shownIssues } from "../open-work-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const attentionRowsMax = 5;
const recentRowsMax = 10;

/** The overview of one workspace, limited to the environments that the caller sees. */
export const showOverviewEndpoint = ({ access, reader, readStandings, presentRuns, clock }: SurfaceParts) =>
  readEndpoint(showOverview, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, showOverview.capability);

    const now = clock.now();
    const [places, snapshot] = await Promise.all([
      access.listEnvironments(member),
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
    const calm = workspaceCalmOf(
      environments.map(({ id }) => id),
      standings,
      locale,
    );
    const body: z.input<typeof overview> = {
      ...all,
      state: workStateOf(work.issues, all, calm, locale),
      headline: workHeadlineOf(all, work, calm, locale),
      unread: unreadOf(work, locale),
      environments: environments.map(({ id, name, here, counts }) => ({
        id,
        name,
        state: workStateOf(here.issues, counts, environmentCalmOf(standings.get(id), locale), locale),
        ...counts,
      })),
      attention: attention.map(present),
      recent: snapshot.history.map(present),
      polling: pollingOf(work),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
