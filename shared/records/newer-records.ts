import * as z from "zod";
import type { Item } from "../ledger/item.ts";
import { backupSet } from "./backup-sets.ts";
import { environmentReview } from "./environment-reviews.ts";
import { policyRecord } from "./policy-record.ts";
import { restoreRun } from "./restore-runs.ts";

/** The record schema of each kind in this release. Kinds without one are read as unknown. */
const schemas: ReadonlyMap<string, z.ZodType<Item>> = new Map<string, z.ZodType<Item>>([
  ["policies", policyRecord],
  ["environment-reviews", environmentReview],
  ["backup-sets", backupSet],
  ["restore-runs", restoreRun],
]);

/**
 * A record that a newer release may have written, for people to read: as it is stored, and with the status `unknown`
 * when this release cannot judge it. Nothing that writes may use it.
 */
export function readableRecord(kind: string, record: Item): Item {
  const read = schemas.get(kind)?.safeParse(record);
  return read?.success === true ? read.data : unjudged(record);
}

/** A record that this release shows and does not judge. */
export const unjudged = (record: Item): Item => ({ ...record, status: "unknown" });

/** Whether reading failed because of what is stored, and not because the table could not be read. */
export const isNotUnderstood = (error: unknown): boolean => error instanceof z.ZodError;
