import type * as z from "zod";
import type { activity } from "../../../shared/contract/hub.ts";
import { showActivity } from "../../../shared/contract/operation-routes.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { openWorkOf } from "../counts.ts";
import { placesOf } from "../hub-filter.ts";
import { memberOr404 } from "../member-or-404.ts";
import { pollingOf, shownActive } from "../open-work-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const rowsMax = 3;

/** Active runs for the top of every page. An ended run disappears with the next poll and stays in the hub (spec 178). */
export const showActivityEndpoint = ({ access, reader, presentRuns, clock }: SurfaceParts) =>
  readEndpoint(showActivity, async ({ caller, locale, query, param }) => {
    const { environmentId } = query;
    const member = await memberOr404(access, caller, param("ws"), environmentId);
    need(member, showActivity.capability);

    const snapshot = await reader.readSnapshot(member, { environmentId, open: ["A"], rows: { newestActive: rowsMax } });
    const rows = shownActive(snapshot.work).slice(0, rowsMax);
    const present = await presentRuns(member, rows, locale, snapshot);
    const body: z.input<typeof activity> = {
      items: rows.map(present),
      active: openWorkOf(snapshot.work, environmentId).active,
      appliedFilters: placesOf(environmentId),
      polling: pollingOf(snapshot.work),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
