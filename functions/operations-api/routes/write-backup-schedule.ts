import type { Access } from "../../../shared/access/access-store.ts";
import { writeBackupSchedule } from "../../../shared/contract/backup-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { BackupSchedules } from "../../../shared/records/backup-schedules.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { scopeIdOr422 } from "../scope-id.ts";

interface Dependencies {
  readonly access: Access;
  readonly schedules: Pick<BackupSchedules, "write">;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** Creates, changes or archives a backup schedule of an environment. */
export const writeBackupScheduleEndpoint = ({ access, schedules, auditEntries, clock }: Dependencies) =>
  writeEndpoint(writeBackupSchedule, async ({ caller, locale, param, body }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, writeBackupSchedule.capability);
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = scopeIdOr422("id", param("id"));
    const { name, keepLast, isEnabled, isArchived = false } = body;
    const written = await schedules.write(
      scope,
      { id, name, keepLast, isEnabled, isArchived, createdByUserId: initiatorOf(caller).id },
      (isNew) =>
        auditEntries.partOf(caller, {
          ...scope,
          action: "backup_schedule.written",
          resourceType: "backup_schedule",
          resourceId: id,
          metadata: { name, keepLast, isEnabled, isArchived, isNew },
        }),
    );
    return { status: 200, body: recordAnswerOf("backup-schedules", written, locale, clock.now()) };
  });
