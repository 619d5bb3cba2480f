import type { Access } from "../../../shared/access/access-store.ts";
import { showBulkAction } from "../../../shared/contract/operation-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { BulkActions } from "../../../shared/records/bulk-actions.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { bulkAnswerOf } from "../../representations/bulk-action.ts";

interface Dependencies {
  readonly access: Access;
  readonly bulkActions: Pick<BulkActions, "find">;
  readonly clock: Clock;
}

/** A bulk action with the results of the runs that the caller sees; 404 when they see none of them. */
export const showBulkActionEndpoint = ({ access, bulkActions, clock }: Dependencies) =>
  readEndpoint(showBulkAction, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, showBulkAction.capability);
    const found = await bulkActions.find(member.workspace.id, param("bulk"));
    const body = found && bulkAnswerOf(member, found, locale, clock.now());
    if (body === undefined || body.items.length === 0) throw notFound();
    return { status: 200, body };
  });
