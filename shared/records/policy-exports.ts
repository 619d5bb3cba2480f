import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { attemptOf } from "./attempt-tickets.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

export const policyExport = z.object({
  /** The id of the run that made it. */
  id: z.string(),
  operationRunId: z.string(),
  status: z.literal("ready"),
  form: z.string(),
  fingerprint: z.string(),
  initiatedByUserId: z.string(),
  by: attemptOf,
  /** Where the file is stored. A link to it is issued on request and never stored. */
  key: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  policyCount: z.number().int(),
  /** Policies whose document was not stored any more. */
  missingCount: z.number().int(),
  /** Policies with secrets, which the file shows masked. */
  maskedCount: z.number().int(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
type StoredExport = z.infer<typeof policyExport>;
/** An export with its derived status: it expires without a write. */
export type PolicyExportRecord = Omit<StoredExport, "status"> & { readonly status: "ready" | "expired" };

const kind = "policy-exports";
const byFingerprintKind = "policy-export-by-fingerprint";
const named = z.object({ exportId: z.string(), gen: z.number().int() });

/** The exports of an environment. One is stored only after its file was stored and read back. */
export function createPolicyExports(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();
  const seen = (record: unknown): PolicyExportRecord => {
    const stored = policyExport.parse(record);
    return { ...stored, status: stored.expiresAt <= now() ? "expired" : "ready" };
  };

  async function find(scope: RecordScope, id: string): Promise<PolicyExportRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : seen(record);
  }

  return {
    find,

    /** The export with this fingerprint that can still be downloaded. */
    async findReady(scope: RecordScope, fingerprint: string): Promise<PolicyExportRecord | undefined> {
      const pointer = await store.find(scope, byFingerprintKind, fingerprint);
      const found = pointer === undefined ? undefined : await find(scope, named.parse(pointer).exportId);
      return found?.status === "ready" ? found : undefined;
    },

    /** Stores the export of a run, unless a later attempt of the run has stored it; returns what is then stored. */
    async add(scope: RecordScope, wanted: Readonly<Omit<StoredExport, "status">>): Promise<PolicyExportRecord> {
      const record = policyExport.parse({ ...wanted, status: "ready" });
      const condition = `${isAbsent} OR #record.#by.#attempt <= :attempt`;
      const write = await store.tryPut(scope, kind, wanted.id, record, condition, { attempt: wanted.by.attempt });
      return seen(write.isWritten ? record : write.record);
    },

    /** Names the export that later starts of the same form find, unless a later run has named its own. */
    async name(scope: RecordScope, fingerprint: string, exportId: string, gen: number): Promise<void> {
      const condition = `${isAbsent} OR #record.#gen <= :gen`;
      await store.put(scope, byFingerprintKind, fingerprint, { exportId, gen }, condition, { gen });
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map(seen) };
    },
  };
}
export type PolicyExports = ReturnType<typeof createPolicyExports>;
