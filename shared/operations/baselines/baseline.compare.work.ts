import { FencedError } from "../../foundation/fenced-error.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import { type EvidenceEntry, isReadWhole } from "../evidence/evidence.ts";
import { holdsActions } from "../policies/scheduled-actions.ts";
import { type PolicyCollection, policyCollections } from "../provider/provider-access.ts";
import type { BaselineCompareInput } from "./baseline.compare.input.ts";
import { type Observation, observationsOf, ofPolicy } from "./baseline-findings.ts";
import {
  type BaselineItem,
  documentsOf,
  endedBy,
  isOlderThan,
  itemDocument,
  type Profiles,
  type Scope,
  type SyncedPolicies,
  sourceStaleAfterSeconds,
} from "./baseline-parts.ts";
import { keyOfPolicy, matchPolicies } from "./match-policies.ts";
import { type Finding, observed, resolved } from "./merge-findings.ts";

type Stored = Finding & { readonly revision: number };

interface Comparison {
  readonly id: string;
  readonly status: "completed" | "partial";
  readonly baselineProfileId: string;
  readonly baselineSnapshotId: string;
  readonly operationRunId: string;
  readonly total: number;
  readonly matched: number;
  readonly missing: number;
  readonly ambiguous: number;
  readonly unreadable: number;
  readonly unexpected: number;
  readonly findings: number;
  readonly accepted: number;
  readonly resolved: number;
  readonly settings: number;
  readonly reordered: number;
  readonly secrets: number;
  readonly schemaChanged: readonly string[];
}

interface HandleDependencies {
  readonly baselineProfiles: Profiles;
  readonly baselineSnapshots: { listItems(scope: Scope, content: string): Promise<readonly BaselineItem[]> };
  readonly baselineComparisons: {
    find(scope: Scope, id: string): Promise<Comparison | undefined>;
    /** Stores the result, or returns the one that an earlier attempt of the run stored. */
    complete(scope: Scope, comparison: Comparison): Promise<Comparison>;
  };
  readonly driftFindings: {
    find(scope: Scope, id: string): Promise<Stored | undefined>;
    listOf(scope: Scope, baselineProfileId: string): Promise<readonly Stored[]>;
    /** False when a decision or another comparison has written the finding since it was read. */
    put(scope: Scope, before: Stored | undefined, next: Finding): Promise<boolean>;
  };
  readonly bindings: {
    find(
      scope: Scope,
      connectionId: string,
      place: { readonly collection: PolicyCollection; readonly id: string },
    ): Promise<{ readonly boundId: string } | undefined>;
  };
  readonly connections: { findDefault(scope: Scope): Promise<{ readonly id: string } | undefined> };
  readonly policies: SyncedPolicies;
  readonly tickets: Tickets;
  readonly clock: { now(): Date };
}

/** Findings of one profile; beyond it a comparison says nothing that anyone could work through. */
const findingsMax = 5000;
/** Retry limit for a finding that people keep deciding about. */
const roundsMax = 5;

/**
 * Compares the synced policies with a baseline and brings its findings up to date. A finding is resolved only when its
 * policy was read whole; when no policy of the baseline is found, nothing is concluded at all.
 */
