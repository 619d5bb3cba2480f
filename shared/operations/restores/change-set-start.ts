import type { Json, Prepared, StartRequest } from "../define-operation.ts";
import { type GuardedPlan, planToExecute, refusalsOf } from "../plans/plan-guard.ts";
import { type GivenPreview, namedAsPreview } from "./change-set-input.ts";
import { type ChangeAction, hasEnded, type RestoreRecord } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** What starts of change sets need. */
export interface PreviewDependencies {
  readonly restoreRuns: { find(scope: Scope, id: string): Promise<RestoreRecord | undefined> };
  readonly environments: {
    /** The name that confirms a change of an environment. */
    nameOf(scope: Scope): Promise<string>;
  };
  readonly clock: { now(): Date };
}

interface ChangeSetStart {
  readonly action: ChangeAction;
  readonly scope: Scope;
  readonly given: GivenPreview;
  /** The rest of the input: what the changes are. An execution repeats only what identifies the preview. */
  readonly subject: { readonly [key: string]: Json };
  /** Keys by which runs of the same thing are compared. */
  readonly correlation: { readonly [key: string]: string };
  /** Whether a preview was made for this subject. */
  isOf(record: RestoreRecord): boolean;
}

/** Prepares a preview of changes, or the execution of one. */
export async function prepareChangeSet(
  { action, scope, given, subject, correlation, isOf }: ChangeSetStart,
  { restoreRuns, environments, clock }: PreviewDependencies,
): Promise<Prepared> {
  const { restoreRunId, planDigest, dryRun = false } = given;
  if (restoreRunId === undefined) {
    const context = { ...correlation, mode: dryRun ? "preview" : "execution" };
    const made = dryRun ? ({ plan: "made" } as const) : {};
    return { kind: "start", identity: { ...subject, dryRun }, input: { ...subject, dryRun }, context, ...made };
  }
  const record = await restoreRuns.find(scope, restoreRunId);
  const isSame = record !== undefined && (record.action ?? "restore") === action && isOf(record);
  const plan = isSame ? guardedPlanOf(record, await environments.nameOf(scope)) : undefined;
  const errors = namedAsPreview(refusalsOf(plan, given, clock.now()));
  if (errors.length > 0) return { kind: "refuse", errors };
  return {
    kind: "start",
    identity: { restoreRunId, dryRun },
    input: { ...subject, restoreRunId, planDigest: planDigest ?? "" },
    context: { ...correlation, mode: "execution", restoreRunId },
    plan: planToExecute(restoreRunId, plan),
  };
}

/** A change set as the guard examines it. Previews of earlier releases have no digest and cannot be executed. */
function guardedPlanOf(record: RestoreRecord, name: string): GuardedPlan {
  const { digest, expiresAt, status, isDryRun, preview, approvalRequestedAt } = record;
  const changes = (preview?.create ?? 0) + (preview?.update ?? 0) + (preview?.delete ?? 0);
  const isOver = hasEnded(record) || (isDryRun && status !== "previewed");
  const standing = isOver ? "over" : isDryRun ? "planned" : "executing";
  return { digest, expiresAt, name, changes, standing, isUnderApproval: approvalRequestedAt !== undefined };
}
