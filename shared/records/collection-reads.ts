import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Collection, collections } from "./policy-collections.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const storedRead = z.object({
  collection: z.enum(collections),
  /** Absent, like `n`, on reads stored by releases without tickets: one read for all connections. */
  providerConnectionId: z.string().optional(),
  n: z.number().int().optional(),
  runId: z.string(),
  readAt: z.string(),
  isComplete: z.boolean(),
  failedItems: z.number().int(),
  /** False: policies missing from the list were not marked as removed. Absent on reads stored by older releases. */
  removalsChecked: z.boolean().optional(),
});
type StoredRead = z.infer<typeof storedRead>;
type NewRead = Readonly<Required<Omit<StoredRead, "readAt" | "removalsChecked">> & Pick<StoredRead, "removalsChecked">>;

/** How completely a collection was last read, across all connections with stored policies. */
export interface CollectionRead {
  readonly collection: Collection;
  /** The oldest read of these connections. */
  readonly readAt: string;
  /** False from the start of a read until its sync has ended. */
  readonly isComplete: boolean;
  readonly failedItems: number;
  /** False: policies that the provider no longer has may still count as present. */
  readonly removalsChecked: boolean;
}

const readsKind = "policy-collections";

/** The read state of each collection and connection: in progress, or how it ended. */
export function createCollectionReads(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  return {
    /**
     * Stores the state of a read. An attempt never overwrites one with a later ticket, and throws `FencedError` when that
     * belongs to its own run.
     */
    async record(scope: RecordScope, read: NewRead): Promise<void> {
      const { n, runId } = read;
      const id = `${read.collection}.${read.providerConnectionId}`;
      const stored = { ...read, readAt: target.clock.now().toISOString() };
      const condition = `${isAbsent} OR attribute_not_exists(#record.#n) OR #record.#n <= :n`;
      const write = await store.tryPut(scope, readsKind, id, stored, condition, { n });
      if (!write.isWritten && write.record?.runId === runId) throw new FencedError(`the read of ${read.collection}`);
    },

    async list(scope: RecordScope): Promise<StoredRead[]> {
      const reads = [];
      for await (const page of store.pages(scope, readsKind)) {
        reads.push(...page.map((read) => storedRead.parse(read)));
      }
      return reads;
    },
  };
}

/** Whether no read began or ended between the two. */
export function sameReads(before: readonly StoredRead[], after: readonly StoredRead[]): boolean {
  return before.length === after.length && after.every((read) => isUnmoved(read, before));
}

/** A stored policy after the last sync that wrote it; `n` is that sync's ticket. */
interface StoredPolicy {
  readonly collection: Collection;
  readonly providerConnectionId: string;
  readonly n?: number | undefined;
  readonly isRemoved: boolean;
}

/**
 * One read state per collection, combined from its latest read and the reads of each connection with policies in it.
 * Complete only if all of these are complete, none changed meanwhile, each connection's collections were read by one
 * sync, and every policy was last written by a sync with a ticket: these reads do not cover writes of releases
 * without tickets.
 */
export function relevantReads(
  before: readonly StoredRead[],
  after: readonly StoredRead[],
  stored: readonly StoredPolicy[],
): CollectionRead[] {
  const isReadWithTicket = (policy: StoredPolicy) =>
    after.some((read) => read.n !== undefined && isReadOf(policy)(read));
  const policies = stored.filter((one) => !one.isRemoved || (one.n === undefined && isReadWithTicket(one)));
  const places = new Set(policies.map(placeOf));
  const isOneSync = (read: StoredRead) =>
    after.every((other) => !isSameSource(read, other) || other.runId === read.runId);
  return collections.flatMap((collection) => {
    const all = after.filter((read) => read.collection === collection);
    const latest = Math.max(...all.map(({ n = 0 }) => n));
    const spoken = all.filter((read) => (read.n ?? 0) === latest || places.has(placeOf(read)));
    const isEachRead = policies.every(
      (policy) => policy.collection !== collection || (policy.n !== undefined && all.some(isReadOf(policy))),
    );
    const [first] = spoken;
    if (first === undefined) return [];
    return {
      collection,
      readAt: spoken.reduce((oldest, { readAt }) => (readAt < oldest ? readAt : oldest), first.readAt),
      isComplete: isEachRead && spoken.every((read) => read.isComplete && isUnmoved(read, before) && isOneSync(read)),
      failedItems: spoken.reduce((sum, { failedItems }) => sum + failedItems, 0),
      removalsChecked: spoken.every((read) => read.removalsChecked !== false),
    };
  });
}

const placeOf = (of: { readonly collection: Collection; readonly providerConnectionId?: string | undefined }) =>
  `${of.collection}.${of.providerConnectionId ?? ""}`;

const isReadOf = (policy: StoredPolicy) => (read: StoredRead) => placeOf(read) === placeOf(policy);

const isSameSource = (one: StoredRead, other: StoredRead) => one.providerConnectionId === other.providerConnectionId;

function isUnmoved(read: StoredRead, before: readonly StoredRead[]): boolean {
  const same = before.find((other) => placeOf(other) === placeOf(read));
  return same !== undefined && same.runId === read.runId && same.n === read.n && same.isComplete === read.isComplete;
}
