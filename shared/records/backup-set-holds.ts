import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { type BackupSetRecord, backupSet } from "./backup-sets.ts";
import { createRecordStore, type RecordScope } from "./record-store.ts";

const kind = "backup-sets";

/** Backup sets that a person keeps: neither retention nor a purge touches them. */
export function createBackupSetHolds(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, id: string): Promise<BackupSetRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : backupSet.parse(record);
  }

  return {
    find,

    /** Holds a set or gives it free, with the audit entry; undefined when its purge has begun. Idempotent. */
    async write(
      scope: RecordScope,
      id: string,
      { isHeld, reason, byUserId }: { readonly isHeld: boolean; readonly reason: string; readonly byUserId: string },
      beside: AuditWrite,
    ): Promise<BackupSetRecord | undefined> {
      const before = await find(scope, id);
      if (before === undefined || before.purgingRunId !== undefined) return undefined;
      if ((before.heldAt !== undefined) === isHeld) return before;
      const change = isHeld
        ? "SET #record.#heldAt = :now, #record.#heldByUserId = :byUserId, #record.#holdReason = :reason"
        : "REMOVE #record.#heldAt, #record.#heldByUserId, #record.#holdReason";
      const condition = "attribute_exists(pk) AND attribute_not_exists(#record.#purgingRunId)";
      const values = isHeld ? { now: target.clock.now().toISOString(), byUserId, reason } : {};
      const part = store.updatePart(scope, kind, id, change, condition, values);
      return (await writeTogether(target, [part, beside(false)])) ? find(scope, id) : undefined;
    },
  };
}
export type BackupSetHolds = ReturnType<typeof createBackupSetHolds>;
