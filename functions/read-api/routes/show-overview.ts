import type * as z from "zod";
import { isArchived } from "../../../shared/access/member.ts";
import type { overview } from "../../../shared/contract/overview.ts";
import { showOverview } from "../../../shared/contract/workspace-routes.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import { workHeadlineOf, workStateOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { attentionOf } from "../attention.ts";
import { openWorkOf } from "../counts.ts";
import { historyFloor } from "../hub-filter.ts";
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
        history: { floor: historyFloor(now), entriesMax: recentRowsMax, choose: (entries) => entries },
      }),
    ]);
    const attention = attentionOf(look).slice(0, attentionRowsMax);
    const tell = await tellRuns(member, [...attention, ...look.history], locale, { ...look, places });
    const all = openWorkOf(look);
    const body: z.input<typeof overview> = {
      ...all,
      state: workStateOf(look.open, locale),
      headline: workHeadlineOf(all, locale),
      // What is archived promises nothing any more; it stays in the list of environments.
      environments: places
        .filter(({ id }) => !isArchived(member, id))
        .map(({ id, name }) => {
          const here = look.open.filter(({ run }) => run.environmentId === id);
          return { id, name, state: workStateOf(here, locale), ...openWorkOf(look, id) };
        }),
      attention: attention.map(tell),
      recent: look.history.map(tell),
      polling: derivePolling(look.open.map(({ run }) => run)),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
