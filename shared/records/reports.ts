import * as z from "zod";
import { FencedError } from "../foundation/fenced-error.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

/** Kinds with one record per run, written once and never changed. */
export const reportKinds = ["permission-reports", "admin-role-scans", "rbac-reports", "compliance-snapshots"] as const;
export type ReportKind = (typeof reportKinds)[number];

const report = z.object({
  /** The id of the run that made it. */
  id: z.string(),
  /** The ticket of the attempt that wrote it. */
  n: z.number().int(),
  operationRunId: z.string(),
  providerConnectionId: z.string(),
  createdAt: z.string(),
  status: z.enum(["complete", "incomplete"]),
  contentHash: z.string(),
  /** What the run found; its form depends on the kind. */
  content: z.record(z.string(), z.unknown()),
});
export type Report = Readonly<z.infer<typeof report>>;

/** Attempts take their tickets in another order than their runs got their ids, but not by more than this many. */
const latestSearched = 20;

/** Findings of the posture operations. */
export function createReports(target: StoreTarget) {
  const store = createRecordStore(target);

  const find = async (scope: RecordScope, kind: ReportKind, id: string): Promise<Report | undefined> => {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : report.parse(record);
  };

  return {
    find,

    /**
     * Stores a report, and returns what the table then holds, read again. Throws `FencedError` when a later attempt of
     * the same run has stored its own.
     */
    async publish(scope: RecordScope, kind: ReportKind, made: Report): Promise<Report | undefined> {
      const { id, n } = made;
      const isWritten = await store.put(scope, kind, id, report.parse(made), `${isAbsent} OR #record.#n <= :n`, { n });
      if (!isWritten) throw new FencedError(`the report of run ${id}`);
      return find(scope, kind, id);
    },

    /** The report of the latest attempt among the newest; undefined when there is none. */
    async findLatest(scope: RecordScope, kind: ReportKind): Promise<Report | undefined> {
      const { records } = await store.page(scope, kind, { limit: latestSearched, isNewestFirst: true });
      const reports = records.map((record) => report.parse(record));
      return reports.reduce<Report | undefined>(
        (best, one) => (best === undefined || one.n > best.n ? one : best),
        undefined,
      );
    },

    /** Newest first. */
    async list(scope: RecordScope, kind: ReportKind, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record): Item => report.parse(record)) };
    },
  };
}
export type Reports = ReturnType<typeof createReports>;
