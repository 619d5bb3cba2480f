import { type Member, sees } from "../../shared/access/member.ts";
import type { ViewAnswer } from "../../shared/contract/views.ts";
import type { SavedView } from "../../shared/records/saved-views.ts";
import { type Caller, initiatorOf } from "../middleware/caller.ts";

/** Whether a member may see a view: it must not name an environment that is hidden from them. */
export function canSeeView(member: Member, { filters }: Pick<SavedView, "filters">): boolean {
  return filters.environmentId === undefined || sees(member, filters.environmentId);
}

/** Whether a member may change a view: their own, or any with the right to manage the workspace's settings. */
export function mayChangeView(member: Member, caller: Caller, { by }: Pick<SavedView, "by">): boolean {
  if (!member.can("tenant.operations.start")) return false;
  return by.id === initiatorOf(caller).id || member.can("tenant.settings.manage");
}

export function viewAnswerOf(member: Member, caller: Caller, view: SavedView): ViewAnswer {
  const { id, name, filters, by, at } = view;
  const isChangeable = mayChangeView(member, caller, view);
  return { id, name, filters, by: { id: by.id, name: by.name }, at, isChangeable };
}
