import { gunzipSync } from "node:zlib";
import type { StartRequest } from "../define-operation.ts";
import type { StoredPolicy } from "../policies/chosen-policies.ts";
import { type VersionBody, versionBodyOf } from "../policies/version-body.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import { bodyIn } from "./restore-target.ts";

type Scope = StartRequest<unknown>["scope"];

/** One policy of the source, and where its stored document is. */
export interface Promoted {
  readonly policyId: string;
  readonly collection: PolicyCollection;
  readonly displayName: string;
  readonly contentHash: string;
  /** The document of a baseline; absent where the version of the source holds it. */
  readonly body?: Uint8Array;
}

/** What is read of the source; nothing of it is ever asked at its provider. */
export interface PromotionSource {
  readonly policies: { find(scope: Scope, id: string): Promise<StoredPolicy | undefined> };
  readonly baselineSnapshots: {
    find(scope: Scope, id: string): Promise<{ readonly content: string; readonly itemCount: number } | undefined>;
    listItems(scope: Scope, content: string): Promise<readonly (Promoted & { readonly body: Uint8Array })[]>;
  };
}

/**
 * The chosen policies of a baseline, or of the last sync; policies that the source does not have are left out. Undefined
 * when there is no such baseline, or not all of it.
 */
export async function findPromoted(
  source: Scope,
  {
    policyIds,
    baselineSnapshotId,
  }: { readonly policyIds?: readonly string[] | undefined; readonly baselineSnapshotId?: string | undefined },
  { policies, baselineSnapshots }: PromotionSource,
): Promise<readonly Promoted[] | undefined> {
  if (baselineSnapshotId !== undefined) {
    const snapshot = await baselineSnapshots.find(source, baselineSnapshotId);
    const items = snapshot && (await baselineSnapshots.listItems(source, snapshot.content));
    if (items?.length !== snapshot?.itemCount) return undefined;
    return items?.filter(({ policyId }) => policyIds?.includes(policyId) ?? true);
  }
  const found = await Promise.all([...new Set(policyIds)].map((id) => policies.find(source, id)));
  return found.flatMap((policy) =>
    policy === undefined || policy.removedAt !== undefined ? [] : [{ ...policy, policyId: policy.id }],
  );
}

/** The document to promote as it is stored in the target; undefined when it is gone or cannot be stored. */
export async function documentOf(
  source: Scope,
  { body, contentHash }: Promoted,
  policies: { findBody(scope: Scope, contentHash: string): Promise<string | undefined> },
): Promise<VersionBody | undefined> {
  const text = body === undefined ? await policies.findBody(source, contentHash) : gunzipSync(body).toString("utf8");
  const document = text === undefined ? undefined : bodyIn(text);
  const version = document && versionBodyOf(document);
  return typeof version === "string" ? undefined : version;
}
