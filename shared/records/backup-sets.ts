import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { collections } from "./policy-collections.ts";
import { createRecordStore, forEachOf, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

export const backupSetStatuses = ["running", "completed", "partial", "failed"] as const;

export const backupSet = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(backupSetStatuses),
  itemCount: z.number().int(),
  /** The run that took it, or is taking it again. */
  operationRunId: z.string(),
  createdAt: z.string(),
  completedAt: z.string().optional(),
});
export type BackupSetRecord = z.infer<typeof backupSet>;

/** One policy of a set. The body stays where it is: in the immutable version that the content hash names. */
export const backupItem = z.object({
  policyId: z.string(),
  collection: z.enum(collections),
  platform: z.string(),
  displayName: z.string(),
  contentHash: z.string(),
  takenAt: z.string(),
  operationRunId: z.string(),
  change: z.enum(["created", "updated", "unchanged"]),
});
export type BackupItemRecord = z.infer<typeof backupItem>;

type PolicyToTake = Pick<BackupItemRecord, "policyId" | "collection" | "platform" | "displayName" | "contentHash">;

const kind = "backup-sets";
const itemsKind = (setId: string) => `backup-set-items:${setId}`;
/** Run ids grow with time: an older run that is still at it leaves a set alone that a younger one has begun. */
const isOurs = "#record.#operationRunId <= :runId";

/** The backup sets of an environment, each with one item per policy. Nothing is ever taken out of a set. */
export function createBackupSets(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function find(scope: RecordScope, id: string): Promise<BackupSetRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : backupSet.parse(record);
  }

  async function listItems(scope: RecordScope, setId: string): Promise<BackupItemRecord[]> {
    const items: BackupItemRecord[] = [];
    for await (const page of store.pages(scope, itemsKind(setId))) {
      items.push(...page.map((record) => backupItem.parse(record)));
    }
    return items;
  }

  async function findItems(scope: RecordScope, setId: string, policyIds: readonly string[]) {
    const found = await store.findMany(scope, itemsKind(setId), policyIds);
    return new Map([...found].map(([policyId, record]) => [policyId, backupItem.parse(record)]));
  }

  return {
    find,
    /** Every item of a set, by policy id. */
    listItems,
    /** The items of these policies, by policy id; those that are not in the set are left out. */
    findItems,

    /** Marks a set as being taken by this run, new or again; undefined when a younger run has it. */
    async begin(
      scope: RecordScope,
      wanted: { readonly id: string; readonly name: string; readonly runId: string },
    ): Promise<BackupSetRecord | undefined> {
      const { id, name, runId } = wanted;
      const fresh = { id, name, status: "running", itemCount: 0, operationRunId: runId, createdAt: now() } as const;
      if (await store.put(scope, kind, id, fresh, isAbsent)) return fresh;
      const change = "SET #record.#status = :running, #record.#operationRunId = :runId, #record.#name = :name";
      const record = await store.update(scope, kind, id, change, isOurs, { running: "running", runId, name });
      return record === undefined ? undefined : backupSet.parse(record);
    },

    /**
     * Takes these policies as they are into the set. The answers are in their order, and the same when the
     * same run takes them again: what it took first stays.
     */
    async takeItems(scope: RecordScope, setId: string, policies: readonly PolicyToTake[], runId: string) {
      const known = await findItems(
        scope,
        setId,
        policies.map(({ policyId }) => policyId),
      );
      return forEachOf(policies, async (policy) => {
        const before = known.get(policy.policyId);
        if (before?.operationRunId === runId) return before.change;
        const isSame = before?.contentHash === policy.contentHash;
        const change = before === undefined ? "created" : isSame ? "unchanged" : "updated";
        const item = backupItem.parse({ ...policy, takenAt: now(), operationRunId: runId, change });
        await store.put(scope, itemsKind(setId), policy.policyId, item, `${isAbsent} OR ${isOurs}`, { runId });
        return change;
      });
    },

    /** The end of taking a set, with how many items it holds now; undefined when a younger run has it. */
    async complete(
      scope: RecordScope,
      id: string,
      runId: string,
      status: Exclude<BackupSetRecord["status"], "running">,
    ): Promise<BackupSetRecord | undefined> {
      const itemCount = (await listItems(scope, id)).length;
      const change = "SET #record.#status = :status, #record.#itemCount = :itemCount, #record.#completedAt = :now";
      const values = { status, itemCount, now: now(), runId };
      const record = await store.update(scope, kind, id, change, "#record.#operationRunId = :runId", values);
      return record === undefined ? undefined : backupSet.parse(record);
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record) => backupSet.parse(record)) };
    },

    async findWithItems(scope: RecordScope, id: string) {
      const set = await find(scope, id);
      return set && { ...set, items: await listItems(scope, id) };
    },
  };
}
