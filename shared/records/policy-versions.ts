import { gunzipSync } from "node:zlib";
import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { maskSecrets } from "../redaction/unverifiable.ts";
import { canonicalJson } from "../run/identity.ts";
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
  body: z.instanceof(Uint8Array),
  storedAt: z.string(),
  origin: origin.optional(),
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
}

const versionsKind = "policy-versions";
/** Documents that a preview read at the provider: no sync has seen them, so they are no versions. */
const previewKind = "preview-documents";

/** The contents of policies as immutable versions, each with the version it replaced. */
export function createPolicyVersions(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function findVersion(scope: RecordScope, contentHash: string) {
    const record = await store.find(scope, versionsKind, contentHash);
    return record === undefined ? undefined : policyVersion.parse(record);
  }

  return {
    /** Stores a content that a sync saw. Without effect when it is stored already: its first origin stays. */
    async keep(
      scope: RecordScope,
      { policyId, contentHash, body }: ContentToKeep,
      from: z.infer<typeof origin>,
    ): Promise<void> {
      const version = { policyId, body, storedAt: now(), origin: from };
      await store.put(scope, versionsKind, contentHash, version, isAbsent);
    },

    /** Stores a document as a preview read it. */
    async keepPreviewed(scope: RecordScope, { policyId, contentHash, body }: ContentToKeep): Promise<void> {
      await store.put(scope, previewKind, contentHash, { policyId, body, storedAt: now() }, isAbsent);
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
        entries.push({ contentHash, storedAt: version.storedAt, origin: version.origin });
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
      return version && textOf(version);
    },

    /** The same, only when it is a version of this policy. */
    async findBodyOf(scope: RecordScope, policyId: string, contentHash: string): Promise<string | undefined> {
      const version = await findVersion(scope, contentHash);
      return version?.policyId === policyId ? textOf(version) : undefined;
    },

    /** The document that a preview read. */
    async findPreviewed(scope: RecordScope, contentHash: string): Promise<string | undefined> {
      const record = await store.find(scope, previewKind, contentHash);
      return record === undefined ? undefined : textOf(policyVersion.parse(record));
    },
  };
}
export type PolicyVersions = ReturnType<typeof createPolicyVersions>;

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
