import * as z from "zod";
import { failureSummary } from "../../run/failure-summary.ts";
import { failure } from "../../run/run.ts";
import type { Json } from "../define-operation.ts";
import { type PolicyCollection, policyCollections } from "../provider/provider-access.ts";

const count = z.number().int().nonnegative().default(0);

const checkpointSchema = z.object({
  /** Index into `policyCollections`; equal to its length once all are read. */
  collection: count,
  /** The next page of that collection. */
  page: count,
  nextLink: z.string().optional(),
  /** Pages the run has processed so far, over all collections; distinguishes a new page from a repeated one. */
  pagesHandled: count,
  /** Total number of items the provider stated, if it did. */
  expected: z.number().int().nonnegative().optional(),
  created: count,
  updated: count,
  unchanged: count,
  failed: count,
  /** Failed items of the current collection. */
  failedHere: count,
  /** An item of this collection had no readable id or was a duplicate, so no policy may be marked as removed. */
  isAmbiguousHere: z.boolean().default(false),
  /** The stated size of this collection, and its distinct items so far. */
  statedHere: z.number().int().nonnegative().optional(),
  itemsHere: count,
  /** Pauses the provider required while this collection was read. */
  pausesHere: count,
  /** Collections that were read to the end without a check for removed policies. */
  unchecked: count,
  /** Collections that were read completely, every item identified. */
  swept: z.array(z.enum(policyCollections)).default([]),
  /** The ticket of the run's first attempt: a policy last marked before it was not seen by this sync. */
  firstTicket: z.number().int().optional(),
  /** How completely the finished collections were read; stored when the whole sync ends. */
  ends: z
    .array(
      z.object({
        collection: z.enum(policyCollections),
        isComplete: z.boolean(),
        failedItems: z.number().int(),
        removalsChecked: z.boolean().optional(),
      }),
    )
    .default([]),
  failures: z.array(failure).default([]),
  /** The first failure that stopped the read of a collection. */
  stoppedBy: z.string().optional(),
});

/** The checkpoint of a policy sync: what a continuation needs to resume, and the source of the run's end. */
export type SyncProgress = z.infer<typeof checkpointSchema>;

/** The run's position: its checkpoint, or the beginning. */
export function progressOf(checkpoint: unknown): SyncProgress {
  return checkpointSchema.parse(checkpoint ?? {});
}

/** The checkpoint as plain JSON, with a bounded failure list. */
export function checkpointOf(progress: SyncProgress): { readonly [key: string]: Json } {
  const { nextLink, expected, statedHere, stoppedBy, firstTicket, failures, ends, ...counts } = progress;
  return {
    ...counts,
    failures: failureSummary(failures).map(({ count: times = 1, about, ...entry }) => ({
      ...entry,
      count: times,
      ...(about && { about: definedOf(about) }),
    })),
    ends: ends.map(({ removalsChecked, ...end }) => ({
      ...end,
      ...(removalsChecked !== undefined && { removalsChecked }),
    })),
    ...definedOf({ nextLink, expected, statedHere, stoppedBy, firstTicket }),
  };
}

function definedOf(values: { readonly [key: string]: string | number | undefined }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Moves to the first page of the next collection. */
export function endCollection(progress: SyncProgress): void {
  progress.collection += 1;
  progress.page = 0;
  delete progress.nextLink;
  delete progress.statedHere;
  progress.itemsHere = 0;
  progress.failedHere = 0;
  progress.isAmbiguousHere = false;
}

export function currentCollection(progress: SyncProgress): PolicyCollection | undefined {
  return policyCollections[progress.collection];
}

/** Number of items handled so far, with any result. */
export function processedOf({ created, updated, unchanged, failed }: SyncProgress): number {
  return created + updated + unchanged + failed;
}
