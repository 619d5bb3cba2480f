import * as z from "zod";
import { mayHaveFrozenAttempt } from "../../run/frozen-attempt.ts";
import type { Run } from "../../run/run.ts";
import type { StartRequest } from "../define-operation.ts";
import { findRestore } from "./restore-proof.ts";
import type { ChangeAction, RestoreRecord, RestoreStatus } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** Dependencies for closing an abandoned record. */
export interface RestoreClosingDependencies {
  /** Releases the write lease that a run holds between two parts; a working attempt keeps its lease. */
  readonly providerWriter: { releaseWaiting(scope: Scope, runId: string): Promise<void> };
  readonly restoreRuns: {
    find(scope: Scope, id: string): Promise<RestoreRecord | undefined>;
    /** Stores the record that a frozen attempt of the run may still open, as failed. */
    bar(
      scope: Scope,
      wanted: {
        readonly id: string;
        readonly action: ChangeAction;
        readonly backupSetId?: string;
        readonly sourceEnvironmentId?: string;
        readonly baselineSnapshotId?: string;
        readonly requestedByUserId: string;
        readonly isDryRun: boolean;
        readonly requestedItems: "all" | string[];
        readonly failureReason: string;
        readonly completedAt: string;
      },
    ): Promise<void>;
    /** Assigns a preview to a run, so that no attempt of it can take the preview over later. */
    bindPreview(
      scope: Scope,
      id: string,
      by: { readonly runId: string; readonly attempt: number },
      isApproved: boolean,
    ): Promise<unknown>;
    move(
      scope: Scope,
      id: string,
      by: { readonly runId: string },
      to: "failed",
      values: { readonly failureReason: string; readonly completedAt: string },
    ): Promise<unknown>;
  };
}

/** Statuses of a record whose work continues or is about to; a preview is an end of its own. */
const goesOn: Record<RestoreStatus, boolean> = {
  draft: true,
  scoped: true,
  checked: true,
  previewed: false,
  queued: true,
  running: true,
  completed: false,
  partial: false,
  failed: false,
  cancelled: false,
};
const chosenPolicies = z.looseObject({
  policyIds: z.array(z.string()).optional(),
  sourceEnvironmentId: z.string().optional(),
  baselineSnapshotId: z.string().optional(),
});
/** What the change set of a run does, by the run's type. */
const actions: Readonly<Record<string, ChangeAction>> = {
  "assignments.restore": "assign",
  "policy.delete": "delete",
  "promotion.execute": "promote",
};
const actionOf = (type: string): ChangeAction => actions[type] ?? "restore";

/**
 * Closes the record of a run that another writer ended: no work continues, so its status must not stay running. Its
 * items still show what was restored.
 */
export async function closeAbandonedRestore(
  run: Run,
  { restoreRuns, providerWriter }: RestoreClosingDependencies,
): Promise<void> {
  if (run.status !== "completed" || run.completedAt === undefined) return;
  const { environmentId, workspaceId } = run;
  if (environmentId !== null) await providerWriter.releaseWaiting({ workspaceId, environmentId }, run.id);
  const failureReason = run.endedBy?.reasonCode ?? "restore.failed";
  const { backupSetId, restoreRunId } = run.context;
  const action = actionOf(run.type);
  // The execution of a preview creates no record; an attempt may be frozen inside the request that opens any other.
  const isOpened = run.outcome !== "succeeded" && restoreRunId === undefined && mayHaveFrozenAttempt(run);
  if (environmentId !== null && isOpened) {
    const { data: input } = chosenPolicies.safeParse(run.input);
    await restoreRuns.bar(
      { workspaceId, environmentId },
      {
        id: run.id,
        action,
        ...(typeof backupSetId === "string" && { backupSetId }),
        ...(input?.sourceEnvironmentId !== undefined && { sourceEnvironmentId: input.sourceEnvironmentId }),
        ...(input?.baselineSnapshotId !== undefined && { baselineSnapshotId: input.baselineSnapshotId }),
        requestedByUserId: run.initiator.id,
        isDryRun: run.context.mode === "preview",
        // A long selection is stored apart from its run.
        requestedItems: input === undefined ? [] : (input.policyIds ?? "all"),
        failureReason,
        completedAt: run.completedAt,
      },
    );
  }
  if (environmentId !== null && typeof restoreRunId === "string") {
    await barPreview({ workspaceId, environmentId }, run, restoreRunId, restoreRuns);
  }
  const found = await findRestore(run, restoreRuns);
  if (found === undefined || !goesOn[found.record.status]) return;
  // Refused when the record changed concurrently: its new status is its own end.
  await restoreRuns.move(found.scope, found.record.id, { runId: run.id }, "failed", {
    failureReason,
    completedAt: run.completedAt,
  });
}

/** A frozen attempt could still take over the preview that its run did not get to, so the ended run takes it first. */
async function barPreview(
  scope: Scope,
  run: Run,
  restoreRunId: string,
  restoreRuns: RestoreClosingDependencies["restoreRuns"],
): Promise<void> {
  if (run.outcome === "succeeded" || !mayHaveFrozenAttempt(run)) return;
  const preview = await restoreRuns.find(scope, restoreRunId);
  if (preview?.status !== "previewed") return;
  await restoreRuns.bindPreview(scope, restoreRunId, { runId: run.id, attempt: Number.MAX_SAFE_INTEGER }, true);
}
