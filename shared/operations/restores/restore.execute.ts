import * as z from "zod";
import { Fenced } from "../../foundation/fenced.ts";
import type { FailureObject, Run } from "../../run/run.ts";
import { type BackupCoverage, gapsOf } from "../backups/backup-content.ts";
import { defineOperation, type Prepared, type StartRequest, type Work, type WorkResult } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { policyIdsInput, selectionOf } from "../policies/policy-selection.ts";
import { type ProviderConnection, type ProviderFailure, refusalOf } from "../provider/provider-access.ts";
import {
  closeAbandonedRestore,
  proveRestore,
  type RestoreClosingNeeds,
  type RestoreProofNeeds,
} from "./restore-proof.ts";
import type { NewRestoreItem, RestoreAttempt, RestoreRecord } from "./restore-record.ts";
import { endOfRecord, hasEnded, isPreviewDone, type RestoreWorkNeeds, workOnRestore } from "./restore-work.ts";

type Scope = StartRequest<unknown>["scope"];

type Held = { readonly kind: "held" } | { readonly kind: "taken"; readonly runId: string };

/** Who may write to the provider of an environment: one run at a time. */
export interface ProviderWriter {
  take(scope: Scope, by: RestoreAttempt, seconds: number): Promise<Held>;
  /** For a run that may have written: it continues only if no other run held the right to write in between. */
  keep(scope: Scope, by: RestoreAttempt, seconds: number): Promise<Held>;
  /** The same between two parts, while no attempt is at work. */
  keepWaiting(scope: Scope, by: RestoreAttempt, seconds: number): Promise<Held>;
  release(scope: Scope, by: RestoreAttempt): Promise<void>;
}

/** Why a restore does not begin, or does not go on. */
interface Stop<Reason extends string = ProviderFailure["reasonCode"] | "restore.provider_in_use"> {
  readonly reasonCode: Reason;
  readonly message: string;
  readonly about?: FailureObject;
}

/** What a handler may still use after its own time; beyond it no call of an attempt is under way. */
const attemptMarginSeconds = 45;
/** How long a handed-over run may wait for its message before another restore may begin. */
const handedOverSeconds = 900;

interface BackupItem {
  readonly policyId: string;
  readonly collection: NewRestoreItem["collection"];
  readonly displayName: string;
  readonly contentHash: string;
}

interface PrepareNeeds {
  readonly backupSets: {
    find(
      scope: Scope,
      id: string,
    ): Promise<
      { readonly status: "running" | "completed" | "partial" | "failed"; readonly itemCount: number } | undefined
    >;
    findItems(scope: Scope, setId: string, policyIds: readonly string[]): Promise<ReadonlyMap<string, BackupItem>>;
  };
  readonly restoreRuns: { find(scope: Scope, id: string): Promise<RestoreRecord | undefined> };
}

