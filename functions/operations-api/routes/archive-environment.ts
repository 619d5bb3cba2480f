import type { Access } from "../../../shared/access/access-store.ts";
import type { AccessWriter } from "../../../shared/access/access-writer.ts";
import { archiveEnvironment, unarchiveEnvironment } from "../../../shared/contract/workspace-routes.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { environmentAnswerOf } from "../../representations/environment.ts";

interface Dependencies {
  readonly access: Access;
  readonly writer: Pick<AccessWriter, "setArchived">;
  readonly auditEntries: AuditEntries;
}

/** Archives an environment. Runs in progress continue to their end; new starts are refused. */
export const archiveEnvironmentEndpoint = (parts: Dependencies) => endpointFor(archiveEnvironment, true, parts);

/** Restores an archived environment unchanged. */
export const unarchiveEnvironmentEndpoint = (parts: Dependencies) => endpointFor(unarchiveEnvironment, false, parts);

const endpointFor = (
  route: typeof archiveEnvironment | typeof unarchiveEnvironment,
  isArchived: boolean,
  { access, writer, auditEntries }: Dependencies,
) =>
  actionEndpoint(route, async ({ caller, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, route.capability);
    const { workspace, environment } = member;
    const isThere = await writer.setArchived(workspace.id, environment.id, isArchived, () =>
      auditEntries.partOf(caller, {
        workspaceId: workspace.id,
        environmentId: environment.id,
        action: isArchived ? "environment.archived" : "environment.unarchived",
        resourceType: "environment",
        resourceId: environment.id,
      }),
    );
    if (!isThere) throw notFound();
    return { status: 200, body: environmentAnswerOf(environment, isArchived) };
  });
