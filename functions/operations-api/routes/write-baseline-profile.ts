import type { Access } from "../../../shared/access/access-store.ts";
import { writeBaselineProfile } from "../../../shared/contract/baseline-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { BaselineProfiles } from "../../../shared/records/baseline-profiles.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { scopeIdOr422 } from "../scope-id.ts";

interface Dependencies {
  readonly access: Access;
  readonly profiles: Pick<BaselineProfiles, "write">;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** Creates or changes what a baseline of this environment is captured from. */
export const writeBaselineProfileEndpoint = ({ access, profiles, auditEntries, clock }: Dependencies) =>
  writeEndpoint(writeBaselineProfile, async ({ caller, locale, param, body }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, writeBaselineProfile.capability);
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = scopeIdOr422("id", param("id"));
    const { name, policyIds } = body;
    const written = await profiles.write(
      scope,
      {
        ...{ id, name, sourceEnvironmentId: scope.environmentId, createdByUserId: initiatorOf(caller).id },
        selection: policyIds === undefined ? "all" : [...new Set(policyIds)].sort(),
      },
      (isNew) =>
        auditEntries.partOf(caller, {
          ...scope,
          action: "baseline_profile.written",
          resourceType: "baseline_profile",
          resourceId: id,
          metadata: { name, isNew },
        }),
    );
    if (written === undefined) {
      throw new ProblemError("input_invalid", {
        detail: "A profile with this id captures another environment; choose another id.",
        errors: [{ path: "id", code: "not_allowed", message: "belongs to another environment" }],
      });
    }
    return { status: 200, body: recordAnswerOf("baseline-profiles", written, locale, clock.now()) };
  });
