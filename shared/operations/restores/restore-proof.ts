import { failureSummary } from "../../run/failure-summary.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Failure, Run } from "../../run/run.ts";
import type { Json, ReconcileDecision, ReconcileResult, StartRequest } from "../define-operation.ts";
import { failureOf } from "./restore-messages.ts";
import { countResults, type RestoreItem, type RestoreRecord, type RestoreStatus } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** Reads of the adapter, which never calls the provider and never writes. */
export interface RestoreProofDependencies {
  readonly restoreRuns: {
    find(scope: Scope, id: string): Promise<RestoreRecord | undefined>;
    listItems(scope: Scope, id: string): Promise<readonly RestoreItem[]>;
  };
}

/** What a restore record and its items prove about their run. */
export interface Verdict {
  readonly decision: ReconcileDecision;
  readonly reasonCode: Extract<ReasonCode, `restore.${string}`>;
  readonly failures: readonly Failure[];
  readonly summaryCounts: Readonly<Record<string, number>>;
}

/** Statuses before any execution: a preview is not an execution. */
const unexecuted: Record<RestoreStatus, boolean> = {
  draft: true,
  scoped: true,
  checked: true,
  previewed: true,
  queued: false,
  running: false,
  completed: false,
  partial: false,
  failed: false,
  cancelled: false,
};
const evidenceIdsMax = 20;
/**
 * The single evaluation of a restore record, for its handler and its adapter (specs 359 and 364). Success requires
 * proof of every item; missing proof never counts as success.
 */
export function judgeRestore(record: RestoreRecord, items: readonly RestoreItem[]): Verdict {
  const counts = countResults(items);
  const restored = counts.applied + counts.skipped;
  const problems =
    Math.max(counts.failed, record.results?.failed ?? 0) +
    Math.max(counts.manualRequired, record.results?.manualRequired ?? 0);
  const verdict = (
    decision: ReconcileDecision,
    reasonCode: Verdict["reasonCode"],
    extra: readonly Failure[] = [],
  ): Verdict => ({
    decision,
    reasonCode,
    failures: failureSummary([...extra, ...itemFailures(record.failureReason === worldMoved ? movedOf(items) : items)]),
    summaryCounts: {
      total: record.itemCount ?? items.length,
      processed: restored + counts.failed + counts.manualRequired,
      succeeded: counts.applied,
      skipped: counts.skipped,
      failed: counts.failed,
      blocked: counts.manualRequired,
    },
  });

  if (record.isDryRun || unexecuted[record.status]) return verdict("still_in_progress", "restore.not_executed");
  switch (record.status) {
    case "partial":
      return verdict(
        "reconciled_partially_succeeded",
        "restore.partial_items",
        unlessItemsSay(items, "restore.partial_items"),
      );
    case "failed":
      return verdict(
        isOfPlan(record.failureReason) ? "reconciled_blocked" : "reconciled_failed",
        "restore.failed",
        reasonOf(record, items),
      );
    case "cancelled":
      return verdict("reconciled_failed", "restore.cancelled", [failureOf("restore.cancelled")]);
    case "completed": {
      if (problems > 0) {
        return verdict(
          "reconciled_partially_succeeded",
          "restore.partial_items",
          unlessItemsSay(items, "restore.partial_items"),
        );
      }
      const isWhole =
        record.completedAt !== undefined && restored > 0 && restored === (record.itemCount ?? items.length);
      if (isWhole && restored === items.length)
        return verdict("reconciled_succeeded", "restore.completed_with_item_proof");
      return verdict("attention_required", "restore.proof_incomplete", [failureOf("restore.proof_incomplete")]);
    }
    default:
      return verdict("still_in_progress", "restore.in_progress");
  }
}

const worldMoved = "plan.world_moved";
/** Items that stopped an approved plan; the others are as they were. */
const movedOf = (items: readonly RestoreItem[]) => items.filter(({ result }) => result?.reason !== worldMoved);

/** Whether a change set ended because of its plan or approval. */
export const isOfPlan = (reason: string | undefined): boolean => reason?.startsWith("plan.") ?? false;

/**
 * Finds the record of a restore run: the one its context names, else the one it created itself under the run's own
 * id. Only a record in the same scope and owned by this run can prove anything.
 */
