import { gunzipSync } from "node:zlib";
import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { maskSecrets } from "../redaction/unverifiable.ts";
import { canonicalJson } from "../run/identity.ts";
import { isLost, policyVersionsKind, versionArchiveFields } from "./policy-version-archive.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const policyBody = z.record(z.string(), z.unknown());
/** What a sync noted when it first stored a content; absent in versions of older releases. */
const origin = z.object({
  displayName: z.string(),
  settingCount: z.number().int(),
  runId: z.string(),
  /** The content that this one replaced. Absent for the first one. */
  previous: z.string().optional(),
});
const policyVersion = z.object({
  policyId: z.string(),
  /** Empty text once the version is purged, so that the last release reads it as no document. */
  body: z.instanceof(Uint8Array),
  storedAt: z.string(),
  origin: origin.optional(),
  ...versionArchiveFields,
});

/** The content of a policy to keep: the compressed canonical body under its digest. */
export interface ContentToKeep {
  readonly policyId: string;
  readonly contentHash: string;
  readonly body: Uint8Array;
}

/** One entry of a policy's history; without its origin when an older release stored it. */
export interface HistoryEntry {
  readonly contentHash: string;
  readonly storedAt: string;
  readonly origin?: z.infer<typeof origin> | undefined;
  readonly archivedAt?: string | undefined;
  readonly purgedAt?: string | undefined;
}

const versionsKind = policyVersionsKind;
/** Documents that a preview read at the provider: no sync has seen them, so they are no versions. */
const previewKind = "preview-documents";
type BodyKind = typeof versionsKind | typeof previewKind;

