import type { Access, EnvironmentMember } from "../../shared/access/access-store.ts";
import type { Member } from "../../shared/access/member.ts";
import { notFound, ProblemError } from "../../shared/errors.ts";
import type { Caller } from "./caller.ts";

/** The caller as a member of the workspace. Throws the one 404 when they are none, whatever the reason. */
export async function workspaceOr404(access: Access, caller: Caller, workspaceId: string): Promise<Member> {
  const member = await access.enterWorkspace(caller.sub, workspaceId);
  if (member === undefined) throw notFound();
  return member;
}

/** The same for an environment: absent, hidden or of another workspace is all one. */
export async function environmentOr404(
  access: Access,
  caller: Caller,
  workspaceId: string,
  environmentId: string,
): Promise<EnvironmentMember> {
  const member = await access.enterEnvironment(caller.sub, workspaceId, environmentId);
  if (member === undefined) throw notFound();
  return member;
}

/** Throws 403. To be asked after everything that answers 404, so that a refusal tells nothing to outsiders. */
export function need(member: Member, capability: string): void {
  if (member.can(capability)) return;
  throw new ProblemError("capability_missing", { detail: `This needs the capability ${capability}.` });
}
