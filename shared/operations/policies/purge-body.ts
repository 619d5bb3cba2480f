import type { StartRequest } from "../define-operation.ts";
import { stateDigest } from "../plans/plan-guard.ts";
import type { NewPlanItem, PlanItemResult } from "../plans/plan-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** A version of a policy without its body. */
export interface VersionState {
  readonly contentHash: string;
  readonly policyId: string;
  readonly storedAt: string;
  readonly origin?: { readonly displayName: string; readonly previous?: string | undefined } | undefined;
  readonly archivedAt?: string | undefined;
  readonly archivedByRunId?: string | undefined;
  readonly keptFor?: string | undefined;
  readonly purgingRunId?: string | undefined;
  readonly purgedAt?: string | undefined;
  readonly purgedByRunId?: string | undefined;
}

export interface PurgeBodyDependencies {
  readonly versionArchive: {
    find(scope: Scope, contentHash: string): Promise<VersionState | undefined>;
    beginPurge(scope: Scope, contentHash: string, runId: string): Promise<VersionState | undefined>;
    leave(scope: Scope, contentHash: string, runId: string): Promise<VersionState | undefined>;
    endPurge(scope: Scope, contentHash: string, runId: string): Promise<VersionState | undefined>;
  };
  readonly bodyHolds: {
    holdersOf(scope: Scope, contentHash: string): Promise<readonly string[]>;
    release(scope: Scope, contentHashes: readonly string[], holder: string): Promise<void>;
  };
  readonly policies: {
    find(scope: Scope, id: string): Promise<{ readonly contentHash: string } | undefined>;
  };
}

/** What else may hold a body. */
export interface Holders {
  /** The bodies that backup sets contain, whether or not they stored holds. */
  readonly others: ReadonlyMap<string, string>;
  /** The holders on whose behalf the body is purged. */
  readonly except?: readonly string[];
}

/** Why a body must stay; undefined when nothing holds it. */
export async function holdOf(
  scope: Scope,
  version: VersionState,
  { others, except = [] }: Holders,
  { bodyHolds, policies }: Pick<PurgeBodyDependencies, "bodyHolds" | "policies">,
): Promise<string | undefined> {
  if (others.has(version.contentHash)) return "held.backup";
  const policy = await policies.find(scope, version.policyId);
  if (policy?.contentHash === version.contentHash) return "held.current";
  if (version.archivedAt === undefined && version.keptFor === undefined) return "held.history";
  const holders = await bodyHolds.holdersOf(scope, version.contentHash);
  return holders.some((holder) => !except.includes(holder)) ? "held.kept" : undefined;
}

/** Plans the purge of a body; undefined when there is none any more. */
export async function planBody(
  scope: Scope,
  contentHash: string,
  holders: Holders,
  needs: PurgeBodyDependencies,
): Promise<Pick<NewPlanItem, "action" | "state" | "reason" | "record"> | undefined> {
  const version = await needs.versionArchive.find(scope, contentHash);
  if (version === undefined || version.purgedAt !== undefined) return undefined;
  const reason = await holdOf(scope, version, holders, needs);
  const item = { state: versionState(version), record: { kind: "policies", id: version.policyId } } as const;
  return reason === undefined ? { ...item, action: "purge" } : { ...item, action: "keep", reason };
}

/** Overwrites a body that is as planned and that nothing holds. Idempotent for one run. */
export async function purgeBody(
  scope: Scope,
  contentHash: string,
  plannedState: string,
  runId: string,
  holders: Holders,
  needs: PurgeBodyDependencies,
): Promise<PlanItemResult> {
  const seen = await needs.versionArchive.find(scope, contentHash);
  if (seen?.purgedByRunId === runId) return { status: "done" };
  if (seen === undefined || versionState(seen) !== plannedState) return changed;
  // First the mark, then the holds: a later taker of a hold sees the mark.
  const marked = await needs.versionArchive.beginPurge(scope, contentHash, runId);
  if (marked?.purgingRunId !== runId) return changed;
  const reason = await holdOf(scope, marked, holders, needs);
  if (reason !== undefined) {
    await needs.versionArchive.leave(scope, contentHash, runId);
    return { status: "left", reason };
  }
  const after = await needs.versionArchive.endPurge(scope, contentHash, runId);
  return after?.purgedByRunId === runId ? { status: "done" } : changed;
}

const changed: PlanItemResult = { status: "left", reason: "plan.changed_since" };

/** What of a version decides whether it is still the planned one. */
export const versionState = ({ contentHash, archivedAt, keptFor }: VersionState): string =>
  stateDigest({ contentHash, archivedAt, keptFor });
