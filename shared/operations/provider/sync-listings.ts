import type { Failure, RelatedRef } from "../../run/run.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import { contentHash } from "./content-hash.ts";
import {
  endOfReads,
  endUnconfirmed,
  endWithout,
  failuresOf,
  type UsedConnection,
  withConnection,
} from "./end-of-reads.ts";
import type { GraphCallName } from "./graph-calls.ts";
import { type ListedItem, type ListRead, type ListStep, type ReadingDependencies, readLists } from "./read-lists.ts";

type Scope = StartRequest<unknown>["scope"];

/** An object of a stored list. */
interface Listed extends ListedItem {
  readonly displayName: string;
  readonly contentHash: string;
}

/** A list that is kept whole. */
export interface ListingDefinition {
  readonly id: string;
  readonly call: GraphCallName;
  /** The call with the provider's own number of objects. */
  readonly countedBy?: GraphCallName;
  /** What is kept of an object, without its hash; undefined when it cannot be understood. */
  take(item: unknown): (ListedItem & { readonly displayName: string }) | undefined;
}

interface Mark {
  readonly n: number;
  readonly operationRunId: string;
  readonly providerConnectionId: string;
}
interface Changes {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
}

export interface SyncDependencies extends ReadingDependencies, UsedConnection {
  readonly tickets: Tickets;
  readonly listings: {
    /** Replaces a whole list at once; `isConfirmed` is false when reading it again shows something else. */
    replace(
      scope: Scope,
      list: string,
      published: Mark & {
        readonly status: "complete" | "incomplete";
        readonly contentHash: string;
        readonly startedAt: string;
        readonly readAt: string;
        readonly unreadable: number;
        readonly counted?: number;
        readonly items: readonly Listed[];
      },
    ): Promise<Changes & { readonly isConfirmed: boolean }>;
    /** Notes that a list could not be read; its items stay. */
    markUnread(
      scope: Scope,
      list: string,
      mark: Mark & { readonly failureCode: string; readonly missingPermission: string | undefined },
    ): Promise<void>;
  };
}

/** Largest accepted difference between a list and the provider's count, which is eventually consistent. */
const countTolerance = 0.01;

/**
 * Reads lists whole and replaces each stored one that was read to its end. A list that could not be read keeps its
 * earlier items. `ticketKind` orders the attempts that write these lists.
 */
export function syncListings(
  work: Work<{ readonly providerConnectionId?: string | undefined }>,
  needs: SyncDependencies,
  ticketKind: string,
  definitions: readonly ListingDefinition[],
): Promise<WorkResult> {
  return withConnection(work, needs, async (connection) => {
    const { run, scope } = work;
    const n = await takeAttemptTicket(work, ticketKind, needs.tickets, { phase: "asking_provider" });
    const read = await readLists(work, connection, n, needs, () => definitions.flatMap(stepsOf));
    if (read.kind === "handed_over") return read.result;

    const mark = { n, operationRunId: run.id, providerConnectionId: connection.id };
    const sum = { total: 0, processed: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
    const failures: Failure[] = [];
    let replaced = 0;
    for (const definition of definitions) {
      const list = read.reads.get(definition.id);
      if (list?.failure !== undefined || list === undefined) {
        const { code = "provider_unreachable", about } = list?.failure ?? {};
        const missingPermission = about?.permission;
        await needs.listings.markUnread(scope, definition.id, { ...mark, failureCode: code, missingPermission });
        continue;
      }
      const count = read.reads.get(countKeyOf(definition));
      const { published, failure } = publishedOf(definition, list, count);
      if (failure !== undefined) failures.push(failure);
      const { isConfirmed, ...changes } = await needs.listings.replace(scope, definition.id, { ...mark, ...published });
      if (!isConfirmed) return endUnconfirmed(`list ${definition.id}`);
      replaced += 1;
      sum.total += published.items.length + published.unreadable;
      sum.processed += published.items.length;
      sum.failed += published.unreadable;
      for (const key of ["created", "updated", "unchanged", "deleted"] as const) sum[key] += changes[key];
    }
    if (replaced === 0) return endWithout(failuresOf(read.reads.values()));
    const [only] = definitions;
    const related: RelatedRef | undefined =
      definitions.length === 1 && only !== undefined ? { type: "listing", id: only.id } : undefined;
    return endOfReads(read.reads, { summaryCounts: sum, failures, ...(related && { related }) });
  });
}

const countKeyOf = ({ id }: ListingDefinition) => `${id}.count`;

function stepsOf(definition: ListingDefinition): ListStep[] {
  const { id, call, countedBy, take } = definition;
  const list: ListStep = { key: id, request: { call }, take };
  if (countedBy === undefined) return [list];
  return [list, { key: countKeyOf(definition), request: { call: countedBy }, take: countOf }];
}

function countOf(item: unknown): ListedItem | undefined {
  const value = typeof item === "object" && item !== null ? Reflect.get(item, "value") : undefined;
  return typeof value === "number" ? { id: "count", value } : undefined;
}

function publishedOf({ call, take: _take }: ListingDefinition, list: ListRead, count: ListRead | undefined) {
  const items = list.items
    .map((item): Listed => {
      const displayName = typeof item.displayName === "string" ? item.displayName : item.id;
      return { ...item, displayName, contentHash: contentHash(item).slice(0, 32) };
    })
    .sort(byName);
  const stated = count?.items[0]?.value;
  const counted = typeof stated === "number" ? stated : undefined;
  const seen = items.length + list.unreadable;
  const differs = counted !== undefined && Math.abs(counted - seen) > Math.max(counted, seen) * countTolerance;
  const isWhole = !differs && list.unreadable === 0 && list.duplicates === 0;
  const about = { collection: call };
  const failure: Failure | undefined = differs
    ? {
        code: "directory.count_differs",
        message: `The provider counts ${counted} objects, its list contains ${seen}.`,
        about,
      }
    : isWhole
      ? undefined
      : {
          code: "provider_document_incomplete",
          message: `${list.unreadable} objects were not understood, ${list.duplicates} came twice.`,
          count: list.unreadable + list.duplicates,
          about,
        };
  const published = {
    status: isWhole ? ("complete" as const) : ("incomplete" as const),
    contentHash: contentHash(items),
    startedAt: list.startedAt,
    readAt: list.readAt,
    unreadable: list.unreadable,
    ...(counted !== undefined && { counted }),
    items,
  };
  return { published, failure };
}

/** By name and then id, so that a list has one order whatever the provider's is. */
function byName(one: Listed, other: Listed): number {
  const [first, second] = [one.displayName.toLowerCase(), other.displayName.toLowerCase()];
  if (first !== second) return first < second ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
