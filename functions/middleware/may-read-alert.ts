import { isArchived, type Member, sees } from "../../shared/access/member.ts";
import type { Alert } from "../../shared/run/alert.ts";

/** Whether a member sees an alert: one of the workspace, or of an environment that they see and that is not archived. */
export const mayReadAlert = (member: Member, { facts: { environmentId } }: Alert): boolean =>
  sees(member, environmentId) && !isArchived(member, environmentId);
