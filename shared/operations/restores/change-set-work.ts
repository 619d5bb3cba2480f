import { FencedError } from "../../foundation/fenced-error.ts";
import { secondsUntil } from "../../run/granted-wait.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { FailureObject, Run } from "../../run/run.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { ApprovalRefusal, PlanAdmission } from "../plans/plan-approval.ts";
import { type ProviderConnection, type ProviderFailure, refusalOf } from "../provider/provider-access.ts";
import type { ItemWork, ItemWorkDependencies } from "./item-work.ts";
import {
  type ChangeSource,
  hasEnded,
  type NewRestoreItem,
  type RestoreAttempt,
  type RestoreRecord,
} from "./restore-record.ts";
import { endOfRecord, isPreviewDone, type RestoreWorkDependencies, workOnRestore } from "./restore-work.ts";

type Scope = StartRequest<unknown>["scope"];

type Held = { readonly kind: "held" } | { readonly kind: "taken"; readonly runId: string };

/** The write lease for the provider of an environment: one run at a time. */
export interface ProviderWriter {
  take(scope: Scope, by: RestoreAttempt, seconds: number): Promise<Held>;
  /** For a run that may have written: continues only if no other run held the lease in between. */
  keep(scope: Scope, by: RestoreAttempt, seconds: number): Promise<Held>;
  /** Like `keep`, between two parts, while no attempt is working. */
  keepWaiting(scope: Scope, by: RestoreAttempt, seconds: number): Promise<Held>;
  release(scope: Scope, by: RestoreAttempt): Promise<void>;
}

/** Why a change set does not start or continue. */
export interface Stop<Reason extends string = ReasonCode> {
  readonly reasonCode: Reason;
  readonly message: string;
  readonly about?: FailureObject;
}

type ProviderStop = Stop<ProviderFailure["reasonCode"] | "restore.provider_in_use" | ApprovalRefusal["reasonCode"]>;

/** Margin in seconds after the handler's time; no call of an attempt is in flight beyond it. */
const attemptMarginSeconds = 45;
/** Time in seconds that a handed-over run may wait for its message before another restore may start. */
const handedOverSeconds = 900;

/** How a change set is named by the input of its run. */
export interface ChangeSetInput {
  readonly policyIds?: readonly string[] | undefined;
  readonly dryRun?: boolean | undefined;
  /** The preview to execute. */
  readonly restoreRunId?: string | undefined;
  readonly planDigest?: string | undefined;
}

/** What particular operations do by change sets. */
export interface ChangeSetPlan {
  /** What a new change set is about, and its items; a reason when there is nothing to work on. */
  open(connection: ProviderConnection): Promise<OpenedChanges | { readonly stop: Stop }>;
  /** Whether a run works without a preview: runs that an earlier release queued, and work that overwrites nothing. */
  readonly mayLackPreview?: true;
  /** How each item is previewed and executed. */
  itemWorkOf(parts: ItemWorkDependencies, record: RestoreRecord): ItemWork;
}
export interface OpenedChanges {
  readonly source: ChangeSource;
  readonly requestedItems: "all" | readonly string[];
  readonly incompleteCollections?: readonly string[];
  readonly items: readonly NewRestoreItem[];
}

export interface ChangeSetDependencies extends RestoreWorkDependencies {
  readonly planAdmission: PlanAdmission;
  readonly connections: {
    find(scope: Scope, id: string): Promise<ProviderConnection | undefined>;
    findDefault(scope: Scope): Promise<ProviderConnection | undefined>;
  };
  readonly providerWriter: ProviderWriter;
}

/** Makes a preview, or executes one while it holds the write lease for the provider of the environment. */
export async function workOnChangeSet(
  work: Work<ChangeSetInput>,
  plan: ChangeSetPlan,
  needs: ChangeSetDependencies,
): Promise<WorkResult> {
  if (work.input.dryRun === true) return advance(work, plan, needs);
  const { scope, run } = work;
  const { providerWriter, clock } = needs;
  const by = { runId: run.id, attempt: run.attempt };
  // Two concurrent restores would leave a mixture that neither record describes.
  const seconds = work.timeLeftMillis() / 1000 + attemptMarginSeconds;
  const mayHaveWritten = await hasBegun(work, needs);
  const taken = await (mayHaveWritten
    ? providerWriter.keep(scope, by, seconds)
    : providerWriter.take(scope, by, seconds));
  if (taken.kind === "taken") return advance(work, plan, needs, inUseBy(taken.runId));
  const result = await advance(work, plan, needs).catch(async (error) => {
    // The run has ended or a later attempt owns it, so this one makes no further call. Other errors are redelivered.
    if (error instanceof FencedError) await providerWriter.release(scope, by);
    throw error;
  });
  if (result.kind === "ended") await providerWriter.release(scope, by);
  else await providerWriter.keepWaiting(scope, by, secondsOf(result, clock.now()) + handedOverSeconds);
  return result;
}

/** Whether an earlier part or attempt of this execution may have written to the provider. */
async function hasBegun(
  { scope, run, input: { restoreRunId } }: Work<ChangeSetInput>,
  { restoreRuns }: ChangeSetDependencies,
) {
  if (run.handovers > 0) return true;
  const known = await restoreRuns.find(scope, restoreRunId ?? run.id);
  if (known?.operationRunId !== run.id) return false;
  const items = await restoreRuns.listItems(scope, known.id);
  return items.some(({ begun, result }) => begun !== undefined || result !== undefined);
}

