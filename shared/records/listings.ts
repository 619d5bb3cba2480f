import { isDeepStrictEqual } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { type Clock, epochSeconds } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { partsOf } from "./item-parts.ts";
import { createRecordStore, forEachOf, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

/** One object of a list, as kept. */
const listedItem = z.looseObject({ id: z.string(), displayName: z.string(), contentHash: z.string() });
export type StoredListed = z.infer<typeof listedItem>;

const changes = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  deleted: z.number().int(),
});

const listing = z.looseObject({
  /** The name of the list, such as `groups`. */
  id: z.string(),
  /** The ticket of the attempt that wrote this head last. */
  n: z.number().int(),
  operationRunId: z.string(),
  providerConnectionId: z.string(),
  /** `incomplete`: read, but not all of it was understood or counted; `unread`: the items are of an earlier read. */
  status: z.enum(["complete", "incomplete", "unread"]),
  itemCount: z.number().int(),
  /** Where the items are: the ticket in the ids of their parts, and how many parts there are. */
  held: z.object({ n: z.number().int(), parts: z.number().int() }),
  /** What the run that replaced the list changed in it. */
  changes: changes.optional(),
  contentHash: z.string().optional(),
  /** From the request for the first page to the answer with the last one; absent before the first read. */
  startedAt: z.string().optional(),
  readAt: z.string().optional(),
  /** Objects that could not be understood, and the provider's own count, where it was asked for. */
  unreadable: z.number().int(),
  counted: z.number().int().optional(),
  /** Why the last attempt to read it failed. */
  failureCode: z.string().optional(),
  missingPermission: z.string().optional(),
  failedAt: z.string().optional(),
});
export type Listing = z.infer<typeof listing>;

export const listingsKind = "listings";
const partsKind = (list: string) => `listing-parts:${list}`;
const storedPart = z.object({
  id: z.string(),
  n: z.number().int(),
  items: z.instanceof(Uint8Array),
  retiredAt: z.string().optional(),
});
const storedItems = z.array(listedItem);
/** A reader that has just read the previous head still finds its parts. */
const retiredSeconds = 86_400;

const idOfPart = (n: number, part: number) => `${String(n).padStart(12, "0")}.${String(part).padStart(4, "0")}`;

export interface Published {
  readonly n: number;
  readonly operationRunId: string;
  readonly providerConnectionId: string;
  readonly status: "complete" | "incomplete";
  readonly contentHash: string;
  readonly startedAt: string;
  readonly readAt: string;
  readonly unreadable: number;
  readonly counted?: number;
  /** Sorted by name and id. */
  readonly items: readonly StoredListed[];
}

export interface Replaced {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly isConfirmed: boolean;
}

/**
 * Whole lists of a provider: a head with their total, and parts with their items. A list is replaced at once when its
 * new head is stored, so a reader never sees half of a sync.
 */
