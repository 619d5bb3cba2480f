import type * as z from "zod";
import { isArchived } from "../../../shared/access/member.ts";
import type { overview } from "../../../shared/contract/overview.ts";
import { showOverview } from "../../../shared/contract/workspace-routes.ts";
import { unreadOf, workHeadlineOf, workStateOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { byEnvironment, openWorkOf } from "../counts.ts";
import { historyFloor } from "../hub-filter.ts";
import { pollingOf, shownIssues } from "../open-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const attentionRowsMax = 5;
const recentRowsMax = 10;

/** One workspace on one page, as far as its environments are the caller's to see. */
export const showOverviewEndpoint = ({ access, reader, tellRuns, clock }: SurfaceParts) =>
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
    const body: z.input<typeof overview> = {
      ...all,
      state: workStateOf(work.issues, all, locale),
      headline: workHeadlineOf(all, work, locale),
      unread: unreadOf(work, locale),
      // What is archived promises nothing any more; it stays in the list of environments.
      environments: places
        .filter(({ id }) => !isArchived(member, id))
        .map(({ id, name }) => {
          const here = workIn(id);
          const counts = openWorkOf(here, id);
          return { id, name, state: workStateOf(here.issues, counts, locale), ...counts };
        }),
      attention: attention.map(tell),
      recent: look.history.map(tell),
      polling: pollingOf(work),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
