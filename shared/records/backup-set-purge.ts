import type { StoreTarget } from "../ledger/store.ts";
import { type BackupItemRecord, type BackupSetRecord, backupItem, backupSet } from "./backup-sets.ts";
import { createRecordStore, forEachOf, type RecordScope } from "./record-store.ts";
import { restoreRun } from "./restore-run-records.ts";

const contentKind = (setId: string) => `backup-set-content:${setId}`;
const itemsKind = (setId: string) => `backup-set-items:${setId}`;
const unfinished: ReadonlySet<string> = new Set(["draft", "scoped", "checked", "queued", "running"]);

type ScheduledSet = BackupSetRecord & { readonly n: number; readonly isBeingRestored: boolean };

interface Sets {
  listItems(scope: RecordScope, id: string): Promise<readonly BackupItemRecord[]>;
}

/** What the purge of a backup set reads and overwrites. */
export function createBackupSetPurge(target: StoreTarget, sets: Sets) {
  const store = createRecordStore(target);

  return {
    /**
     * The bodies that other sets contain, each with one of the sets. Sets of older releases have no holds, so their
     * content is what holds a body.
     */
    async contentsOfOthers(scope: RecordScope, except: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const held = new Map<string, string>();
      for await (const page of store.pages(scope, "backup-sets")) {
        for (const { id, purgedAt } of page.map((record) => backupSet.parse(record))) {
          if (except.includes(id) || purgedAt !== undefined) continue;
          for (const { contentHash } of await sets.listItems(scope, id)) held.set(contentHash, id);
        }
      }
      return held;
    },

    /** The sets of a schedule, in the order in which their backups began. */
    async setsOfSchedule(scope: RecordScope, scheduleId: string): Promise<ScheduledSet[]> {
      const restored = new Set<string>();
      for await (const page of store.pages(scope, "restore-runs")) {
        for (const { backupSetId, status } of page.map((record) => restoreRun.parse(record))) {
          if (backupSetId !== undefined && unfinished.has(status)) restored.add(backupSetId);
        }
      }
      const sets: ScheduledSet[] = [];
      for await (const page of store.pages(scope, "backup-sets")) {
        for (const set of page.map((record) => backupSet.parse(record))) {
          if (set.backupScheduleId !== scheduleId) continue;
          sets.push({ ...set, n: set.n ?? 0, isBeingRestored: restored.has(set.id) });
        }
      }
      return sets.sort((a, b) => a.n - b.n);
    },

    /** Whether a restore of the set has not ended. A preview that no run executes has. */
    async isBeingRestored(scope: RecordScope, setId: string): Promise<boolean> {
      for await (const page of store.pages(scope, "restore-runs")) {
        const restores = page.map((record) => restoreRun.parse(record));
        if (restores.some(({ backupSetId, status }) => backupSetId === setId && unfinished.has(status))) return true;
      }
      return false;
    },

    /** Overwrites the list of policies of a set; the number of parts that a consistent read then still finds with content. */
    async purgeItems(scope: RecordScope, setId: string, runId: string): Promise<number> {
      const isWhole = "attribute_exists(pk) AND attribute_not_exists(#record.#purgedByRunId)";
      let left = 0;
      for (const kind of [contentKind(setId), itemsKind(setId)]) {
        const isPart = kind === contentKind(setId);
        let after: string | undefined;
        do {
          const page = await store.page(scope, kind, { limit: 500, ...(after !== undefined && { after }) });
          await forEachOf(page.ids, (id) => {
            const empty = isPart ? { items: [] } : tombstoneOf(page.records[page.ids.indexOf(id)]);
            return store.put(scope, kind, id, { ...empty, purgedByRunId: runId }, isWhole);
          });
          after = page.nextAfter;
        } while (after !== undefined);
        for await (const page of store.pages(scope, kind)) {
          left += page.filter(({ purgedByRunId }) => purgedByRunId === undefined).length;
        }
      }
      return left;
    },
  };
}
export type BackupSetPurge = ReturnType<typeof createBackupSetPurge>;

function tombstoneOf(record: unknown) {
  const { policyId, ...item } = backupItem.parse(record);
  return { ...item, policyId, displayName: policyId, contentHash: "purged" };
}
