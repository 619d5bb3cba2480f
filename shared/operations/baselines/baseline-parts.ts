import { gunzipSync } from "node:zlib";
import { parseExactJson } from "../../foundation/exact-json.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { StartRequest, WorkResult } from "../define-operation.ts";
import type { CollectionRead, EvidenceEntry } from "../evidence/evidence.ts";
import { bodyOf } from "../restores/restore-content.ts";
import type { Json } from "./comparable-document.ts";
import type { Named } from "./match-policies.ts";

export type Scope = StartRequest<unknown>["scope"];

/** The part of a profile that operations need; the stored record has more fields. */
export interface BaselineProfile {
  readonly id: string;
  readonly name: string;
  readonly sourceEnvironmentId: string;
  readonly selection: "all" | readonly string[];
  readonly active?: ActiveSnapshot | undefined;
}
export interface ActiveSnapshot {
  readonly id: string;
  readonly content: string;
  readonly itemCount: number;
  readonly fingerprint: string;
  readonly capturedAt: string;
  readonly n: number;
}
export interface Profiles {
  find(scope: Scope, id: string): Promise<BaselineProfile | undefined>;
}

/** One captured policy, with its masked document as compressed canonical JSON. */
export interface BaselineItem extends Named {
  readonly platform: string;
  readonly contentHash: string;
  readonly comparableHash: string;
  readonly body: Uint8Array;
}

/** What both operations read of the synced policies. */
export interface SyncedPolicies {
  /** A consistent read of every policy that is not removed, and how completely their collections were read. */
  readCurrent(
    scope: Scope,
  ): Promise<{ readonly policies: readonly EvidenceEntry[]; readonly collections: readonly CollectionRead[] }>;
  /** The body of a version as canonical JSON text; undefined when no such version exists. */
  findBody(scope: Scope, contentHash: string): Promise<string | undefined>;
}

/** Age in seconds beyond which a sync is too old to be captured or compared. */
export const sourceStaleAfterSeconds = 24 * 3600;
/** Documents read at once. */
const readsAtOnce = 8;

/** Documents by content hash; a version that is missing or no document is left out. */
export async function documentsOf(
  scope: Scope,
  entries: readonly { readonly contentHash: string }[],
  policies: Pick<SyncedPolicies, "findBody">,
  report: (read: number) => Promise<void>,
): Promise<ReadonlyMap<string, Json>> {
  const hashes = [...new Set(entries.map(({ contentHash }) => contentHash))];
  const documents = new Map<string, Json>();
  for (let at = 0; at < hashes.length; at += readsAtOnce) {
    const chunk = hashes.slice(at, at + readsAtOnce);
    const texts = await Promise.all(chunk.map((hash) => policies.findBody(scope, hash)));
    for (const [index, text] of texts.entries()) {
      const document = text === undefined ? undefined : documentIn(text);
      if (document !== undefined) documents.set(chunk[index] ?? "", document);
    }
    await report(Math.min(at + readsAtOnce, hashes.length));
  }
  return documents;
}

/** The document of a stored item. Throws for a damaged one: a baseline must not look smaller than it is. */
export function itemDocument({ body, policyId }: Pick<BaselineItem, "body" | "policyId">): Json {
  const document = documentIn(gunzipSync(body).toString("utf8"));
  if (document === undefined) throw new Error(`baseline item ${policyId}: its body is no document`);
  return document;
}

function documentIn(text: string): Json | undefined {
  try {
    return bodyOf(parseExactJson(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether the oldest of these reads is older than a number of seconds. */
export function isOlderThan(reads: readonly CollectionRead[], seconds: number, now: Date): boolean {
  return reads.some(({ readAt }) => now.getTime() - Date.parse(readAt) > seconds * 1000);
}

export function endedBy(
  outcome: "blocked" | "failed",
  reasonCode: Extract<ReasonCode, `baseline.${string}`>,
  message: string,
  policyIds: readonly string[] = [],
): WorkResult {
  const failure = { code: reasonCode, message };
  const failures = policyIds.length === 0 ? [failure] : policyIds.map((id) => ({ ...failure, about: { id } }));
  return { kind: "ended", outcome, reasonCode, failures };
}
