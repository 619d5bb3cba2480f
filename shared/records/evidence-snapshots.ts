import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { partIdsOf, partsOf } from "./item-parts.ts";
import { collections } from "./policy-collections.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

const entry = z.object({
  policyId: z.string(),
  contentHash: z.string(),
  collection: z.enum(collections),
  platform: z.string(),
  displayName: z.string(),
  settingCount: z.number().int(),
});
type Entry = z.infer<typeof entry>;
/** What a comparison needs of an entry: a newer release may know more collections. */
const comparableEntry = entry
  .pick({ policyId: true, contentHash: true, displayName: true })
  .extend({ collection: z.string() });

const snapshotFields = z.object({
  id: z.string(),
  /** The ticket of the attempt that created it; absent on snapshots of releases without tickets, which are older. */
  n: z.number().int().optional(),
  operationRunId: z.string(),
  initiatedByUserId: z.string(),
  fingerprint: z.string(),
  previousFingerprint: z.string().optional(),
  completeness: z.enum(["complete", "partial", "stale"]),
  collections: z.array(
    z.object({
      collection: z.enum(collections),
      readAt: z.string(),
      isComplete: z.boolean(),
      failedItems: z.number().int(),
      removalsChecked: z.boolean().optional(),
    }),
  ),
  summary: z.object({ policies: z.number().int(), settings: z.number().int() }),
  generatedAt: z.string(),
  expiresAt: z.string(),
});

/** The stored form: its entries are in this many side items. */
const storedSnapshot = snapshotFields.extend({ entryParts: z.number().int() });
type StoredSnapshot = z.infer<typeof storedSnapshot>;
type NewSnapshot = Readonly<Omit<StoredSnapshot, "entryParts" | "collections">> & {
  readonly collections: readonly StoredSnapshot["collections"][number][];
};

export type SnapshotStatus = "generating" | "active" | "superseded" | "expired";
/** A snapshot with its derived status. Its item never changes; the status depends on which snapshot is active. */
export type EvidenceSnapshotRecord = StoredSnapshot & { readonly status: SnapshotStatus };

const kind = "evidence-snapshots";
const entriesKind = "evidence-entries";
const activeKind = "evidence-active";
const activeId = "-";
/** The value of an empty pointer; no snapshot has this id. */
const noSnapshotId = "-";
const activePointer = z.object({ snapshotId: z.string(), n: z.number().int().optional() });
type ActivePointer = z.infer<typeof activePointer>;
const entriesOfPart = z.object({ entries: z.array(z.unknown()) });
/** What a comparison needs of a snapshot: a newer release may have stored any other field in its own way. */
const comparableSnapshot = storedSnapshot.pick({
  id: true,
  n: true,
  fingerprint: true,
  expiresAt: true,
  entryParts: true,
});
type ComparableSnapshot = z.infer<typeof comparableSnapshot>;

