import type { Access } from "../../../shared/access/access-store.ts";
import type { Member } from "../../../shared/access/member.ts";
import { removeView, writeView } from "../../../shared/contract/view-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { type SavedView, type SavedViews, type ViewChange, viewsMax } from "../../../shared/records/saved-views.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound, ProblemError } from "../../middleware/errors.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { canSeeView, mayChangeView, viewAnswerOf } from "../../representations/view.ts";
import { changesOf } from "../changes.ts";
import { scopeIdOr422 } from "../scope-id.ts";

interface Dependencies {
  readonly access: Access;
  readonly views: Pick<SavedViews, "write" | "remove">;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** Saves a view of the hub for all members of the workspace. */
export const writeViewEndpoint = ({ access, views, auditEntries, clock }: Dependencies) =>
  writeEndpoint(writeView, async ({ caller, param, body }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, writeView.capability);
    const id = scopeIdOr422("view", param("view"));
    const filters = Object.fromEntries(
      Object.entries(body.filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    );
    if (!canSeeView(member, { filters }))
      throw invalid("filters.environmentId", "names an environment that does not exist");
    const view: SavedView = { id, name: body.name, filters, by: initiatorOf(caller), at: clock.now().toISOString() };
    const done = await views.write(member.workspace.id, view, {
      isVisible: (stored) => canSeeView(member, stored),
      mayChange: (stored) => mayChangeView(member, caller, stored),
      beside: (isNew, before) =>
        auditEntries.partOf(caller, {
          ...auditedView(member, id),
          action: "saved_view.written",
          metadata: {
            ...auditedContent(view),
            isNew,
            changes: changesOf(before && auditedContent(before), auditedContent(view)),
          },
        }),
    });
    return { status: 200, body: viewAnswerOf(member, caller, writtenOr(done)) };
  });

/** Removes a saved view. */
export const removeViewEndpoint = ({ access, views, auditEntries }: Dependencies) =>
  actionEndpoint(removeView, async ({ caller, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, removeView.capability);
    const id = param("view");
    const done = await views.remove(member.workspace.id, id, {
      isVisible: (stored) => canSeeView(member, stored),
      mayChange: (stored) => mayChangeView(member, caller, stored),
      beside: (_, before) =>
        auditEntries.partOf(caller, {
          ...auditedView(member, id),
          action: "saved_view.removed",
          metadata: before === undefined ? {} : auditedContent(before),
        }),
    });
    return { status: 200, body: viewAnswerOf(member, caller, writtenOr(done)) };
  });

const auditedView = ({ workspace }: Member, id: string) => ({
  workspaceId: workspace.id,
  environmentId: null,
  resourceType: "saved_view",
  resourceId: id,
});

const auditedContent = ({ name, filters = {} }: { readonly name?: unknown; readonly filters?: unknown }) => ({
  name,
  filters: new URLSearchParams(Object.entries(filters ?? {})).toString(),
});

function writtenOr(done: ViewChange): SavedView {
  switch (done.result) {
    case "written":
      return done.view;
    case "absent":
      throw notFound();
    case "refused":
      throw new ProblemError("capability_missing", {
        detail: "Another person saved this view. Changing it requires the capability tenant.settings.manage.",
      });
    case "name_taken":
      throw invalid("name", "is the name of another view; choose another one, or change that view");
    case "full":
      throw new ProblemError("limit_reached", {
        detail: `A workspace has at most ${viewsMax} saved views; remove one first.`,
      });
    default:
      return done satisfies never;
  }
}