/** The contents of policies as immutable versions, each with the version it replaced. */
export function createPolicyVersions(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function findVersion(scope: RecordScope, contentHash: string) {
    const record = await store.find(scope, versionsKind, contentHash);
    return record === undefined ? undefined : policyVersion.parse(record);
  }

  /** Reads a stored body back; a damaged one is stored once more. Throws when it is damaged again. */
  async function confirm(scope: RecordScope, kind: BodyKind, contentHash: string, body: Uint8Array): Promise<void> {
    if (await isStoredAs(scope, kind, contentHash, body)) return;
    await store.update(scope, kind, contentHash, "SET #record.#body = :body", "attribute_exists(pk)", { body });
    if (await isStoredAs(scope, kind, contentHash, body)) return;
    throw new Error(`policy content ${contentHash}: its stored body differs from what was written; deliver again`);
  }

  async function isStoredAs(scope: RecordScope, kind: BodyKind, contentHash: string, body: Uint8Array) {
    const record = await store.find(scope, kind, contentHash);
    const stored = record === undefined ? undefined : policyVersion.parse(record);
    // A purge removed it meanwhile; the next sync of its policy stores it again.
    if (stored === undefined || isLost(stored)) return true;
    return plainText(stored.body) === plainText(body);
  }

  return {
    /**
     * Stores a content that a sync saw. When it is stored already, its first origin stays, and it returns to the history of
     * the policy; a body that a purge marked or removed is stored again.
     */
    async keep(
      scope: RecordScope,
      { policyId, contentHash, body }: ContentToKeep,
      from: z.infer<typeof origin>,
    ): Promise<void> {
      const version = { policyId, body, storedAt: now(), origin: from };
      const write = await store.tryPut(scope, versionsKind, contentHash, version, isAbsent);
      const stored = write.record === undefined ? undefined : policyVersion.parse(write.record);
      if (write.isWritten || stored === undefined) return confirm(scope, versionsKind, contentHash, body);
      const { archivedAt, keptFor } = stored;
      if (!isLost(stored) && archivedAt === undefined && keptFor === undefined) {
        return confirm(scope, versionsKind, contentHash, body);
      }
      const change =
        "SET #record.#body = :body, #record.#origin = if_not_exists(#record.#origin, :origin)" +
        " REMOVE #record.#purgingRunId, #record.#purgedAt, #record.#purgedByRunId, #record.#bytes," +
        " #record.#archivedAt, #record.#archivedByRunId, #record.#keptFor";
      await store.update(scope, versionsKind, contentHash, change, "attribute_exists(pk)", { body, origin: from });
      await confirm(scope, versionsKind, contentHash, body);
    },

    /** Stores a content that only its holders keep: it is no version of the policy's history until a sync sees it. */
    async keepFor(
      scope: RecordScope,
      { policyId, contentHash, body }: ContentToKeep,
      keptFor: "backup" | "change_set",
    ): Promise<void> {
      const version = { policyId, body, storedAt: now(), keptFor };
      const write = await store.tryPut(scope, versionsKind, contentHash, version, isAbsent);
      if (write.isWritten || write.record === undefined || !isLost(policyVersion.parse(write.record))) {
        return confirm(scope, versionsKind, contentHash, body);
      }
      const change =
        "SET #record.#body = :body REMOVE #record.#purgingRunId, #record.#purgedAt, #record.#purgedByRunId, #record.#bytes";
      await store.update(scope, versionsKind, contentHash, change, "attribute_exists(pk)", { body });
      await confirm(scope, versionsKind, contentHash, body);
    },

    /** Which of these contents are not stored, or are being purged. */
    async findLost(scope: RecordScope, contentHashes: readonly string[]): Promise<string[]> {
      const found = await store.findMany(scope, versionsKind, [...new Set(contentHashes)]);
      return [...new Set(contentHashes)].filter((hash) => {
        const record = found.get(hash);
        return record === undefined || isLost(policyVersion.parse(record));
      });
    },

    /** Stores a document as a preview read it. */
    async keepPreviewed(scope: RecordScope, { policyId, contentHash, body }: ContentToKeep): Promise<void> {
      await store.put(scope, previewKind, contentHash, { policyId, body, storedAt: now() }, isAbsent);
      await confirm(scope, previewKind, contentHash, body);
    },

    /**
     * The contents a policy has had, from this one backwards. A content that returned after another one is listed once,
     * at its first place, and the list ends where an older release stored a version.
     */
    async history(
      scope: RecordScope,
      policyId: string,
      { from, limit }: { readonly from: string; readonly limit: number },
    ): Promise<{ readonly entries: readonly HistoryEntry[]; readonly next?: string }> {
      const entries: HistoryEntry[] = [];
      const seen = new Set<string>();
      let contentHash: string | undefined = from;
      while (contentHash !== undefined && !seen.has(contentHash)) {
        if (entries.length === limit) return { entries, next: contentHash };
        seen.add(contentHash);
        const version = await findVersion(scope, contentHash);
        if (version?.policyId !== policyId) break;
        const { storedAt, archivedAt, purgedAt } = version;
        entries.push({ contentHash, storedAt, origin: version.origin, archivedAt, purgedAt });
        contentHash = version.origin?.previous;
      }
      return { entries };
    },

    /**
     * The body of a version as canonical JSON text, with secrets masked that an earlier release stored; undefined
     * when no such version exists.
     */
    async findBody(scope: RecordScope, contentHash: string): Promise<string | undefined> {
      const version = await findVersion(scope, contentHash);
      return version === undefined || version.purgedAt !== undefined ? undefined : textOf(version);
    },

    /** The same, only when it is a version of this policy. */
    async findBodyOf(scope: RecordScope, policyId: string, contentHash: string): Promise<string | undefined> {
      const version = await findVersion(scope, contentHash);
      return version?.policyId === policyId && version.purgedAt === undefined ? textOf(version) : undefined;
    },

    /** The document that a preview read. */
    async findPreviewed(scope: RecordScope, contentHash: string): Promise<string | undefined> {
      const record = await store.find(scope, previewKind, contentHash);
      return record === undefined ? undefined : textOf(policyVersion.parse(record));
    },
  };
}
export type PolicyVersions = ReturnType<typeof createPolicyVersions>;

/** The uncompressed text of a body; undefined for bytes that are no compressed text. */
function plainText(body: Uint8Array): string | undefined {
  try {
    return gunzipSync(body).toString("utf8");
  } catch {
    return undefined;
  }
}

const textOf = ({ body }: Pick<z.infer<typeof policyVersion>, "body">) => maskedText(gunzipSync(body).toString("utf8"));

/** Text without secrets, and text that is no document, is returned unchanged. */
function maskedText(text: string): string {
  const read = policyBody.safeParse(parsed(text));
  if (!read.success) return text;
  const { document, unverifiable } = maskSecrets(read.data);
  return unverifiable.length === 0 ? text : canonicalJson(document);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
