import { accessLimits } from "../../shared/access/limits.ts";
import { ProblemError } from "../middleware/errors.ts";

/** The audit fields of a change to a membership. */
export const auditedMember = (workspaceId: string, user: string) => ({
  workspaceId,
  environmentId: null,
  resourceType: "member",
  resourceId: user,
});

/** The problem for a workspace that has reached its member limit. */
export const membersFull = (remedy: string): ProblemError =>
  new ProblemError("limit_reached", {
    detail: `A workspace has at most ${accessLimits.members} members; ${remedy}.`,
  });
