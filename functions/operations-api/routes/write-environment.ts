import * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { AccessWriter } from "../../../shared/access/access-writer.ts";
import { accessLimits } from "../../../shared/access/limits.ts";
import { isArchived, sees } from "../../../shared/access/member.ts";
import { writeEnvironment } from "../../../shared/contract/workspace-routes.ts";
import { approvalRule } from "../../../shared/run/approval-rule.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { notFound, ProblemError } from "../../middleware/errors.ts";
import { need, needPerson, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { changesOf } from "../changes.ts";
import { scopeIdOr422 } from "../scope-id.ts";

const audited = z.looseObject({ name: z.string(), approval: approvalRule.nullable().optional() });

interface Dependencies {
  readonly access: Access;
  readonly writer: Pick<AccessWriter, "writeEnvironment">;
  readonly auditEntries: AuditEntries;
}

/**
 * Creates an environment, or changes its name and approval rule. A restricted member gets the same 404 for any other,
 * whether it exists or not.
 */
export const writeEnvironmentEndpoint = ({ access, writer, auditEntries }: Dependencies) =>
  writeEndpoint(writeEnvironment, async ({ caller, param, body }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    if (!sees(member, param("env"))) throw notFound();
    need(member, writeEnvironment.capability);
    if (body.approval !== undefined) needPerson(member, "approval rules");
    const environmentId = scopeIdOr422("env", param("env"));
    const workspaceId = member.workspace.id;

    const written = await writer.writeEnvironment(workspaceId, environmentId, body, (isNew, before) =>
      auditEntries.partOf(caller, {
        workspaceId,
        environmentId,
        action: "environment.written",
        resourceType: "environment",
        resourceId: environmentId,
        metadata: {
          name: body.name,
          isNew,
          changes: changesOf(before && settingsOf(audited.parse(before)), settingsOf(body)),
        },
      }),
    );
    if (written === "full") {
      throw new ProblemError("limit_reached", {
        detail: `A workspace has at most ${accessLimits.environments} environments. Have an archived one erased first.`,
      });
    }
    const stored = await access.enterEnvironment(caller.sub, workspaceId, environmentId);
    const approval = stored?.environment.approval ?? null;
    return {
      status: 200,
      body: { id: environmentId, name: body.name, isArchived: isArchived(member, environmentId), approval },
    };
  });

/** The settings of an environment, one value each, as their change is recorded. */
function settingsOf({ name, approval }: z.infer<typeof audited>) {
  if (approval === undefined) return { name };
  const { destructive = null, mutation = null, clients = null } = approval ?? {};
  return { name, approvalDestructive: destructive, approvalMutation: mutation, approvalClients: clients };
}
