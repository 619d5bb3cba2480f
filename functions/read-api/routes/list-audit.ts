import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { auditPage } from "../../../shared/contract/audit.ts";
import { listAudit } from "../../../shared/contract/workspace-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { auditChangesOf, auditSummaryOf } from "../../../shared/presenter/audit-summary.ts";
import type { Audit } from "../../../shared/records/audit.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { Cursors } from "../cursor.ts";

interface Dependencies {
  readonly access: Access;
  readonly audit: Pick<Audit, "list">;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** The audit trail of a workspace, limited to the environments that the caller sees. */
export const listAuditEndpoint = ({ access, audit, cursors, clock }: Dependencies) =>
  readEndpoint(listAudit, async ({ caller, locale, query, param }) => {
    const workspaceId = param("ws");
    const { limit, cursor, ...wanted } = query;
    const filter = Object.fromEntries(
      Object.entries(wanted).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    const use = { caller: caller.sub, route: listAudit.name, workspaceId, filter };
    const before = await cursors.open(use, cursor);
    const { environmentId } = wanted;
    const member = await (environmentId === undefined
      ? workspaceOr404(access, caller, workspaceId)
      : environmentOr404(access, caller, workspaceId, environmentId));
    need(member, listAudit.capability);

    const { environments } = member;
    const page = await audit.list({ workspaceId, environments, before, limit, filter: wanted });
    const body: z.input<typeof auditPage> = {
      items: page.entries.map((entry) => ({
        ...entry,
        summary: auditSummaryOf(entry, locale),
        changes: auditChangesOf(entry, locale),
        note: typeof entry.metadata.note === "string" ? entry.metadata.note : null,
      })),
      appliedFilters: filter,
      nextCursor: await cursors.seal(use, page.nextBefore),
      polling: { intervalSeconds: null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
