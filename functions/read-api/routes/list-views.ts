import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { listViews } from "../../../shared/contract/view-routes.ts";
import type { viewPage } from "../../../shared/contract/views.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { SavedViews } from "../../../shared/records/saved-views.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { canSeeView, viewAnswerOf } from "../../representations/view.ts";

interface Dependencies {
  readonly access: Access;
  readonly views: Pick<SavedViews, "list">;
  readonly clock: Clock;
}

/** All saved views of a workspace on one page: there are few. */
export const listViewsEndpoint = ({ access, views, clock }: Dependencies) =>
  readEndpoint(listViews, async ({ caller, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listViews.capability);
    const all = await views.list(member.workspace.id);
    const body: z.input<typeof viewPage> = {
      items: all.filter((view) => canSeeView(member, view)).map((view) => viewAnswerOf(member, caller, view)),
      appliedFilters: {},
      nextCursor: null,
      polling: { intervalSeconds: null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
