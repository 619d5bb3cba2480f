import type { Json, Prepared, StartRequest } from "../define-operation.ts";
import { refuseUnknown } from "../policies/chosen-policies.ts";
import { selectionOf } from "../policies/policy-selection.ts";
import { selectionHashOf } from "../provider/connection-choice.ts";
import { type PreviewDependencies, prepareChangeSet } from "./change-set-start.ts";
import type { PromotionInput } from "./promotion.execute.input.ts";
import { findPromoted, type PromotionSource } from "./promotion-source.ts";

/** Prepares a preview of a promotion, or the execution of one. */
export async function prepare(
  { input, scope }: StartRequest<PromotionInput>,
  needs: PreviewDependencies & PromotionSource,
): Promise<Prepared> {
  const { sourceEnvironmentId, policyIds, baselineSnapshotId, ...rest } = input;
  const { dryRun, restoreRunId, planDigest, confirmation, ...choices } = rest;
  if (sourceEnvironmentId === scope.environmentId) {
    return refuse("sourceEnvironmentId", "Choose another environment than the one to promote to.");
  }
  const chosen = Object.keys(choices)[0];
  if (restoreRunId !== undefined && chosen !== undefined) {
    return refuse(chosen, `A preview is executed unchanged. Leave out ${chosen}.`);
  }
  const selection = selectionOf(policyIds);
  if (selection === "all" && baselineSnapshotId === undefined) {
    return refuse("policyIds", "Choose policies of the source environment, or one of its baselines.");
  }
  if (restoreRunId === undefined) {
    const found = await findPromoted({ ...scope, environmentId: sourceEnvironmentId }, input, needs);
    if (found === undefined) return refuse("baselineSnapshotId", "The source has no baseline with this id.");
    const unknown = refuseUnknown(policyIds ?? [], new Set(found.map(({ policyId }) => policyId)));
    if (unknown !== undefined) return unknown;
  }
  const from = { sourceEnvironmentId, ...(baselineSnapshotId !== undefined && { baselineSnapshotId }) };
  const requested = selection === "all" ? selection : [...selection];
  return prepareChangeSet(
    {
      action: "promote",
      scope,
      given: { dryRun, restoreRunId, planDigest, confirmation },
      subject: { ...from, ...(requested !== "all" && { policyIds: requested }), ...definedOf(choices) },
      correlation: { selectionHash: selectionHashOf(JSON.stringify([from, requested])) },
      isOf: (record) =>
        record.sourceEnvironmentId === sourceEnvironmentId &&
        record.baselineSnapshotId === baselineSnapshotId &&
        JSON.stringify(record.requestedItems) === JSON.stringify(requested),
    },
    needs,
  );
}

function definedOf(choices: { readonly [name: string]: Json | undefined }): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(choices).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function refuse(path: string, message: string): Prepared {
  return { kind: "refuse", errors: [{ path, message }] };
}
