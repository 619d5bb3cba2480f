import type * as z from "zod";
import { isArchived } from "../../../shared/access/member.ts";
import type { overview } from "../../../shared/contract/overview.ts";
import { showOverview } from "../../../shared/contract/workspace-routes.ts";
import { environmentCalmOf, workspaceCalmOf } from "../../../shared/presenter/standing-words.ts";
import { unreadOf, workHeadlineOf, workStateOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { byEnvironment, isIdle, openWorkOf } from "../counts.ts";
import { historyFloor } from "../hub-filter.ts";
import { pollingOf, shownIssues } from "../open-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const attentionRowsMax = 5;
const recentRowsMax = 10;

/** One workspace on one page, as far as its environments are the caller's to see. */
export const showOverviewEndpoint = ({ access, reader, readStandings, tellRuns, clock }: SurfaceParts) =>
  readEndpoint(showOverview, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, showOverview.capability);

    const now = clock.now();
    const [places, look] = await Promise.all([
      access.listEnvironments(member),
      reader.look(member, {
        open: ["A", "P"],
        rows: { issues: attentionRowsMax },
        history: { floor: historyFloor(now), entriesMax: recentRowsMax, choose: (entries) => entries },
      }),
    ]);
    const attention = shownIssues(look.work).slice(0, attentionRowsMax);
    const tell = await tellRuns(member, [...attention, ...look.history], locale, { ...look, places });
    const { work } = look;
    const all = openWorkOf(work);
    const workIn = byEnvironment(work);
    // What is archived promises nothing any more; it stays in the list of environments.
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
      attention: attention.map(tell),
      recent: look.history.map(tell),
      polling: pollingOf(work),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
