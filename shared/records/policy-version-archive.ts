import { gzipSync } from "node:zlib";
import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { archiveFields } from "./record-archive.ts";
import { createRecordStore, type RecordScope } from "./record-store.ts";

export const policyVersionsKind = "policy-versions";

export const versionArchiveFields = {
  ...archiveFields,
  /** Present while no sync has seen the content: only its holders keep it. */
  keptFor: z.enum(["backup", "change_set"]).optional(),
  /** The size of a purged body. */
  bytes: z.number().int().optional(),
};
const version = z.object({
  policyId: z.string(),
  storedAt: z.string(),
  origin: z.looseObject({ displayName: z.string(), previous: z.string().optional() }).optional(),
  ...versionArchiveFields,
});
const withBody = version.extend({ body: z.instanceof(Uint8Array) });
type Stored = z.infer<typeof version>;

/** A version without its body. */
export type VersionState = Readonly<Stored & { contentHash: string }>;

/** Whether the body is gone, or will be unless a hold is found. */
export const isLost = ({ purgedAt, purgingRunId }: Pick<Stored, "purgedAt" | "purgingRunId">): boolean =>
  purgedAt !== undefined || purgingRunId !== undefined;

/** A body of no characters, so that every release can read it. */
const emptyBody = new Uint8Array(gzipSync(""));

/** The archive of policy versions. A purge overwrites the body; everything else of the version stays as evidence. */
export function createPolicyVersionArchive(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();
  const isNotLost = "attribute_not_exists(#record.#purgedAt) AND attribute_not_exists(#record.#purgingRunId)";

  async function find(scope: RecordScope, contentHash: string): Promise<VersionState | undefined> {
    const record = await store.find(scope, policyVersionsKind, contentHash);
    return record === undefined ? undefined : { ...version.parse(record), contentHash };
  }

  async function write(
    scope: RecordScope,
    contentHash: string,
    change: string,
    condition: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<VersionState | undefined> {
    await store.tryUpdate(
      scope,
      policyVersionsKind,
      contentHash,
      change,
      `attribute_exists(pk) AND ${condition}`,
      values,
    );
    return find(scope, contentHash);
  }

  return {
    find,

    /** Every version of the environment, without bodies, read consistently. */
    async listAll(scope: RecordScope): Promise<VersionState[]> {
      const all: VersionState[] = [];
      let after: string | undefined;
      do {
        const page = await store.page(scope, policyVersionsKind, { limit: 500, ...(after !== undefined && { after }) });
        const { ids, records, nextAfter } = page;
        all.push(...records.map((record, index) => ({ ...version.parse(record), contentHash: ids[index] ?? "" })));
        after = nextAfter;
      } while (after !== undefined);
      return all;
    },

    archive: (scope: RecordScope, contentHash: string, runId: string) =>
      write(
        scope,
        contentHash,
        "SET #record.#archivedAt = :now, #record.#archivedByRunId = :runId",
        `attribute_not_exists(#record.#archivedAt) AND ${isNotLost}`,
        { now: now(), runId },
      ),

    unarchive: (scope: RecordScope, contentHash: string) =>
      write(scope, contentHash, "REMOVE #record.#archivedAt, #record.#archivedByRunId", isNotLost, {}),

    /** Marks the body before the holds are listed. Idempotent for one run. */
    beginPurge: (scope: RecordScope, contentHash: string, runId: string) =>
      write(scope, contentHash, "SET #record.#purgingRunId = :runId", "attribute_not_exists(#record.#purgedAt)", {
        runId,
      }),

    /** Takes the mark back, because the body is held. */
    leave: (scope: RecordScope, contentHash: string, runId: string) =>
      write(scope, contentHash, "REMOVE #record.#purgingRunId", "#record.#purgingRunId = :runId", { runId }),

    /** Overwrites the marked body, and reads the version back; a body that is stored again meanwhile stays. */
    async endPurge(scope: RecordScope, contentHash: string, runId: string): Promise<VersionState | undefined> {
      const record = await store.find(scope, policyVersionsKind, contentHash);
      const bytes = record === undefined ? 0 : withBody.parse(record).body.byteLength;
      const change =
        "SET #record.#body = :emptyBody, #record.#bytes = :bytes, #record.#purgedAt = :now, #record.#purgedByRunId = :runId" +
        " REMOVE #record.#purgingRunId";
      const values = { emptyBody, bytes, now: now(), runId };
      return write(scope, contentHash, change, "#record.#purgingRunId = :runId", values);
    },
  };
}
export type PolicyVersionArchive = ReturnType<typeof createPolicyVersionArchive>;
