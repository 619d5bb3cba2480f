import { failureSummary } from "../../run/failure-summary.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Failure } from "../../run/run.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { CollectionRead, EvidenceEntry } from "../evidence/evidence.ts";
import type { BackupSetUpdateInput } from "./backup_set.update.input.ts";
import {
  type BackupCoverage,
  type BackupItem,
  coverageOf,
  gapsOf,
  mergeItems,
  type TakeCounts,
} from "./backup-content.ts";
import { defaultSetName, holderOfSet } from "./backup-set-name.ts";

type Scope = StartRequest<unknown>["scope"];

/** The stored state of a set; `counts` and `coverage` exist once a backup has completed it. */
interface StoredSet {
  readonly id: string;
  readonly name: string;
  readonly status: "running" | "completed" | "partial" | "failed";
  readonly itemCount: number;
  readonly operationRunId: string;
  readonly counts?: TakeCounts | undefined;
  readonly coverage?: readonly BackupCoverage[] | undefined;
}
type Attempt = { readonly runId: string; readonly attempt: number };

interface HandleDependencies {
  readonly policies: {
    /** Which of these contents are not stored, or are being purged. */
    findLost(scope: Scope, contentHashes: readonly string[]): Promise<readonly string[]>;
    /** A consistent read of every policy that is not removed, and how completely their collections were read. */
    readCurrent(
      scope: Scope,
    ): Promise<{ readonly policies: readonly EvidenceEntry[]; readonly collections: readonly CollectionRead[] }>;
  };
  readonly backupSets: {
    find(scope: Scope, id: string): Promise<StoredSet | undefined>;
    listItems(scope: Scope, id: string): Promise<readonly BackupItem[]>;
    /** Records that this attempt updates the set, whose content stays; undefined when a later run owns the set. */
    begin(
      scope: Scope,
      wanted: { readonly id: string; readonly name: string; readonly by: Attempt; readonly n: number },
    ): Promise<object | undefined>;
    /** Replaces the content atomically; undefined when a later run owns the set. */
    complete(
      scope: Scope,
      id: string,
      by: Attempt,
      taken: {
        readonly name: string;
        readonly status: "completed" | "partial" | "failed";
        readonly items: readonly BackupItem[];
        readonly counts: TakeCounts;
        readonly coverage: readonly BackupCoverage[];
      },
    ): Promise<StoredSet | undefined>;
    /** Leaves the set unchanged, and fences off every attempt of the run. */
    release(scope: Scope, id: string, runId: string): Promise<void>;
  };
  readonly bodyHolds: {
    hold(scope: Scope, contentHashes: readonly string[], holder: string): Promise<void>;
    release(scope: Scope, contentHashes: readonly string[], holder: string): Promise<void>;
  };
  readonly tickets: Tickets;
  readonly clock: { now(): Date };
}

/** Stores the current policies in the set atomically, unless a later run owns the set. */
export async function handle(
  work: Work<BackupSetUpdateInput>,
  { policies, backupSets, bodyHolds, tickets, clock }: HandleDependencies,
): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { backupSetId, policyIds } = input;
  if (backupSetId === undefined) throw new Error("backup_set.update: the stored input names no set");
  const by = { runId: run.id, attempt: run.attempt };
  const n = await takeAttemptTicket(work, "backup-sets", tickets, { phase: "collecting_policies" });

  const known = await backupSets.find(scope, backupSetId);
  // An earlier attempt may have crashed after it completed the set.
  if (known?.operationRunId === run.id && known.counts !== undefined) return endOf(known, known.counts);
  const { policies: current, collections } = await policies.readCurrent(scope);
  if (current.length === 0) {
    return blocked("backup.no_synced_policies", "No policies have been synced here; run a policy sync first.");
  }
  const name = input.name ?? known?.name ?? defaultSetName(run.createdAt);
  if ((await backupSets.begin(scope, { id: backupSetId, name, by, n })) === undefined) return takenByLater;

  const before = await backupSets.listItems(scope, backupSetId);
  const taking = { operationRunId: run.id, takenAt: clock.now().toISOString() };
  const { items, counts } = mergeItems(before, current, policyIds, taking);
  const coverage = coverageOf(collections, policyIds && current.filter(({ policyId }) => policyIds.includes(policyId)));
  const isTaken = counts.failed < counts.total;
  if (!isTaken && before.length > 0) {
    // None of the requested policies exists, so the set keeps its previous content.
    await backupSets.release(scope, backupSetId, run.id);
    return endOf({ id: backupSetId, itemCount: before.length, coverage }, counts);
  }
  await work.report({ processed: counts.total, total: counts.total });
  const isWhole = counts.failed === 0 && gapsOf(coverage).length === 0;
  const status = isWhole ? "completed" : isTaken ? "partial" : "failed";
  // First the holds, then the bodies: a purge that marked one before sees its hold and leaves it.
  const holder = holderOfSet(backupSetId);
  const hashes = items.map(({ contentHash }) => contentHash);
  await bodyHolds.hold(scope, hashes, holder);
  const taken = items.filter(({ operationRunId }) => operationRunId === run.id);
  const lost = await policies.findLost(
    scope,
    taken.map(({ contentHash }) => contentHash),
  );
  if (lost.length > 0) {
    throw new Error(`backup set ${backupSetId}: a version is being purged; deliver again`);
  }
  const set = await backupSets.complete(scope, backupSetId, by, { name, status, items, counts, coverage });
  if (set === undefined) return takenByLater;
  const kept = new Set(hashes);
  const replaced = before.map(({ contentHash }) => contentHash).filter((hash) => !kept.has(hash));
  await bodyHolds.release(scope, replaced, holder);
  return endOf(set, counts);
}

/** The end of the run, derived from the stored set, so that it is the same for every attempt. */
function endOf(set: Pick<StoredSet, "id" | "itemCount" | "coverage">, counts: TakeCounts): WorkResult {
  const { total, failed } = counts;
  const summaryCounts = { ...counts, processed: total, items: set.itemCount };
  const related = { type: "backup_set", id: set.id };
  const gaps = gapsOf(set.coverage ?? []);
  if (failed === 0 && gaps.length === 0) return { kind: "ended", outcome: "succeeded", summaryCounts, related };

  const missing: Failure = {
    code: "backup.policy_missing",
    message: "A requested policy is not among the synced policies.",
    count: failed,
  };
  const failures = failureSummary([...(failed > 0 ? [missing] : []), ...gaps]);
  const reasonCode: ReasonCode = failed > 0 ? "backup.items_failed" : "backup.source_incomplete";
  const outcome = failed < total ? "partially_succeeded" : "failed";
  return { kind: "ended", outcome, reasonCode, summaryCounts, failures, related };
}

function blocked(reasonCode: "backup.no_synced_policies" | "backup.taken_by_later_run", message: string): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}

const takenByLater = blocked(
  "backup.taken_by_later_run",
  "A later run updates this backup set and decides its content.",
);
