import { digestOf } from "../plans/plan-guard.ts";
import { hashOfTargets } from "../policies/assignment-set.ts";
import { contentHash } from "../provider/content-hash.ts";
import type { RestoreItem, RestoreRecord } from "./restore-record.ts";

/** Identifies what a preview shows: each item, what is written, and the provider's state it was compared with. */
export function digestOfChanges(
  { action = "restore", backupSetId, sourceEnvironmentId, baselineSnapshotId, providerConnectionId }: RestoreRecord,
  items: readonly RestoreItem[],
): string {
  const subject = {
    providerConnectionId,
    ...(backupSetId !== undefined && { backupSetId }),
    ...(sourceEnvironmentId !== undefined && { sourceEnvironmentId }),
    ...(baselineSnapshotId !== undefined && { baselineSnapshotId }),
  };
  return digestOf(
    action,
    subject,
    items.map(({ itemId, contentHash: version, preview }) => ({
      id: itemId,
      action: preview?.change ?? "none",
      state: contentHash([
        version,
        preview?.currentHash ?? null,
        preview?.targets === undefined ? null : hashOfTargets(preview.targets),
        ...(preview?.boundId === undefined ? [] : [preview.boundId]),
        ...(preview?.scopeTagIds === undefined ? [] : [preview.scopeTagIds]),
        ...(preview?.actionIds === undefined ? [] : [preview.actionIds]),
      ]),
    })),
  );
}