export async function proveRestore(run: Run, { restoreRuns }: RestoreProofDependencies): Promise<ReconcileResult> {
  const found = await findRestore(run, restoreRuns);
  if (found === undefined) return { decision: "no_proof", reasonCode: "restore.record_missing", evidence: {} };
  const { scope, record } = found;
  const { id } = record;

  const items = record.isDryRun || unexecuted[record.status] ? [] : await restoreRuns.listItems(scope, id);
  const { decision, reasonCode, failures, summaryCounts } = judgeRestore(record, items);
  const isEnd = decision !== "still_in_progress";
  return {
    decision,
    reasonCode,
    evidence: evidenceOf(scope, record, items),
    related: { type: "restore_run", id: record.id },
    ...(isEnd && { summaryCounts }),
    ...(isEnd && { failures: failureSummary([...notesOf(record, items), ...failures]) }),
  };
}

/** The record of a restore run in the run's own scope, if this run owns it. */
export async function findRestore(run: Run, restoreRuns: Pick<RestoreProofDependencies["restoreRuns"], "find">) {
  const { environmentId, workspaceId } = run;
  if (environmentId === null) return undefined;
  const named = run.context.restoreRunId;
  const id = typeof named === "string" && named !== "" ? named : run.id;
  const scope = { workspaceId, environmentId };
  const record = await restoreRuns.find(scope, id);
  const isLinked =
    record !== undefined && (record.operationRunId === run.id || (record.operationRunId === undefined && named === id));
  return isLinked ? { scope, record } : undefined;
}

/** Ids and states only, never the content of a policy. */
function evidenceOf(
  scope: Scope,
  record: RestoreRecord,
  items: readonly RestoreItem[],
): { readonly [key: string]: Json } {
  const unproven = items.filter(({ result }) => result?.status !== "applied" && result?.status !== "skipped");
  const { applied, skipped, failed, manualRequired } = countResults(items);
  return {
    ...scope,
    restoreRunId: record.id,
    ...(record.backupSetId !== undefined && { backupSetId: record.backupSetId }),
    status: record.status,
    isDryRun: record.isDryRun,
    items: items.length,
    results: { applied, skipped, failed, manualRequired },
    unprovenItemIds: unproven.slice(0, evidenceIdsMax).map(({ itemId }) => itemId),
  };
}

/** The failures of items that were not restored, by reason. */
export function itemFailures(items: readonly RestoreItem[]): Failure[] {
  return items.flatMap(({ result, itemId: id, displayName: name, collection }) => {
    if (result?.status !== "failed" && result?.status !== "manual_required") return [];
    const { about, ...failure } = failureOf(result.reason ?? "restore.failed", result.missingPermission);
    return [{ ...failure, about: { ...about, collection, id, name } }];
  });
}

/** Limitations of a restore that its plan let begin, whatever its results; shown in its preview, its run and its record. */
export function notesOf(
  {
    incompleteCollections = [],
    action = "restore",
    failureReason,
  }: Pick<RestoreRecord, "incompleteCollections" | "action" | "failureReason">,
  items: readonly RestoreItem[],
): Failure[] {
  if (isOfPlan(failureReason)) return [];
  const gaps = incompleteCollections.map((collection) => ({
    ...failureOf("restore.set_incomplete"),
    about: { collection },
  }));
  const kept = items.flatMap(({ preview, result, collection, itemId: id, displayName: name }) => {
    const isLeft = (result?.status ?? preview?.change) === "manual_required";
    if (isLeft || (result ?? preview)?.reason !== "restore.actions_not_held") return [];
    return [{ ...failureOf("restore.actions_not_held"), about: { collection, id, name } }];
  });
  const own = action === "restore" ? [failureOf("restore.assignments_not_restored")] : [];
  return [...gaps, ...own, ...kept];
}

function unlessItemsSay(items: readonly RestoreItem[], code: string): Failure[] {
  return itemFailures(items).length > 0 ? [] : [failureOf(code)];
}

function reasonOf(record: RestoreRecord, items: readonly RestoreItem[]): Failure[] {
  if (record.failureReason !== undefined) return [failureOf(record.failureReason)];
  return unlessItemsSay(items, "restore.failed");
}
