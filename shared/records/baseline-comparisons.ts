import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

const counted = z.number().int().nonnegative();

export const baselineComparison = z.object({
  /** The id of the run that compared. */
  id: z.string(),
  status: z.enum(["completed", "partial"]),
  baselineProfileId: z.string(),
  baselineSnapshotId: z.string(),
  operationRunId: z.string(),
  completedAt: z.string(),
  /** Policies of the baseline: all of them are in one of the next four. */
  total: counted,
  matched: counted,
  missing: counted,
  ambiguous: counted,
  /** Their documents, or the last read of their collection, are not whole. */
  unreadable: counted,
  /** Policies that the baseline does not know. */
  unexpected: counted,
  /** Open findings and accepted ones after the comparison. */
  findings: counted,
  accepted: counted,
  resolved: counted,
  settings: counted,
  /** Lists with the same members in another order. */
  reordered: counted,
  /** Secrets, which nothing can compare. */
  secrets: counted,
  /** Members that the service has introduced since the baseline. */
  schemaChanged: z.array(z.string()),
});
export type BaselineComparisonRecord = z.infer<typeof baselineComparison>;

const kind = "baseline-comparisons";

/** The results of comparisons, each stored once. */
export function createBaselineComparisons(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, id: string): Promise<BaselineComparisonRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : baselineComparison.parse(record);
  }

  return {
    find,

    /** Stores the result of a run, or returns the one that an earlier attempt of the run stored. */
    async complete(
      scope: RecordScope,
      comparison: Omit<BaselineComparisonRecord, "completedAt">,
    ): Promise<BaselineComparisonRecord> {
      const record = baselineComparison.parse({ ...comparison, completedAt: target.clock.now().toISOString() });
      const write = await store.tryPut(scope, kind, comparison.id, record, isAbsent);
      return baselineComparison.parse(write.record ?? record);
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record) => baselineComparison.parse(record)) };
    },
  };
}
export type BaselineComparisons = ReturnType<typeof createBaselineComparisons>;