/** The immutable evidence snapshots of an environment, of which one is active at a time. */
export function createEvidenceSnapshots(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function findPointer(scope: RecordScope): Promise<ActivePointer | undefined> {
    const pointer = await store.find(scope, activeKind, activeId);
    return pointer === undefined ? undefined : activePointer.parse(pointer);
  }

  function seen(record: unknown, active: ActivePointer | undefined): EvidenceSnapshotRecord {
    const snapshot = storedSnapshot.parse(record);
    return { ...snapshot, status: statusOf(snapshot, active, now()) };
  }

  async function find(scope: RecordScope, id: string): Promise<EvidenceSnapshotRecord | undefined> {
    const [record, active] = await Promise.all([store.find(scope, kind, id), findPointer(scope)]);
    return record === undefined ? undefined : seen(record, active);
  }

  /** Throws when a part is missing: an incomplete snapshot must not look like a small one. */
  async function entriesOf(scope: RecordScope, snapshot: ComparableSnapshot): Promise<unknown[]> {
    const ids = partIdsOf(contentNameOf(snapshot), snapshot.entryParts);
    const parts = await store.findMany(scope, entriesKind, ids);
    return ids.flatMap((id) => {
      const part = parts.get(id);
      if (part === undefined) throw new Error(`evidence snapshot ${snapshot.id}: its entries ${id} are missing`);
      return entriesOfPart.parse(part).entries;
    });
  }

  const isUsable = ({ expiresAt }: ComparableSnapshot, status: SnapshotStatus) =>
    status !== "generating" && expiresAt > now();

  return {
    find,

    /** The environment's active snapshot, unless it has expired. */
    async findActive(scope: RecordScope): Promise<EvidenceSnapshotRecord | undefined> {
      const pointer = await findPointer(scope);
      const snapshot = pointer === undefined ? undefined : await find(scope, pointer.snapshotId);
      return snapshot?.status === "active" ? snapshot : undefined;
    },

    /** With its entries; undefined when it does not exist, was never activated, or has expired. */
    async findWithEntries(scope: RecordScope, id: string) {
      const snapshot = await find(scope, id);
      if (snapshot === undefined || !isUsable(snapshot, snapshot.status)) return undefined;
      return { ...snapshot, entries: z.array(entry).parse(await entriesOf(scope, snapshot)) };
    },

    /** The same for a comparison, whichever release wrote it. */
    async findComparable(scope: RecordScope, id: string) {
      const [record, active] = await Promise.all([store.find(scope, kind, id), findPointer(scope)]);
      const snapshot = comparableSnapshot.optional().parse(record);
      if (snapshot === undefined || !isUsable(snapshot, statusOf(snapshot, active, now()))) return undefined;
      return { ...snapshot, entries: z.array(comparableEntry).parse(await entriesOf(scope, snapshot)) };
    },

    /**
     * Stores a snapshot, its entries first. Returns the existing snapshot when an earlier attempt of the same run has
     * already stored it.
     */
    async create(scope: RecordScope, snapshot: NewSnapshot, entries: readonly Entry[]): Promise<StoredSnapshot> {
      const parts = partsOf(entries);
      for (const [part, id] of partIdsOf(contentNameOf(snapshot), parts.length).entries()) {
        await store.put(scope, entriesKind, id, { entries: parts[part] ?? [] }, isAbsent);
      }
      const stored = storedSnapshot.parse({ ...snapshot, entryParts: parts.length });
      if (await store.put(scope, kind, snapshot.id, stored, isAbsent)) return stored;
      return storedSnapshot.parse(await store.find(scope, kind, snapshot.id));
    },

    /** Activates a snapshot, unless a later one is active. */
    async activate(scope: RecordScope, { id, n = 0 }: { readonly id: string; readonly n?: number | undefined }) {
      const condition = `${isAbsent} OR attribute_not_exists(#record.#n) OR #record.#n < :n`;
      await store.put(scope, activeKind, activeId, { snapshotId: id, n }, condition, { n });
    },

    /**
     * Ensures that the snapshot of an ended run never becomes active: it counts as superseded, whether or not another
     * snapshot is active. Idempotent.
     */
    async abandon(scope: RecordScope, id: string): Promise<void> {
      const snapshot = await find(scope, id);
      if (snapshot?.status !== "generating") return;
      const n = snapshot.n ?? 0;
      const none = { snapshotId: noSnapshotId, n };
      if (await store.put(scope, activeKind, activeId, none, isAbsent)) return;
      const isEarlier = "attribute_not_exists(#record.#n) OR #record.#n < :n";
      await store.update(
        scope,
        activeKind,
        activeId,
        "SET #record.#n = :n",
        `attribute_exists(pk) AND (${isEarlier})`,
        { n },
      );
    },

    /**
     * The snapshots that were generated before this one, the last one first, at most this many. Attempts take their
     * tickets in another order than their runs got their ids, so neighbours in the list on both sides are examined.
     */
    async earlierThan(scope: RecordScope, { id, n = 0 }: Pick<StoredSnapshot, "id" | "n">, limit: number) {
      const [older, newer] = await Promise.all([
        store.page(scope, kind, { limit, after: id, isNewestFirst: true }),
        store.page(scope, kind, { limit, after: id }),
      ]);
      const before = older.records.map((record) => comparableSnapshot.parse(record));
      const after = newer.records.map((record) => comparableSnapshot.parse(record));
      // Those without a ticket are older than all others; among themselves only their list says an order.
      const earlier = [
        ...after.filter((other) => (other.n ?? 0) < n),
        ...before.filter((other) => (other.n ?? 0) < n || (n === 0 && other.n === undefined)),
      ];
      return earlier.toSorted((one, other) => (other.n ?? 0) - (one.n ?? 0)).slice(0, limit);
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const newestFirst = { ...request, isNewestFirst: true };
      const [page, active] = await Promise.all([store.page(scope, kind, newestFirst), findPointer(scope)]);
      return { ...page, records: page.records.map((record) => seen(record, active)) };
    },
  };
}

/** A snapshot with a later ticket than the active one is about to replace it; an earlier one was superseded. */
function statusOf(
  { id, n = 0, expiresAt }: ComparableSnapshot,
  active: ActivePointer | undefined,
  now: string,
): SnapshotStatus {
  if (active === undefined) return "generating";
  if (id !== active.snapshotId) return active.n !== undefined && n > active.n ? "generating" : "superseded";
  return expiresAt > now ? "active" : "expired";
}

/** Includes the fingerprint, so that two attempts with different entries never mix their parts. */
function contentNameOf({ id, fingerprint }: { readonly id: string; readonly fingerprint: string }): string {
  return `${id}.${fingerprint.slice(0, 16)}`;
}
