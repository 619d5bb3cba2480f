import type { Access, EnvironmentMember } from "../../shared/access/access-store.ts";
import type { Member } from "../../shared/access/member.ts";
import type { Caller } from "./caller.ts";
import { notFound, ProblemError } from "./errors.ts";

/** The caller as a member of the workspace. Throws the common 404 when they are not, whatever the reason. */
export async function workspaceOr404(access: Access, caller: Caller, workspaceId: string): Promise<Member> {
  const member = await access.enterWorkspace(caller.sub, workspaceId);
  if (member === undefined) throw notFound();
  return member;
}

/** The same for an environment. One that is absent, hidden or in another workspace gives the same 404. */
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

/** Throws 403 without the capability. Call it after all 404 checks: a 403 confirms that the scope exists. */
export function need(member: Member, capability: string): void {
  if (member.can(capability)) return;
  throw new ProblemError("capability_missing", { detail: `This requires the capability ${capability}.` });
}

/**
 * Throws 403 for an API client. What decides whether a client needs an approval, a client does not change: it would lift
 * its own limit.
 */
export function needPerson({ kind }: Pick<Member, "kind">, settings: string): void {
  if (kind === "person") return;
  throw new ProblemError("capability_missing", {
    detail: `An API client cannot change ${settings}, because they limit API clients. Leave them out, or ask a person.`,
  });
}

/**
 * Rules, channels and deliveries of alerts concern the whole workspace; so only a member who sees all of it may change
 * them, or read what was sent.
 */
export function needAllEnvironments(member: Pick<Member, "environments">): void {
  if (member.environments === "all") return;
  throw new ProblemError("capability_missing", {
    detail: "Alerts are set for the whole workspace. Ask a member who sees all of its environments.",
  });
}
