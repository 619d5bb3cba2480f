import { FencedError } from "../../foundation/fenced-error.ts";
import type { FailureObject, Run } from "../../run/run.ts";
import { type BackupCoverage, gapsOf } from "../backups/backup-content.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import { type ProviderConnection, type ProviderFailure, refusalOf } from "../provider/provider-access.ts";
import type { RestoreInput } from "./restore.execute.input.ts";
import { hasEnded, type NewRestoreItem, type RestoreAttempt, type RestoreRecord } from "./restore-record.ts";
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

/** Why a restore does not start or continue. */
interface Stop<Reason extends string = ProviderFailure["reasonCode"] | "restore.provider_in_use"> {
  readonly reasonCode: Reason;
  readonly message: string;
  readonly about?: FailureObject;
}

/** Margin in seconds after the handler's time; no call of an attempt is in flight beyond it. */
const attemptMarginSeconds = 45;
/** Time in seconds that a handed-over run may wait for its message before another restore may start. */
const handedOverSeconds = 900;

interface BackupItem {
  readonly policyId: string;
  readonly collection: NewRestoreItem["collection"];
  readonly displayName: string;
  readonly contentHash: string;
}

interface HandleDependencies extends RestoreWorkDependencies {
  readonly connections: {
    find(scope: Scope, id: string): Promise<ProviderConnection | undefined>;
    findDefault(scope: Scope): Promise<ProviderConnection | undefined>;
  };
  readonly backupSets: {
    listItems(scope: Scope, setId: string): Promise<readonly BackupItem[]>;
    find(scope: Scope, id: string): Promise<{ readonly coverage?: readonly BackupCoverage[] | undefined } | undefined>;
  };
  readonly providerWriter: ProviderWriter;
}

/** Executes a restore while it holds the write lease for the provider of the environment. */
export async function handle(work: Work<RestoreInput>, needs: HandleDependencies): Promise<WorkResult> {
  if (work.input.dryRun === true) return restore(work, needs);
  const { scope, run } = work;
  const { providerWriter, clock } = needs;
  const by = { runId: run.id, attempt: run.attempt };
  // Two concurrent restores would leave a mixture that neither record describes.
  const seconds = work.timeLeftMillis() / 1000 + attemptMarginSeconds;
  const mayHaveWritten = await hasBegun(work, needs);
  const taken = await (mayHaveWritten
    ? providerWriter.keep(scope, by, seconds)
    : providerWriter.take(scope, by, seconds));
  if (taken.kind === "taken") return restore(work, needs, inUseBy(taken.runId));
  const result = await restore(work, needs).catch(async (error) => {
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
  { scope, run, input: { restoreRunId } }: Work<RestoreInput>,
  { restoreRuns }: HandleDependencies,
) {
  if (run.handovers > 0) return true;
  const known = await restoreRuns.find(scope, restoreRunId ?? run.id);
  if (known?.operationRunId !== run.id) return false;
  const items = await restoreRuns.listItems(scope, known.id);
  return items.some(({ begun, result }) => begun !== undefined || result !== undefined);
}

/** The rest of a provider pause in seconds; the lease must outlast it, or another restore could start in between. */
function secondsOf({ checkpoint }: Extract<WorkResult, { kind: "handed_over" }>, now: Date): number {
  const { pausedUntil } = checkpoint;
  const millis = typeof pausedUntil === "string" ? Date.parse(pausedUntil) - now.getTime() : 0;
  return Math.max(0, millis / 1000);
}

async function restore(work: Work<RestoreInput>, needs: HandleDependencies, inUse?: Stop): Promise<WorkResult> {
  const { scope, run } = work;
  const { restoreRunId, dryRun = false } = work.input;
  const id = restoreRunId ?? run.id;
  const known = await needs.restoreRuns.find(scope, id);
  // An earlier attempt may have crashed after it ended the record.
  const isOurs = known !== undefined && known.operationRunId === run.id;
  if (known !== undefined && dryRun && isPreviewDone(known)) return endOfRecord(scope, known, run, needs);
  if (isOurs && hasEnded(known)) return endOfRecord(scope, known, run, needs);

  const connection = known
    ? await needs.connections.find(scope, known.providerConnectionId)
    : await needs.connections.findDefault(scope);
  const refusal = refusalOf(connection) ?? inUse;
  if (connection === undefined || refusal !== undefined) {
    const failure = refusal ?? noConnection;
    // A started record ends together with its run, so that the two never disagree.
    if (isOurs && known.status !== "previewed") {
      const record = await needs.restoreRuns.takeOver(scope, id, attemptOf(run));
      if (record !== undefined) return workOnRestore(work, record, failure, needs);
    }
    return blocked(failure);
  }

  const record =
    restoreRunId === undefined ? await open(work, connection.id, needs) : await bind(scope, id, attemptOf(run), needs);
  if (record === undefined) {
    return blocked({
      reasonCode: "restore.preview_unusable",
      message: "The preview was executed or withdrawn by another user.",
    });
  }
  return workOnRestore(work, record, connection, needs);
}

const noConnection: ProviderFailure = {
  reasonCode: "provider_connection_invalid",
  message: "The environment has no provider connection to restore through.",
};

/** The record of this run, with a frozen copy of its items: later changes to the set have no effect. */
async function open(
  work: Work<RestoreInput>,
  providerConnectionId: string,
  needs: HandleDependencies,
): Promise<RestoreRecord> {
  const { scope, run } = work;
  const { backupSetId, policyIds, dryRun = false } = work.input;
  const set = await needs.backupSets.find(scope, backupSetId);
  const record = await needs.restoreRuns.open(scope, {
    id: run.id,
    backupSetId,
    providerConnectionId,
    by: attemptOf(run),
    requestedByUserId: run.initiator.id,
    isDryRun: dryRun,
    requestedItems: policyIds ?? "all",
    incompleteCollections: gapsOf(set?.coverage ?? []).flatMap(({ about }) => about?.collection ?? []),
  });
  if (record.status !== "draft") return record;

  const wanted = policyIds === undefined ? undefined : new Set(policyIds);
  const items = (await needs.backupSets.listItems(scope, backupSetId)).filter(
    ({ policyId }) => wanted === undefined || wanted.has(policyId),
  );
  await needs.restoreRuns.addItems(
    scope,
    run.id,
    items.map(({ policyId, collection, displayName, contentHash }) => ({
      itemId: policyId,
      collection,
      displayName,
      contentHash,
    })),
  );
  const scoped = await needs.restoreRuns.move(scope, run.id, attemptOf(run), "scoped", { itemCount: items.length });
  if (scoped === undefined) throw new Error(`restore run ${run.id} was moved by another attempt; deliver again`);
  return scoped;
}

const bind = (scope: Scope, id: string, by: RestoreAttempt, { restoreRuns }: HandleDependencies) =>
  restoreRuns.bindPreview(scope, id, by);

const attemptOf = ({ id, attempt }: Run): RestoreAttempt => ({ runId: id, attempt });

function inUseBy(runId: string): Stop {
  const message = "Another restore is writing to the provider of this environment.";
  return { reasonCode: "restore.provider_in_use", message, about: { run: runId } };
}

function blocked({ reasonCode, message, about }: Stop | Stop<"restore.preview_unusable">): WorkResult {
  const failure = { code: reasonCode, message, ...(about && { about }) };
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [failure] };
}
