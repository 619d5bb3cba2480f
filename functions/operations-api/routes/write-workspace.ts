import type * as z from "zod";
import type { AccessWriter } from "../../../shared/access/access-writer.ts";
import type { People } from "../../../shared/access/people-store.ts";
import type { workspaceAnswer } from "../../../shared/contract/system.ts";
import { writeWorkspace } from "../../../shared/contract/system-routes.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { needPlatform, platformOr404 } from "../../middleware/platform-guard.ts";
import { scopeIdOr422 } from "../scope-id.ts";

interface Parts {
  readonly people: Pick<People, "findPlatform">;
  readonly writer: Pick<AccessWriter, "writeWorkspace">;
  readonly auditEntries: AuditEntries;
}

/** Makes a workspace with its first owner. One that exists is renamed, and its members stay as they are. */
export const writeWorkspaceEndpoint = ({ people, writer, auditEntries }: Parts) =>
  writeEndpoint(writeWorkspace, async ({ caller, param, body }) => {
    needPlatform(await platformOr404(people, caller), writeWorkspace.capability);
    const id = scopeIdOr422("ws", param("ws"));
    const written = await writer.writeWorkspace(id, body, (isNew) =>
      auditEntries.beside(caller, {
        workspaceId: id,
        environmentId: null,
        action: "workspace.written",
        resourceType: "workspace",
        resourceId: id,
        metadata: { name: body.name, isNew, ...(isNew && { owner: body.owner }) },
      }),
    );
    const answer: z.input<typeof workspaceAnswer> = { id, name: body.name, created: written === "created" };
    return { status: 200, body: answer };
  });
