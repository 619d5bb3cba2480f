import type * as z from "zod";
import type { AccessWriter } from "../../../shared/access/access-writer.ts";
import type { People } from "../../../shared/access/people-store.ts";
import type { ProblemDetail } from "../../../shared/contract/problem.ts";
import type { workspaceAnswer } from "../../../shared/contract/system.ts";
import { writeWorkspace } from "../../../shared/contract/system-routes.ts";
import type { AuditWrite } from "../../../shared/ledger/write-together.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { inputInvalid, type ProblemError } from "../../middleware/errors.ts";
import { needPlatform, platformOr404 } from "../../middleware/platform-guard.ts";
import { auditedMember, membersFull } from "../audited-member.ts";
import { changesOf } from "../changes.ts";
import { scopeIdOr422 } from "../scope-id.ts";

interface Dependencies {
  readonly people: Pick<People, "findPlatform">;
  readonly writer: Pick<AccessWriter, "createWorkspace" | "renameWorkspace" | "appointOwner">;
  readonly auditEntries: Pick<AuditEntries, "partOf">;
}

/**
 * Creates a workspace with its first owner, or renames an existing one and keeps its members. An existing workspace
 * without an owner, which an earlier release could leave, gets the given one. Otherwise an `owner` who is not already an
 * owner is refused.
 */
export const writeWorkspaceEndpoint = ({ people, writer, auditEntries }: Dependencies) =>
  writeEndpoint(writeWorkspace, async ({ caller, param, body }) => {
    needPlatform(await platformOr404(people, caller), writeWorkspace.capability);
    const id = scopeIdOr422("ws", param("ws"));
    const { name, owner } = body;
    const auditPart: AuditWrite = (isNew, before) =>
      auditEntries.partOf(caller, {
        workspaceId: id,
        environmentId: null,
        action: "workspace.written",
        resourceType: "workspace",
        resourceId: id,
        metadata: { name, isNew, ...(isNew && { owner }), changes: changesOf(before, { name }) },
      });

    const created = owner !== undefined && (await writer.createWorkspace(id, { name, owner }, auditPart));
    if (!created) {
      if (owner !== undefined) {
        const appointed = await writer.appointOwner(id, owner, () =>
          auditEntries.partOf(caller, {
            ...auditedMember(id, owner),
            action: "member.written",
            metadata: { role: "owner", environments: "all" },
          }),
        );
        if (appointed.result === "full") throw membersFull("name an existing member as the owner");
        if (!("membership" in appointed)) throw ownerInvalid(notAnOwner);
      }
      if ((await writer.renameWorkspace(id, name, auditPart)) === "absent") throw ownerInvalid(ownerMissing);
    }
    const answer: z.input<typeof workspaceAnswer> = { id, name, created };
    return { status: 200, body: answer };
  });

const ownerMissing = { message: "is required to create a workspace", code: "required" } as const;
const notAnOwner = {
  message:
    "is not an owner of this existing workspace: omit it to rename the workspace, or have an owner change its members",
};

function ownerInvalid(what: Omit<ProblemDetail, "path">): ProblemError {
  const errors = [{ path: "owner", ...what }];
  return inputInvalid(errors);
}
