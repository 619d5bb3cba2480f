import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { Fenced } from "../foundation/fenced.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Collection, collections } from "./policy-collections.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const storedRead = z.object({
  collection: z.enum(collections),
  /** Absent, like `n`, on what releases without tickets stored: one for all connections. */
  providerConnectionId: z.string().optional(),
  n: z.number().int().optional(),
  runId: z.string(),
  readAt: z.string(),
  isComplete: z.boolean(),
  failedItems: z.number().int(),
  /** False: what the list no longer named was not marked as removed. Absent on what older releases stored. */
  removalsChecked: z.boolean().optional(),
});
type StoredRead = z.infer<typeof storedRead>;
type NewRead = Readonly<Required<Omit<StoredRead, "readAt" | "removalsChecked">> & Pick<StoredRead, "removalsChecked">>;

/** How a collection was last read, through every connection whose policies are stored. */
export interface CollectionRead {
  readonly collection: Collection;
  /** The oldest of them. */
  readonly readAt: string;
  /** False from the moment a read begins until its sync has ended. */
  readonly isComplete: boolean;
  readonly failedItems: number;
  /** False: policies that the provider no longer has may still count as present. */
  readonly removalsChecked: boolean;
}

const readsKind = "policy-collections";

/** How each collection was read through each connection: who is at it, or how it ended. */
export function createCollectionReads(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  return {
    /** Stores how a read stands. An attempt with a later ticket is never overwritten; its own run's throws `Fenced`. */
    async record(scope: RecordScope, read: NewRead): Promise<void> {
      const { n, runId } = read;
      const id = `${read.collection}.${read.providerConnectionId}`;
      const stored = { ...read, readAt: target.clock.now().toISOString() };
      const condition = `${isAbsent} OR attribute_not_exists(#record.#n) OR #record.#n <= :n`;
      const write = await store.tryPut(scope, readsKind, id, stored, condition, { n });
      if (!write.isWritten && write.record?.runId === runId) throw new Fenced(`the read of ${read.collection}`);
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

/** A stored policy as the last sync that wrote of it left it; `n` is that sync's ticket. */
interface StoredPolicy {
  readonly collection: Collection;
  readonly providerConnectionId: string;
  readonly n?: number | undefined;
  readonly isRemoved: boolean;
}

/**
 * One word for each collection: of its latest read, and of each connection that policies of it came through. It is
 * complete if all of these are, none of them moved, each connection's collections were read by one sync, and each of
 * its policies was last seen, or removed since, by a sync with a ticket: what a release without tickets did, these
 * reads do not speak of.
 */
export function spokenReads(
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
