import type { Access } from "../../../shared/access/access-store.ts";
import { holdBackupSet } from "../../../shared/contract/backup-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { BackupSetHolds } from "../../../shared/records/backup-set-holds.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { notFound, ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { isRecordId } from "../../representations/record-access.ts";

interface Dependencies {
  readonly access: Access;
  readonly holds: BackupSetHolds;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** Keeps a backup set from retention and purges, or gives it free. */
export const holdBackupSetEndpoint = ({ access, holds, auditEntries, clock }: Dependencies) =>
  writeEndpoint(holdBackupSet, async ({ caller, locale, param, body }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    need(member, holdBackupSet.capability);
    const id = param("id");
    if (!isRecordId(id) || (await holds.find(scope, id)) === undefined) throw notFound();
    const { isHeld, reason } = body;
    const set = await holds.write(scope, id, { isHeld, reason, byUserId: initiatorOf(caller).id }, () =>
      auditEntries.partOf(caller, {
        ...scope,
        action: "backup_set.hold_changed",
        resourceType: "backup_set",
        resourceId: id,
        metadata: { isHeld, reason },
      }),
    );
    if (set === undefined) {
      throw new ProblemError("action_not_available", { detail: "The backup set is being deleted, or was deleted." });
    }
    return { status: 200, body: recordAnswerOf("backup-sets", set, locale, clock.now()) };
  });
