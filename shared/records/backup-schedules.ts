import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

export const backupSchedule = z.object({
  id: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  /** The number of complete sets that retention keeps, besides held ones. */
  keepLast: z.number().int().min(1),
  createdAt: z.string(),
  createdByUserId: z.string(),
  archivedAt: z.string().optional(),
});
export type BackupScheduleRecord = z.infer<typeof backupSchedule>;

const kind = "backup-schedules";
/** Each retry means that a concurrent writer changed the same schedule. */
const roundsMax = 5;

/** Which backups belong together, and how many of them are kept. */
export function createBackupSchedules(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, id: string): Promise<BackupScheduleRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : backupSchedule.parse(record);
  }

  return {
    find,

    /** Creates a schedule or replaces its fields, together with the audit entry; a repeated request changes nothing. */
    async write(
      scope: RecordScope,
      wanted: Omit<BackupScheduleRecord, "createdAt" | "archivedAt"> & { readonly isArchived: boolean },
      beside: AuditWrite,
    ): Promise<BackupScheduleRecord> {
      const { isArchived, createdByUserId, ...fields } = wanted;
      for (let round = 0; round < roundsMax; round++) {
        const stored = await find(scope, wanted.id);
        const now = target.clock.now().toISOString();
        const archivedAt = isArchived ? (stored?.archivedAt ?? now) : undefined;
        const record = backupSchedule.parse({
          ...fields,
          createdAt: stored?.createdAt ?? now,
          createdByUserId: stored?.createdByUserId ?? createdByUserId,
          ...(archivedAt !== undefined && { archivedAt }),
        });
        if (stored !== undefined && isDeepStrictEqual(stored, record)) return stored;
        const isAsRead = "#record.#name = :name AND #record.#keepLast = :keepLast AND #record.#isEnabled = :isEnabled";
        const part = store.putPart(
          scope,
          kind,
          wanted.id,
          record,
          stored === undefined ? isAbsent : isAsRead,
          stored === undefined ? {} : { name: stored.name, keepLast: stored.keepLast, isEnabled: stored.isEnabled },
        );
        if (await writeTogether(target, [part, beside(stored === undefined)])) return record;
      }
      throw new Error(`writing backup schedule ${wanted.id}: others kept changing it; try again`);
    },

    /** In the order of their ids. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, request);
      return { ...page, records: page.records.map((record) => backupSchedule.parse(record)) };
    },
  };
}
export type BackupSchedules = ReturnType<typeof createBackupSchedules>;
