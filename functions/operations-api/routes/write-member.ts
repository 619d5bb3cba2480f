import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { AccessWriter } from "../../../shared/access/access-writer.ts";
import { hasCapability } from "../../../shared/access/capabilities.ts";
import type { StoredMembership } from "../../../shared/access/items.ts";
import { sees } from "../../../shared/access/member.ts";
import { isReservedSubject, subjectPattern } from "../../../shared/access/subject.ts";
import type { memberAnswer } from "../../../shared/contract/people.ts";
import { decidePlan } from "../../../shared/contract/plan-routes.ts";
import { removeMember, writeMember } from "../../../shared/contract/workspace-routes.ts";
import type { Locale } from "../../../shared/presenter/locale.ts";
import { roleLabelOf } from "../../../shared/presenter/surface-words.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound, ProblemError } from "../../middleware/errors.ts";
import { need, needPerson, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { auditedMember, membersFull } from "../audited-member.ts";
import { changesOf } from "../changes.ts";

interface Dependencies {
  readonly access: Access;
  readonly writer: Pick<AccessWriter, "writeMember" | "removeMember">;
  readonly auditEntries: AuditEntries;
}

/** Adds a member or changes their role and environments. Environments that do not exist are refused. */
export const writeMemberEndpoint = ({ access, writer, auditEntries }: Dependencies) =>
  writeEndpoint(writeMember, async ({ caller, locale, param, body }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, writeMember.capability);
    const workspaceId = member.workspace.id;
    const user = param("user");
    const { role, kind, ownerId } = body;
    if (kind !== undefined || ownerId !== undefined) needPerson(member, "the kind and the owner of members");
    // Otherwise a client could add the person who approves its own requests.
    if (hasCapability(role, decidePlan.capability)) needPerson(member, "who decides about approvals");
    const environments = body.environments === "all" ? "all" : [...new Set(body.environments)];
    if (!subjectPattern.test(user))
      throw invalid("user", "must be 1 to 255 printable ASCII characters without a space");
    if (isReservedSubject(user))
      throw invalid("user", "is reserved for the platform: use the subject of the person's tokens");
    if (role === "owner" && environments !== "all") {
      throw invalid("environments", 'must be "all" for an owner: use the role manager to limit environments');
    }
    if (environments !== "all") {
      const names = await access.findEnvironmentNames(workspaceId, environments);
      // An environment the caller does not see is treated as absent.
      const isThere = (id: string) => sees(member, id) && names.has(id);
      if (!environments.every(isThere)) throw invalid("environments", "names an environment that does not exist");
    }

    const rights = { role, environments } as const;
    const account = { ...(kind !== undefined && { kind }), ...(ownerId !== undefined && { ownerId }) };
    const written = await writer.writeMember(workspaceId, user, { ...rights, ...account }, (isNew, before) =>
      auditEntries.partOf(caller, {
        ...auditedMember(workspaceId, user),
        action: "member.written",
        metadata: {
          ...rights,
          ...account,
          isNew,
          changes: changesOf(before, { ...rights, ...account, removedAt: null }),
        },
      }),
    );
    if (!("membership" in written)) {
      if (written.result === "account_owner_invalid") throw invalid("ownerId", accountOwnerInvalid);
      throw written.result === "full" ? membersFull("remove a member first") : lastOwner();
    }
    return { status: 200, body: answerOf(user, written.membership, locale) };
  });

/** Ends a membership. The person stays listed as a former member. */
export const removeMemberEndpoint = ({ access, writer, auditEntries }: Dependencies) =>
  actionEndpoint(removeMember, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, removeMember.capability);
    const workspaceId = member.workspace.id;
    const user = param("user");

    const written = await writer.removeMember(workspaceId, user, () =>
      auditEntries.partOf(caller, { ...auditedMember(workspaceId, user), action: "member.removed" }),
    );
    if (written.result === "absent") throw notFound();
    if (!("membership" in written)) throw lastOwner();
    return { status: 200, body: answerOf(user, written.membership, locale) };
  });

const accountOwnerInvalid =
  "must be the subject of a member who is a person with an account of their own; a client needs one, and the owner of an account cannot have an owner";

const lastOwner = () =>
  new ProblemError("last_owner", { detail: "A workspace needs an owner. Make another member an owner first." });

function answerOf(id: string, { role, environments, kind, ownerId, removedAt }: StoredMembership, locale: Locale) {
  const answer: z.input<typeof memberAnswer> = {
    id,
    role,
    roleLabel: roleLabelOf(role, locale),
    environments: environments === "all" ? "all" : [...environments],
    kind,
    ownerId: ownerId ?? null,
    removedAt: removedAt ?? null,
  };
  return answer;
}