export async function handle(work: Work<BaselineCompareInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run } = work;
  const { baselineProfileId, maxAgeSeconds = sourceStaleAfterSeconds } = work.input;
  const { baselineProfiles, baselineSnapshots, baselineComparisons, driftFindings, policies, tickets, clock } = needs;
  const n = await takeAttemptTicket(work, "drift-findings", tickets, { phase: "collecting_policies" });

  const known = await baselineComparisons.find(scope, run.id);
  if (known !== undefined) return endOf(known);
  const profile = await baselineProfiles.find(scope, baselineProfileId);
  const active = profile?.active;
  if (profile === undefined || active === undefined) {
    return endedBy("blocked", "baseline.profile_missing", "The baseline profile or its baseline is gone.");
  }
  const items = await baselineSnapshots.listItems(scope, active.content);
  if (items.length !== active.itemCount)
    throw new Error(`baseline ${active.id}: ${items.length} of ${active.itemCount}`);
  const { policies: current, collections } = await policies.readCurrent(scope);
  if (collections.length > 0 && isOlderThan(collections, maxAgeSeconds, clock.now())) {
    return endedBy("blocked", "baseline.source_stale", "The last policy sync is older than the comparison accepts.");
  }
  const isWhole = new Set(
    policyCollections.filter((name) => isReadWhole(collections.find(({ collection }) => collection === name))),
  );

  const isOwnEnvironment = profile.sourceEnvironmentId === scope.environmentId;
  const boundIds = isOwnEnvironment ? await boundIdsOf(items, current) : new Map<string, string>();
  const { matches, extra } = matchPolicies(items, current, { isOwnEnvironment, boundIds });
  const found = matches.flatMap((match) => ("policy" in match ? [match] : []));
  if (found.length === 0) {
    return endedBy("blocked", "baseline.nothing_matched", "No policy of the baseline was found in the environment.");
  }
  const documents = await documentsOf(
    scope,
    found.map(({ policy }) => policy),
    policies,
    () => work.report({ phase: "collecting_policies" }),
  );
  const pairs = found.flatMap((match) => {
    const actual = documents.get(match.policy.contentHash);
    const expected = itemDocument(match.item);
    // A sync of an earlier release read no actions: whether they deviate is not known.
    const isHeldWhole = actual !== undefined && (holdsActions(actual) || !holdsActions(expected));
    return isHeldWhole ? [{ match, expected, actual }] : [];
  });
  const compared = new Set(pairs.map(({ match }) => match));
  const { observations, counts } = observationsOf(baselineProfileId, pairs);
  const lost = matches.flatMap((match) => ("policy" in match ? [] : [match]));
  // A policy that an incomplete list does not name may still exist.
  const gone = lost.filter(({ item }) => isWhole.has(item.collection));
  const unexpected = profile.selection === "all" ? extra : [];
  const all: readonly Observation[] = [
    ...observations,
    ...gone.map(({ item, kind }) => ofPolicy(baselineProfileId, kind, item)),
    ...unexpected.map((policy) => ofPolicy(baselineProfileId, "unexpected", policy, policy)),
  ];
  if (all.length > findingsMax) {
    return endedBy("failed", "baseline.too_many_findings", `There are more than ${findingsMax} findings.`);
  }

  const unread = new Set([
    ...found.filter((match) => !compared.has(match)).map(({ item }) => keyOfPolicy(item)),
    ...lost.filter(({ item }) => !isWhole.has(item.collection)).map(({ item }) => keyOfPolicy(item)),
  ]);
  const by = { baselineProfileId, operationRunId: run.id, n };
  const written = await update(all, await driftFindings.listOf(scope, baselineProfileId));
  const countOf = (status: Finding["status"]) => written.filter((finding) => finding.status === status).length;
  const isPartial = unread.size > 0 || isWhole.size < policyCollections.length;
  return endOf(
    await baselineComparisons.complete(scope, {
      ...{ id: run.id, baselineProfileId, baselineSnapshotId: active.id, operationRunId: run.id },
      status: isPartial ? "partial" : "completed",
      total: items.length,
      matched: pairs.length,
      missing: gone.filter(({ kind }) => kind === "missing").length,
      ambiguous: gone.filter(({ kind }) => kind === "ambiguous").length,
      unreadable: unread.size,
      unexpected: unexpected.length,
      findings: countOf("open"),
      accepted: countOf("accepted"),
      resolved: countOf("resolved"),
      ...counts,
    }),
  );

  /** Writes every finding that was observed, or that a whole read no longer shows; returns them as they are now. */
  async function update(wanted: readonly Observation[], stored: readonly Stored[]): Promise<readonly Finding[]> {
    const before = new Map(stored.map((finding) => [finding.id, finding]));
    const ids = new Set(wanted.map(({ id }) => id));
    const results: Finding[] = [];
    const total = wanted.length + stored.length;
    const steps = [
      ...wanted.map((observation) => ({
        id: observation.id,
        next: (old: Stored | undefined, now: string) => observed(old, observation, { ...by, now }),
      })),
      ...stored
        .filter((finding) => !ids.has(finding.id) && !isUnread(finding) && isToResolve(finding))
        .map(({ id }) => ({
          id,
          next: (old: Stored | undefined, now: string) => old && resolved(old, { ...by, now }),
        })),
    ];
    for (const [at, { id, next }] of steps.entries()) {
      const finding = await write(id, before.get(id), next);
      if (finding !== undefined) results.push(finding);
      await work.report({ processed: Math.min(at, total - 1), total });
    }
    return results;
  }

  /** An earlier attempt of this run may have resolved it already. */
  function isToResolve({ status, operationRunId }: Finding): boolean {
    return status !== "resolved" || operationRunId === run.id;
  }

  function isUnread({ policyKey, kind }: Finding): boolean {
    const [collection] = policyKey.split(":");
    const isRead = policyCollections.some((name) => name === collection && isWhole.has(name));
    return unread.has(policyKey) || (!isRead && ["missing", "unexpected", "ambiguous"].includes(kind));
  }

  async function write(
    id: string,
    read: Stored | undefined,
    next: (old: Stored | undefined, now: string) => Finding | undefined,
  ): Promise<Finding | undefined> {
    let old = read;
    for (let round = 0; round < roundsMax; round++) {
      const finding = next(old, clock.now().toISOString());
      if (finding === undefined) return undefined;
      if (await driftFindings.put(scope, old, finding)) return finding;
      old = await driftFindings.find(scope, id);
      if (old !== undefined && old.n > n) {
        if (old.operationRunId === run.id) throw new FencedError(`finding ${id}`);
        return old;
      }
    }
    throw new Error(`finding ${id}: others kept writing it; deliver again`);
  }

  /** The current ids of policies that a restore recreated. */
  async function boundIdsOf(wanted: readonly BaselineItem[], present: readonly EvidenceEntry[]) {
    const keys = new Set(present.map(keyOfPolicy));
    const bound = new Map<string, string>();
    const connection = await needs.connections.findDefault(scope);
    for (const item of wanted.filter((one) => connection !== undefined && !keys.has(keyOfPolicy(one)))) {
      let id: string | undefined = item.policyId;
      const passed = new Set<string>();
      while (id !== undefined && !passed.has(id) && connection !== undefined) {
        passed.add(id);
        const next: string | undefined = (
          await needs.bindings.find(scope, connection.id, { collection: item.collection, id })
        )?.boundId;
        if (next !== undefined) bound.set(keyOfPolicy(item), next);
        id = next;
      }
    }
    return bound;
  }
}

/** Findings never make a run a problem; what could not be read does. */
function endOf(comparison: Comparison): WorkResult {
  const { id, total, matched, unreadable, findings, accepted, status, settings } = comparison;
  const summaryCounts = { total, processed: total, policies: matched, settings, findings, skipped: accepted };
  const related = { type: "baseline_comparison", id };
  if (status === "completed") return { kind: "ended", outcome: "succeeded", summaryCounts, related };
  const reasonCode = "baseline.policies_unreadable";
  const message = "Some policies were not read whole; their findings stay as they were.";
  const failures = [{ code: reasonCode, message, ...(unreadable > 0 && { count: unreadable }) }];
  return { kind: "ended", outcome: "partially_succeeded", reasonCode, summaryCounts, failures, related };
}