interface HandleNeeds extends RestoreWorkNeeds {
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

const input = z.strictObject({
  backupSetId: z.string().min(1).max(64),
  policyIds: policyIdsInput,
  dryRun: z.boolean().optional(),
  restoreRunId: z.string().min(1).max(64).optional(),
});
type Input = z.infer<typeof input>;

/** Brings policies at the provider back to what a backup set holds, item by item, after a preview or at once. */
export const restoreExecute = defineOperation({
  type: "restore.execute",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 600,
  lifecycle: { ...laneLifecycles.long, runningStaleAfterSeconds: 3600 },
  capability: "tenant.restore.execute",
  // A preview that succeeded says nothing about an execution that did not.
  correlationKeys: ["backupSetId", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  input,
  start: { prepare: prepareRestore, handle: handleRestore, settleRecords: closeAbandonedRestore },
  reconcile: (run, needs: RestoreProofNeeds & RestoreClosingNeeds) => proveRestore(run, needs),
});

async function prepareRestore(
  { input: asked, scope }: StartRequest<Input>,
  { backupSets, restoreRuns }: PrepareNeeds,
): Promise<Prepared> {
  const { backupSetId, policyIds, restoreRunId } = asked;
  const dryRun = asked.dryRun ?? false;
  const set = await backupSets.find(scope, backupSetId);
  if (set === undefined) return refuse("backupSetId", "The environment has no backup set with this id.");
  if (set.status === "running") return refuse("backupSetId", "The backup set is still being taken; wait for its end.");
  if (set.itemCount === 0) return refuse("backupSetId", "The backup set holds nothing to restore.");

  if (restoreRunId !== undefined) {
    if (dryRun) return refuse("dryRun", "A preview is made or executed, not both; leave one of the two out.");
    if (policyIds !== undefined) return refuse("policyIds", "A preview is executed as it is; leave the selection out.");
    const preview = await restoreRuns.find(scope, restoreRunId);
    if (preview === undefined || preview.backupSetId !== backupSetId) {
      return refuse("restoreRunId", "The environment has no preview with this id for this backup set.");
    }
    if (preview.status !== "previewed") {
      // While its run goes on, starting it again must find that run; only what has ended can be refused.
      if (hasEnded(preview) || preview.isDryRun) {
        return refuse("restoreRunId", "This is no preview that can be executed (any more); make a new one.");
      }
    }
    return {
      kind: "start",
      identity: { restoreRunId, dryRun },
      input: { backupSetId, restoreRunId },
      context: { backupSetId, mode: "execution", restoreRunId },
    };
  }

  const selection = selectionOf(policyIds);
  if (selection !== "all") {
    const present = await backupSets.findItems(scope, backupSetId, selection);
    const missing = selection.filter((id) => !present.has(id));
    if (missing.length > 0)
      return refuse("policyIds", `The backup set does not hold ${missing.slice(0, 5).join(", ")}.`);
  }
  return {
    kind: "start",
    identity: { backupSetId, selection, dryRun },
    input: { backupSetId, dryRun, ...(selection !== "all" && { policyIds: selection }) },
    context: { backupSetId, mode: dryRun ? "preview" : "execution" },
  };
}

async function handleRestore(work: Work<Input>, needs: HandleNeeds): Promise<WorkResult> {
  if (work.input.dryRun === true) return restore(work, needs);
  const { scope, run } = work;
  const { providerWriter, clock } = needs;
  const by = { runId: run.id, attempt: run.attempt };
  // Two restores at once would leave a mixture that neither of them describes.
  const seconds = work.timeLeftMillis() / 1000 + attemptMarginSeconds;
  const mayHaveWritten = await hasBegun(work, needs);
  const taken = await (mayHaveWritten
    ? providerWriter.keep(scope, by, seconds)
    : providerWriter.take(scope, by, seconds));
  if (taken.kind === "taken") return restore(work, needs, inUseBy(taken.runId));
  const result = await restore(work, needs).catch(async (error) => {
    // The run has ended or is a later attempt's, so this one makes no further call. Any other error is delivered again.
    if (error instanceof Fenced) await providerWriter.release(scope, by);
    throw error;
  });
  if (result.kind === "ended") await providerWriter.release(scope, by);
  else await providerWriter.keepWaiting(scope, by, secondsOf(result, clock.now()) + handedOverSeconds);
  return result;
}

/** Whether an earlier part or attempt of this execution may have written to the provider. */
async function hasBegun({ scope, run, input: { restoreRunId } }: Work<Input>, { restoreRuns }: HandleNeeds) {
  if (run.handovers > 0) return true;
  const known = await restoreRuns.find(scope, restoreRunId ?? run.id);
  if (known?.operationRunId !== run.id) return false;
  const items = await restoreRuns.listItems(scope, known.id);
  return items.some(({ begun, result }) => begun !== undefined || result !== undefined);
}

/** Between two parts the right to write is kept, or another restore would come in between. */
function secondsOf({ checkpoint }: Extract<WorkResult, { kind: "handed_over" }>, now: Date): number {
  const { pausedUntil } = checkpoint;
  const millis = typeof pausedUntil === "string" ? Date.parse(pausedUntil) - now.getTime() : 0;
  return Math.max(0, millis / 1000);
}

async function restore(work: Work<Input>, needs: HandleNeeds, inUse?: Stop): Promise<WorkResult> {
  const { scope, run } = work;
  const { restoreRunId, dryRun = false } = work.input;
  const id = restoreRunId ?? run.id;
  const known = await needs.restoreRuns.find(scope, id);
  // An earlier attempt may have come to the end of the record and no further.
  const isOurs = known !== undefined && known.operationRunId === run.id;
  if (known !== undefined && dryRun && isPreviewDone(known)) return endOfRecord(scope, known, run, needs);
  if (isOurs && hasEnded(known)) return endOfRecord(scope, known, run, needs);

  const connection = known
    ? await needs.connections.find(scope, known.providerConnectionId)
    : await needs.connections.findDefault(scope);
  const refusal = refusalOf(connection) ?? inUse;
  if (connection === undefined || refusal !== undefined) {
    const failure = refusal ?? noConnection;
    // What was begun is ended with its record, so that the two never disagree.
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

/** The record of this run, with everything it is about frozen: what happens to the set later does not matter. */
async function open(work: Work<Input>, providerConnectionId: string, needs: HandleNeeds): Promise<RestoreRecord> {
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

const bind = (scope: Scope, id: string, by: RestoreAttempt, { restoreRuns }: HandleNeeds) =>
  restoreRuns.bindPreview(scope, id, by);

const attemptOf = ({ id, attempt }: Run): RestoreAttempt => ({ runId: id, attempt });

function refuse(path: string, message: string): Prepared {
  return { kind: "refuse", errors: [{ path, message }] };
}

function inUseBy(runId: string): Stop {
  const message = "Another restore is writing to the provider of this environment.";
  return { reasonCode: "restore.provider_in_use", message, about: { run: runId } };
}

function blocked({ reasonCode, message, about }: Stop | Stop<"restore.preview_unusable">): WorkResult {
  const failure = { code: reasonCode, message, ...(about && { about }) };
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [failure] };
}
