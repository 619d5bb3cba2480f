import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { AccessWriter } from "../../../shared/access/access-writer.ts";
import type { StoredMembership } from "../../../shared/access/items.ts";
import { sees } from "../../../shared/access/member.ts";
import type { memberAnswer } from "../../../shared/contract/people.ts";
import { removeMember, writeMember } from "../../../shared/contract/workspace-routes.ts";
import { notFound, ProblemError } from "../../../shared/errors.ts";
import type { Locale } from "../../../shared/presenter/locale.ts";
import { roleLabelOf } from "../../../shared/presenter/surface-words.ts";
import { isReservedSubject, subjectPattern } from "../../../shared/subject.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { memberDeed, membersFull } from "../member-deed.ts";

interface Parts {
  readonly access: Access;
  readonly writer: Pick<AccessWriter, "writeMember" | "removeMember">;
  readonly auditEntries: AuditEntries;
}

/** Lets somebody in, or changes what they are. Environments that do not exist are refused, not stored for later. */
export const writeMemberEndpoint = ({ access, writer, auditEntries }: Parts) =>
  writeEndpoint(writeMember, async ({ caller, locale, param, body }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, writeMember.capability);
    const workspaceId = member.workspace.id;
    const user = param("user");
    const { role } = body;
    const environments = body.environments === "all" ? "all" : [...new Set(body.environments)];
    if (!subjectPattern.test(user))
      throw invalid("user", "must be 1 to 255 printable ASCII characters without a space");
    if (isReservedSubject(user))
      throw invalid("user", "is reserved for the platform: name the subject of a person's tokens");
    if (role === "owner" && environments !== "all") {
      throw invalid("environments", 'must be "all" for an owner: limit them with the role manager instead');
    }
    if (environments !== "all") {
      const names = await access.findEnvironmentNames(workspaceId, environments);
      // One that the caller does not see is no more there than one that does not exist.
      const isThere = (id: string) => sees(member, id) && names.has(id);
      if (!environments.every(isThere)) throw invalid("environments", "names one that is not there");
    }

    const written = await writer.writeMember(workspaceId, user, { role, environments }, () =>
      auditEntries.beside(caller, {
        ...memberDeed(workspaceId, user),
        action: "member.written",
        metadata: { role, environments },
      }),
    );
    if (!("membership" in written))
      throw written.result === "full" ? membersFull("remove one who is no longer needed") : lastOwner();
    return { status: 200, body: answerOf(user, written.membership, locale) };
  });

/** Ends a membership. The person stays on the list of those who were here. */
export const removeMemberEndpoint = ({ access, writer, auditEntries }: Parts) =>
  actionEndpoint(removeMember, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, removeMember.capability);
    const workspaceId = member.workspace.id;
    const user = param("user");

    const written = await writer.removeMember(workspaceId, user, () =>
      auditEntries.beside(caller, { ...memberDeed(workspaceId, user), action: "member.removed" }),
    );
    if (written.result === "absent") throw notFound();
    if (!("membership" in written)) throw lastOwner();
    return { status: 200, body: answerOf(user, written.membership, locale) };
  });

const lastOwner = () => new ProblemError("last_owner", { detail: "Make somebody else an owner first." });

const invalid = (path: string, message: string) =>
  new ProblemError("input_invalid", { detail: "See errors for what to change.", errors: [{ path, message }] });

function answerOf(id: string, { role, environments, removedAt }: StoredMembership, locale: Locale) {
  const answer: z.input<typeof memberAnswer> = {
    id,
    role,
    roleLabel: roleLabelOf(role, locale),
    environments: environments === "all" ? "all" : [...environments],
    removedAt: removedAt ?? null,
  };
  return answer;
}
