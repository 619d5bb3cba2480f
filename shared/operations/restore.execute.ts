import * as z from "zod";
import type { Run } from "../run/run.ts";
import { defineOperation, type Prepared, type StartRequest, type Work, type WorkResult } from "./define-operation.ts";
import { laneLifecycles } from "./lane-lifecycles.ts";
import { policyIdsInput, selectionOf } from "./policy-selection.ts";
import { type ProviderConnection, type ProviderFailure, refusalOf } from "./provider-access.ts";
import {
  closeAbandonedRestore,
  proveRestore,
  type RestoreClosingNeeds,
  type RestoreProofNeeds,
} from "./restore-proof.ts";
import type { NewRestoreItem, RestoreAttempt, RestoreRecord } from "./restore-record.ts";
import { endOfRecord, hasEnded, isPreviewDone, type RestoreWorkNeeds, workOnRestore } from "./restore-work.ts";

type Scope = StartRequest<unknown>["scope"];

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
  };
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
  const refusal = refusalOf(connection);
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
      message: "The preview was executed or withdrawn by somebody else meanwhile.",
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
  const record = await needs.restoreRuns.open(scope, {
    id: run.id,
    backupSetId,
    providerConnectionId,
    by: attemptOf(run),
    requestedByUserId: run.initiator.id,
    isDryRun: dryRun,
    requestedItems: policyIds ?? "all",
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

function blocked({
  reasonCode,
  message,
}: {
  readonly reasonCode: ProviderFailure["reasonCode"] | "restore.preview_unusable";
  readonly message: string;
}): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
