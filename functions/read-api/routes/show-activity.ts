import type * as z from "zod";
import type { activity } from "../../../shared/contract/hub.ts";
import { showActivity } from "../../../shared/contract/operation-routes.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { openWorkOf } from "../counts.ts";
import { enter } from "../enter.ts";
import { pollingOf, shownActive } from "../open-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const rowsMax = 3;

/** Active work for the top of every page. A run that ended is gone with the next look; what is left of it is elsewhere (spec 178). */
export const showActivityEndpoint = ({ access, reader, tellRuns, clock }: SurfaceParts) =>
  readEndpoint(showActivity, async ({ caller, locale, query, param }) => {
    const { environmentId } = query;
    const member = await enter(access, caller, param("ws"), environmentId);
    need(member, showActivity.capability);

    const look = await reader.look(member, { environmentId, open: ["A"], rows: { newestActive: rowsMax } });
    const rows = shownActive(look.work).slice(0, rowsMax);
    const tell = await tellRuns(member, rows, locale, look);
    const body: z.input<typeof activity> = {
      items: rows.map(tell),
      active: openWorkOf(look.work, environmentId).active,
      polling: pollingOf(look.work),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
