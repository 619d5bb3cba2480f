import { writeBaselineProfile } from "../../../shared/contract/baseline-routes.ts";
import type { BaselineProfiles } from "../../../shared/records/baseline-profiles.ts";
import { ProblemError } from "../../middleware/errors.ts";
import { type WriteRecordDependencies, writeRecordEndpoint } from "../write-environment-record.ts";

interface Dependencies extends WriteRecordDependencies {
  readonly profiles: Pick<BaselineProfiles, "write">;
}

/** Creates or changes what a baseline of this environment is captured from. */
export const writeBaselineProfileEndpoint = ({ profiles, ...rest }: Dependencies) =>
  writeRecordEndpoint(writeBaselineProfile, rest, {
    kind: "baseline-profiles",
    resourceType: "baseline_profile",
    async write({ scope, id, body: { name, policyIds }, userId }, entryOf) {
      const written = await profiles.write(
        scope,
        {
          ...{ id, name, sourceEnvironmentId: scope.environmentId, createdByUserId: userId },
          selection: policyIds === undefined ? "all" : [...new Set(policyIds)].sort(),
        },
        (isNew) => entryOf({ name, isNew }),
      );
      if (written !== undefined) return written;
      throw new ProblemError("input_invalid", {
        detail: "A profile with this id captures another environment; choose another id.",
        errors: [{ path: "id", code: "not_allowed", message: "belongs to another environment" }],
      });
    },
  });