/** The rest of a wait in seconds; the lease must outlast it, or another restore could start in between. */
const secondsOf = ({ wait }: Extract<WorkResult, { kind: "handed_over" }>, now: Date): number =>
  wait === undefined ? 0 : secondsUntil(wait.until, now);

async function advance(
  work: Work<ChangeSetInput>,
  plan: ChangeSetPlan,
  needs: ChangeSetDependencies,
  inUse?: ProviderStop,
): Promise<WorkResult> {
  const { scope, run } = work;
  const { restoreRunId, planDigest, dryRun = false } = work.input;
  if (!dryRun && restoreRunId === undefined && plan.mayLackPreview !== true) return blocked(unusable);
  const id = restoreRunId ?? run.id;
  const known = await needs.restoreRuns.find(scope, id);
  // An earlier attempt may have crashed after it ended the record.
  const isOurs = known !== undefined && known.operationRunId === run.id;
  if (known !== undefined && dryRun && isPreviewDone(known)) return endOfRecord(scope, known, run, needs);
  if (isOurs && hasEnded(known)) return endOfRecord(scope, known, run, needs);
  // Only what was reviewed is executed; runs that an earlier release queued name no digest, and neither do their records.
  if (restoreRunId !== undefined && known?.digest !== planDigest) return blocked(unusable);

  const connection = known
    ? await needs.connections.find(scope, known.providerConnectionId)
    : await needs.connections.findDefault(scope);
  const isApproved = known?.approvalRequestedAt !== undefined;
  // The approval is bound last: what stops the run before does not use it up.
  const refusal = refusalOf(connection) ?? inUse ?? (await refusalOfApproval());
  if (connection === undefined || refusal !== undefined) {
    const failure = refusal ?? noConnection;
    // A started record ends together with its run, so that the two never disagree.
    if (isOurs && known.status !== "previewed") {
      const record = await needs.restoreRuns.takeOver(scope, id, attemptOf(run));
      if (record !== undefined) return workOnRestore(work, record, failure, itemWorkOf(record), needs);
    }
    // An approval that lapsed is bound to this run, so no other one can execute the plan: its record ends as well.
    if (failure.reasonCode === "plan.approval_lapsed") {
      const record = await needs.restoreRuns.bindPreview(scope, id, attemptOf(run), true);
      if (record !== undefined) return workOnRestore(work, record, failure, itemWorkOf(record), needs);
    }
    return blocked(failure);
  }

  const opened =
    restoreRunId === undefined
      ? await open(work, connection, plan, needs)
      : await needs.restoreRuns.bindPreview(scope, id, attemptOf(run), isApproved);
  if (opened === undefined) return blocked(unusable);
  if ("stop" in opened) return blocked(opened.stop);
  // An earlier attempt may have ended the record between the read above and the take-over.
  if (dryRun ? isPreviewDone(opened) : hasEnded(opened)) return endOfRecord(scope, opened, run, needs);
  return workOnRestore(work, opened, connection, itemWorkOf(opened), needs);

  async function refusalOfApproval(): Promise<ApprovalRefusal | undefined> {
    if (!isApproved || dryRun || known?.digest === undefined) return undefined;
    return needs.planAdmission.admit(scope, { planId: id, digest: known.digest, runId: run.id });
  }

  function itemWorkOf(record: RestoreRecord) {
    return (parts: ItemWorkDependencies) => plan.itemWorkOf(parts, record);
  }
}

const unusable: Stop = {
  reasonCode: "restore.preview_unusable",
  message: "The preview was executed, withdrawn or changed since it was reviewed.",
};

const noConnection: ProviderFailure = {
  reasonCode: "provider_connection_invalid",
  message: "The environment has no provider connection to restore through.",
};

/** The record of this run, with a frozen copy of its items: later changes to their source have no effect. */
async function open(
  { scope, run, input: { dryRun = false } }: Work<ChangeSetInput>,
  connection: ProviderConnection,
  plan: ChangeSetPlan,
  { restoreRuns }: ChangeSetDependencies,
): Promise<RestoreRecord | { readonly stop: Stop }> {
  const known = await restoreRuns.find(scope, run.id);
  if (known !== undefined && known.status !== "draft") {
    return (await restoreRuns.takeOver(scope, run.id, attemptOf(run))) ?? known;
  }
  const changes = await plan.open(connection);
  if ("stop" in changes) return changes;
  const { source, requestedItems, incompleteCollections = [], items } = changes;
  const record = await restoreRuns.open(scope, {
    ...source,
    id: run.id,
    providerConnectionId: connection.id,
    by: attemptOf(run),
    requestedByUserId: run.initiator.id,
    isDryRun: dryRun,
    requestedItems: requestedItems === "all" ? "all" : [...requestedItems],
    incompleteCollections: [...incompleteCollections],
  });
  if (record.status !== "draft") return record;
  await restoreRuns.addItems(scope, run.id, items);
  const scoped = await restoreRuns.move(scope, run.id, attemptOf(run), "scoped", { itemCount: items.length });
  if (scoped === undefined) throw new Error(`restore run ${run.id} was moved by another attempt; deliver again`);
  return scoped;
}

const attemptOf = ({ id, attempt }: Run): RestoreAttempt => ({ runId: id, attempt });

function inUseBy(runId: string): ProviderStop {
  const message = "Another restore is writing to the provider of this environment.";
  return { reasonCode: "restore.provider_in_use", message, about: { run: runId } };
}

function blocked({ reasonCode, message, about }: Stop): WorkResult {
  const failure = { code: reasonCode, message, ...(about && { about }) };
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [failure] };
}
