import { gzipSync } from "node:zlib";
import { canonicalJson } from "../../run/identity.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import { type EvidenceEntry, isReadWhole } from "../evidence/evidence.ts";
import type { UsableRecord } from "../evidence/tenant.evidence.snapshot.generate.work.ts";
import { hashOf } from "../policies/normal-form.ts";
import { policyCollections } from "../provider/provider-access.ts";
import type { BaselineCaptureInput } from "./baseline.capture.input.ts";
import {
  type ActiveSnapshot,
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
import { comparableHash, formVersion } from "./comparable-document.ts";
import { keyOfPolicy } from "./match-policies.ts";

interface Snapshot {
  readonly id: string;
  readonly baselineProfileId: string;
  readonly operationRunId: string;
  readonly fingerprint: string;
  readonly itemCount: number;
  readonly content: string;
  readonly capturedAt: string;
}

interface HandleDependencies {
  readonly baselineProfiles: Profiles & {
    /** Makes a snapshot the current baseline, unless a later attempt has done so. */
    activate(scope: Scope, id: string, active: ActiveSnapshot): Promise<void>;
  };
  readonly baselineSnapshots: {
    find(scope: Scope, id: string): Promise<Snapshot | undefined>;
    listItems(scope: Scope, content: string): Promise<readonly BaselineItem[]>;
    putItems(scope: Scope, content: string, items: readonly BaselineItem[]): Promise<void>;
    /** Stores the snapshot, or returns the one that an earlier attempt of the run stored. */
    complete(scope: Scope, snapshot: Snapshot): Promise<Snapshot>;
  };
  readonly policies: SyncedPolicies;
  readonly usable: {
    point(
      scope: Scope,
      kind: "baseline-snapshots",
      correlationHash: string | undefined,
      to: UsableRecord,
    ): Promise<void>;
  };
  readonly tickets: Tickets;
  readonly clock: { now(): Date };
}

/** Items stored between two reports. */
const itemsAtOnce = 40;

/**
 * Captures the synced policies of a profile as its baseline. Refuses what is not whole: a baseline with gaps would hide
 * drift for ever. The items are read again before the snapshot names them.
 */
export async function handle(work: Work<BaselineCaptureInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run } = work;
  const { baselineProfileId } = work.input;
  const { baselineProfiles, baselineSnapshots, policies, tickets, clock } = needs;
  const n = await takeAttemptTicket(work, "baseline-snapshots", tickets, { phase: "collecting_policies" });

  const profile = await baselineProfiles.find(scope, baselineProfileId);
  if (profile === undefined) return endedBy("blocked", "baseline.profile_missing", "The baseline profile is gone.");
  // An earlier attempt may have crashed after it completed the snapshot.
  const known = await baselineSnapshots.find(scope, run.id);
  if (known !== undefined) return activated(known);

  const { policies: current, collections } = await policies.readCurrent(scope);
  const whole = policyCollections.map((name) => collections.find(({ collection }) => collection === name));
  if (!whole.every(isReadWhole)) {
    return endedBy("blocked", "baseline.source_incomplete", "The last policy sync did not read everything.");
  }
  if (isOlderThan(collections, sourceStaleAfterSeconds, clock.now())) {
    return endedBy("blocked", "baseline.source_stale", "The last policy sync is older than a day.");
  }
  const { selection } = profile;
  const chosen = current.filter(({ policyId }) => selection === "all" || selection.includes(policyId));
  const synced = new Set(current.map(({ policyId }) => policyId));
  const absent = selection === "all" ? [] : selection.filter((id) => !synced.has(id));
  // A baseline without some of the selected policies would hide their drift.
  if (chosen.length === 0 || absent.length > 0) {
    return endedBy("failed", "baseline.no_policies", "Policies of the profile are not synced.", absent);
  }

  const items = await itemsOf(chosen);
  if (items === undefined) {
    return endedBy("blocked", "baseline.source_incomplete", "The document of a policy is not stored.");
  }
  const fingerprint = fingerprintOf(items);
  if (profile.active?.fingerprint === fingerprint) return endOf(profile.active.id, items.length, true);

  const content = `${run.id}.${run.attempt}`;
  for (let at = 0; at < items.length; at += itemsAtOnce) {
    await baselineSnapshots.putItems(scope, content, items.slice(at, at + itemsAtOnce));
    await work.report({ processed: Math.min(at + itemsAtOnce, items.length) - 1, total: items.length });
  }
  const stored = await baselineSnapshots.listItems(scope, content);
  const checked = stored.map((item) => ({ ...item, comparableHash: comparableHash(itemDocument(item)) }));
  if (stored.length !== items.length || fingerprintOf(checked) !== fingerprint) {
    return endedBy("failed", "baseline.not_taken_over", "The stored baseline differs from what was captured.");
  }
  const capturedAt = clock.now().toISOString();
  const snapshot = { id: run.id, baselineProfileId, operationRunId: run.id, fingerprint, content, capturedAt };
  return activated(await baselineSnapshots.complete(scope, { ...snapshot, itemCount: items.length }));

  async function itemsOf(entries: readonly EvidenceEntry[]): Promise<readonly BaselineItem[] | undefined> {
    const documents = await documentsOf(scope, entries, policies, () => work.report({ phase: "collecting_policies" }));
    const captured = entries.flatMap(({ policyId, collection, platform, displayName, contentHash }) => {
      const document = documents.get(contentHash);
      if (document === undefined) return [];
      const body = gzipSync(canonicalJson(document));
      return [
        { policyId, collection, platform, displayName, contentHash, comparableHash: comparableHash(document), body },
      ];
    });
    return captured.length === entries.length ? captured : undefined;
  }

  async function activated(snapshot: Snapshot): Promise<WorkResult> {
    const { id, content, itemCount, fingerprint: captured, capturedAt: at } = snapshot;
    await baselineProfiles.activate(scope, baselineProfileId, {
      ...{ id, content, itemCount, fingerprint: captured, capturedAt: at, n },
    });
    const { gen, epoch } = run;
    const to = { id, operationRunId: run.id, usableAt: at, gen, epoch };
    await needs.usable.point(scope, "baseline-snapshots", run.correlationHash, to);
    return endOf(id, itemCount, false);
  }
}

/** Equal for two captures of the same configuration, whatever its spelling. */
function fingerprintOf(
  items: readonly Pick<BaselineItem, "policyId" | "collection" | "displayName" | "comparableHash">[],
) {
  const facts = items.map((item) => [keyOfPolicy(item), item.displayName, item.comparableHash]);
  return `${formVersion}.${hashOf(facts.map((fact) => canonicalJson(fact)).sort())}`;
}

function endOf(id: string, policies: number, isUnchanged: boolean): WorkResult {
  const summaryCounts = { total: policies, processed: policies, policies, unchanged: isUnchanged ? policies : 0 };
  return { kind: "ended", outcome: "succeeded", summaryCounts, related: { type: "baseline_snapshot", id } };
}
