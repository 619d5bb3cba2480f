import { createBackupSets } from "../../../shared/records/backup-sets.ts";
import type { Call } from "../events.ts";
import type { World } from "../world.ts";

interface AuditedBackupAction {
  readonly name: string;
  readonly action: string;
  readonly arrange?: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
}

const records = "/api/workspaces/acme/environments/acme-prod/records";

/** Changes of backups by people. */
export const auditedBackupActions: readonly AuditedBackupAction[] = [
  {
    name: "making a backup schedule",
    action: "backup_schedule.written",
    request: () => ({
      method: "PUT",
      path: `${records}/backup-schedules/daily`,
      body: { name: "Daily", isEnabled: true, keepLast: 7 },
    }),
  },
  {
    name: "keeping a backup set",
    action: "backup_set.hold_changed",
    async arrange(world) {
      const scope = { workspaceId: "acme", environmentId: "acme-prod" };
      const by = { runId: "set-1", attempt: 1 };
      await createBackupSets(world).begin(scope, { id: "set-1", name: "Set", by, n: 1 });
      return "set-1";
    },
    request: (id) => ({
      method: "POST",
      path: `${records}/backup-sets/${id}/hold`,
      body: { isHeld: true, reason: "Needed for an audit." },
    }),
  },
];
