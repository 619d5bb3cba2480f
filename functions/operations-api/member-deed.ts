import { accessLimits } from "../../shared/access/limits.ts";
import { ProblemError } from "../../shared/errors.ts";

/** A change of a membership, as the audit trail names it. */
export const memberDeed = (workspaceId: string, user: string) => ({
  workspaceId,
  environmentId: null,
  resourceType: "member",
  resourceId: user,
});

/** The refusal of one more member. */
export const membersFull = (whatToDo: string): ProblemError =>
  new ProblemError("limit_reached", {
    detail: `A workspace has at most ${accessLimits.members} members; ${whatToDo}.`,
  });
