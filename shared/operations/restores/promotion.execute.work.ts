import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import { type ChangeSetDependencies, type OpenedChanges, type Stop, workOnChangeSet } from "./change-set-work.ts";
import type { NamedLists } from "./counterparts.ts";
import { createPromoteWork } from "./promote-item-work.ts";
import type { PromotionInput } from "./promotion.execute.input.ts";
import { documentOf, findPromoted, type PromotionSource } from "./promotion-source.ts";
import { holderOfChangeSet } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

interface HandleDependencies extends ChangeSetDependencies, PromotionSource, NamedLists {
  readonly policies: ChangeSetDependencies["policies"] &
    PromotionSource["policies"] & {
      keepFor(
        scope: Scope,
        version: { readonly policyId: string; readonly contentHash: string; readonly body: Uint8Array },
        keptFor: "change_set",
      ): Promise<void>;
    };
  readonly bodyHolds: { hold(scope: Scope, contentHashes: readonly string[], holder: string): Promise<void> };
}

/** Promotes the chosen policies. What is promoted is frozen in the target when the preview begins. */
export function handle(work: Work<PromotionInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { sourceEnvironmentId, groupMap = {}, filterMap = {}, scopeTagMap = {}, ...rest } = work.input;
  const { templateMap = {}, policyMap = {}, allowBroaden = false } = rest;
  const choices = { groupMap, filterMap, scopeTagMap, templateMap, policyMap, allowBroaden };
  return workOnChangeSet(
    work,
    {
      open: () => open(work, needs),
      itemWorkOf: (parts) => createPromoteWork(parts, { sourceEnvironmentId, choices, lists: needs }),
    },
    needs,
  );
}

const sourceMissing: Stop = {
  reasonCode: "promotion.source_missing",
  message: "The source environment no longer has what was to be promoted.",
};

async function open(
  { scope, run, input }: Work<PromotionInput>,
  needs: HandleDependencies,
): Promise<OpenedChanges | { readonly stop: Stop }> {
  const { sourceEnvironmentId, baselineSnapshotId, policyIds } = input;
  const source = { ...scope, environmentId: sourceEnvironmentId };
  const found = await findPromoted(source, input, needs);
  if (found === undefined || found.length === 0) return { stop: sourceMissing };
  const items = [];
  for (const promoted of found) {
    const { policyId, collection, displayName } = promoted;
    const version = await documentOf(source, promoted, needs.policies);
    const contentHash = version?.contentHash ?? promoted.contentHash;
    if (version !== undefined) {
      // First the hold, then the body: a purge that marked the body before sees the hold and leaves it.
      await needs.bodyHolds.hold(scope, [contentHash], holderOfChangeSet(run.id));
      await needs.policies.keepFor(scope, { policyId, contentHash, body: version.body }, "change_set");
    }
    items.push({ itemId: policyId, collection, displayName, contentHash });
  }
  return {
    source: { action: "promote", sourceEnvironmentId, ...(baselineSnapshotId !== undefined && { baselineSnapshotId }) },
    requestedItems: policyIds ?? "all",
    items,
  };
}
