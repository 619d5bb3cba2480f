import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RecordKind } from "../../../shared/contract/records.ts";
import { type Stored, textOf } from "../environment/fields.ts";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";

interface ArchiveActionsProps {
  readonly ws: string;
  readonly env: string;
  readonly kind: RecordKind;
  readonly record: Stored;
}

interface Archiving {
  readonly field: string;
  readonly archive: string;
  readonly unarchive: string;
  readonly purge: string;
  /** The capability that archives and takes back. */
  readonly capability: "tenant.backups.manage" | "tenant.restore.execute";
}

/** The operations that archive a record of a kind, take it back and delete it. */
const archives: Partial<Record<RecordKind, Archiving>> = {
  "backup-sets": {
    field: "backupSetId",
    archive: "backup_set.archive",
    unarchive: "backup_set.restore",
    purge: "backup_set.delete",
    capability: "tenant.backups.manage",
  },
  "restore-runs": {
    field: "restoreRunId",
    archive: "restore_run.delete",
    unarchive: "restore_run.restore",
    purge: "restore_run.force_delete",
    capability: "tenant.restore.execute",
  },
};
const atWork: ReadonlySet<string | undefined> = new Set([
  "draft",
  "scoped",
  "checked",
  "previewed",
  "queued",
  "running",
]);

/** Archives a record that no run is at work on; an archived one is taken back or deleted by a plan. */
export function ArchiveActions({ ws, env, kind, record }: ArchiveActionsProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const archiving = archives[kind];
  if (archiving === undefined || textOf(record, "purgedAt") !== undefined || textOf(record, "heldAt") !== undefined)
    return null;
  const { field, archive, unarchive, purge, capability } = archiving;
  const start = { ws, environmentId: env, values: { [field]: record.id } };
  if (textOf(record, "archivedAt") === undefined) {
    if (!can(capability) || atWork.has(textOf(record, "status"))) return null;
    return <StartButton {...start} type={archive} label={words.plan.archive} />;
  }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {can(capability) && <StartButton {...start} type={unarchive} label={words.plan.unarchive} />}
      {can("tenant.danger_zone") && <StartButton {...start} type={purge} label={words.plan.purge} />}
    </SpaceBetween>
  );
}
