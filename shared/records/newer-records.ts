import * as z from "zod";
import type { Item } from "../ledger/item.ts";
import { backupSchedule } from "./backup-schedules.ts";
import { backupSet } from "./backup-sets.ts";
import { baselineComparison } from "./baseline-comparisons.ts";
import { baselineProfile } from "./baseline-profiles.ts";
import { baselineSnapshot } from "./baseline-snapshots.ts";
import { driftFinding } from "./drift-findings.ts";
import { environmentReview } from "./environment-reviews.ts";
import { plan } from "./plans.ts";
import { policyExport } from "./policy-exports.ts";
import { policyRecord } from "./policy-record.ts";
import { restoreRun } from "./restore-run-records.ts";
import { reviewPack } from "./review-packs.ts";

/** The record schema of each kind in this release. Kinds without one are read as unknown. */
const schemas: ReadonlyMap<string, z.ZodType<Item>> = new Map<string, z.ZodType<Item>>([
  ["policies", policyRecord],
  ["policy-exports", policyExport],
  ["environment-reviews", environmentReview],
  ["backup-sets", backupSet],
  ["backup-schedules", backupSchedule],
  ["restore-runs", restoreRun],
  ["plans", plan],
  ["review-packs", reviewPack],
  ["baseline-snapshots", baselineSnapshot],
  ["baseline-profiles", baselineProfile],
  ["baseline-comparisons", baselineComparison],
  ["drift-findings", driftFinding],
]);

/**
 * A record for display that a newer release may have written: as stored, with the status `unknown` when this release
 * cannot interpret it. Writers must not use it.
 */
export function readableRecord(kind: string, record: Item): Item {
  const read = schemas.get(kind)?.safeParse(record);
  return read?.success === true ? read.data : unjudged(record);
}

/** A record that this release shows without interpreting it. */
export const unjudged = (record: Item): Item => ({ ...record, status: "unknown" });

/** Whether a read failed because of the stored data, not because the table was unavailable. */
export const isUnreadable = (error: unknown): boolean => error instanceof z.ZodError;
