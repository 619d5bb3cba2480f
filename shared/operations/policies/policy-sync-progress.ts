import * as z from "zod";
import { failureSummary } from "../../run/failure-summary.ts";
import { failure } from "../../run/run.ts";
import type { Json } from "../define-operation.ts";
import { pauseCheckpoint } from "../part.ts";
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
  /** What the provider said it holds altogether, if it said so. */
  expected: z.number().int().nonnegative().optional(),
  created: count,
  updated: count,
  unchanged: count,
  failed: count,
  /** Left-out items of the collection that is being read. */
  failedHere: count,
  /** An item of this collection did not tell which policy it is, or came twice, so none may be called removed. */
  isAmbiguousHere: z.boolean().default(false),
  /** What the provider said this collection holds, and the items that came, each policy once. */
  statedHere: z.number().int().nonnegative().optional(),
  itemsHere: count,
  /** Pauses the provider asked for while this collection was read. */
  pausesHere: count,
  /** Collections in which removed policies were not looked for, although the list came to its end. */
  unchecked: count,
  /** Collections that were read to their end, every item identified. */
  swept: z.array(z.enum(policyCollections)).default([]),
  /** The ticket of the run's first attempt: what was marked before it, and not since, was not seen by this sync. */
  firstTicket: z.number().int().optional(),
  /** How the collections that were left so far were read; stored once the whole sync ends. */
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
  /** The failure that a collection could not be read for, the first one. */
  stoppedBy: z.string().optional(),
  ...pauseCheckpoint,
});

/** How far one policy sync is: what a further message needs to go on, and what the run says at its end. */
export type SyncProgress = z.infer<typeof checkpointSchema>;

/** Where the run goes on: at its checkpoint, or at the beginning. */
export function progressOf(checkpoint: unknown): SyncProgress {
  return checkpointSchema.parse(checkpoint ?? {});
}

/** The same as plain JSON, with its failures bounded. */
export function checkpointOf(progress: SyncProgress, pausedUntil?: string): { readonly [key: string]: Json } {
  const {
    nextLink,
    expected,
    statedHere,
    stoppedBy,
    firstTicket,
    failures,
    ends,
    pausedUntil: _passed,
    ...counts
  } = progress;
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
    ...definedOf({ nextLink, expected, statedHere, stoppedBy, firstTicket, pausedUntil }),
  };
}

function definedOf(values: { readonly [key: string]: string | number | undefined }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Begins the next collection, at its first page. */
export function leaveCollection(progress: SyncProgress): void {
  progress.collection += 1;
  progress.page = 0;
  delete progress.nextLink;
  delete progress.statedHere;
  progress.itemsHere = 0;
  progress.pausesHere = 0;
  progress.failedHere = 0;
  progress.isAmbiguousHere = false;
}

export function currentCollection(progress: SyncProgress): PolicyCollection | undefined {
  return policyCollections[progress.collection];
}

/** Items handled so far, whatever became of them. */
export function processedOf({ created, updated, unchanged, failed }: SyncProgress): number {
  return created + updated + unchanged + failed;
}