export function createListings(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, id: string): Promise<Listing | undefined> {
    const record = await store.find(scope, listingsKind, id);
    return record === undefined ? undefined : listing.parse(record);
  }

  /** The items of a head. Throws when a part is missing: a shorter list must not look like a whole one. */
  async function itemsOf(scope: RecordScope, { id, held }: Pick<Listing, "id" | "held">): Promise<StoredListed[]> {
    const ids = Array.from({ length: held.parts }, (_, part) => idOfPart(held.n, part));
    const found = await store.findMany(scope, partsKind(id), ids);
    return ids.flatMap((part) => {
      const record = storedPart.safeParse(found.get(part));
      if (!record.success) throw new Error(`list ${id}: its part ${part} is missing`);
      return unpacked(record.data.items);
    });
  }

  /** The parts of attempts before this one. */
  async function earlierParts(scope: RecordScope, list: string, n: number) {
    const earlier: z.infer<typeof storedPart>[] = [];
    for await (const page of store.pages(scope, partsKind(list))) {
      const parts = page.map((part) => storedPart.parse(part));
      earlier.push(...parts.filter((part) => part.n < n));
      if (parts.some((part) => part.n >= n)) break;
    }
    return earlier;
  }

  /** Removes replaced parts a day later: none of them can become visible again. */
  async function retire(scope: RecordScope, list: string, parts: readonly z.infer<typeof storedPart>[]) {
    const now = target.clock.now();
    const change = "SET #record.#retiredAt = :at, #expiresAt = :expiresAt";
    const values = { at: now.toISOString(), expiresAt: epochSeconds(now, retiredSeconds) };
    const left = parts.filter(({ retiredAt }) => retiredAt === undefined);
    await forEachOf(left, ({ id }) => store.update(scope, partsKind(list), id, change, "attribute_exists(pk)", values));
  }

  async function putHead(scope: RecordScope, head: Listing): Promise<void> {
    const { id, n } = head;
    const condition = `${isAbsent} OR #record.#n <= :n`;
    const write = await store.tryPut(scope, listingsKind, id, listing.parse(head), condition, { n });
    // A later run of another connection has replaced the list; this run's result is then simply older.
    if (!write.isWritten && write.record?.operationRunId === head.operationRunId) throw new FencedError(`list ${id}`);
  }

  return {
    find,
    itemsOf,

    /**
     * Replaces a list: stores its parts, reads them again, and then swaps the head. Returns what changed; `isConfirmed`
     * is false when the stored parts differ, and the list is then unchanged. Throws `FencedError` for an attempt that a
     * later one replaced.
     */
    async replace(scope: RecordScope, list: string, { items, ...published }: Published): Promise<Replaced> {
      const { n } = published;
      const before = await find(scope, list);
      const isOwn = before?.operationRunId === published.operationRunId && before.status !== "unread";
      if (isOwn && before.contentHash === published.contentHash && before.changes !== undefined) {
        // An earlier attempt of this run replaced the list and died before it reported.
        return { ...before.changes, isConfirmed: sameItems(await itemsOf(scope, before), items) };
      }
      const earlier = await earlierParts(scope, list, n);
      const old = earlier.filter((part) => part.n === before?.held.n).flatMap((part) => unpacked(part.items));
      const numbered = partsOf(items).map((members, part) => ({ id: idOfPart(n, part), members }));
      await forEachOf(numbered, async ({ id, members }) => {
        const part = { id, n, items: gzipSync(JSON.stringify(members)) };
        await store.put(scope, partsKind(list), id, part, `${isAbsent} OR #record.#n <= :n`, { n });
      });
      const made = changesOf(old, items);
      const held = { n, parts: numbered.length };
      const head = { id: list, ...published, itemCount: items.length, held, changes: made };
      const isConfirmed = sameItems(await itemsOf(scope, head), items);
      if (isConfirmed) {
        await putHead(scope, head);
        await retire(scope, list, earlier);
      }
      return { ...made, isConfirmed };
    },

    /** Notes that a list could not be read; its items stay those of the earlier read. */
    async markUnread(
      scope: RecordScope,
      list: string,
      mark: Pick<Listing, "n" | "operationRunId" | "providerConnectionId" | "failureCode" | "missingPermission">,
    ): Promise<void> {
      const head = await find(scope, list);
      const { missingPermission: _earlier, ...kept } = head ?? {
        itemCount: 0,
        held: { n: 0, parts: 0 },
        unreadable: 0,
      };
      const { missingPermission, ...rest } = mark;
      const failedAt = target.clock.now().toISOString();
      const unread = { ...kept, ...rest, ...(missingPermission !== undefined && { missingPermission }) };
      await putHead(scope, { ...unread, id: list, status: "unread", failedAt });
    },

    /** The heads by id; there are few. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, listingsKind, request);
      return { ...page, records: page.records.map((record) => listing.parse(record)) };
    },
  };
}
export type Listings = ReturnType<typeof createListings>;

function unpacked(bytes: Uint8Array): StoredListed[] {
  return storedItems.parse(JSON.parse(gunzipSync(bytes).toString("utf8")));
}

function sameItems(stored: readonly StoredListed[], written: readonly StoredListed[]): boolean {
  return stored.length === written.length && stored.every((item, index) => isDeepStrictEqual(item, written[index]));
}

function changesOf(old: readonly StoredListed[], now: readonly StoredListed[]) {
  const hashes = new Map(old.map((item) => [item.id, item.contentHash]));
  const created = now.filter(({ id }) => !hashes.has(id)).length;
  const unchanged = now.filter((item) => hashes.get(item.id) === item.contentHash).length;
  return {
    created,
    unchanged,
    updated: now.length - created - unchanged,
    deleted: old.length - (now.length - created),
  };
}
