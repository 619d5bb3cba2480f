import type { Access } from "../../shared/access/access-store.ts";
import type { Member, Place } from "../../shared/access/member.ts";
import type { Caller } from "../middleware/caller.ts";
import { environmentOr404, workspaceOr404 } from "../middleware/scope-guard.ts";

/** The caller as a member of the workspace, and of the environment if one is given. Throws the common 404 otherwise. */
export async function memberOr404(
  access: Access,
  caller: Caller,
  workspaceId: string,
  environmentId: string | undefined,
): Promise<Member & { readonly environment?: Place }> {
  return environmentId === undefined
    ? workspaceOr404(access, caller, workspaceId)
    : environmentOr404(access, caller, workspaceId, environmentId);
}
