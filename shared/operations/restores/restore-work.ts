import { plusSeconds } from "../../foundation/clock.ts";
import { type ReasonCode, reasonCodes } from "../../run/reason-codes.ts";
import type { EndOutcome } from "../../run/status.ts";
import type { ReconcileDecision, StartRequest, Work, WorkResult } from "../define-operation.ts";
import { budgetOf, reserveOf } from "../part.ts";
import type { ApprovalRefusal } from "../plans/plan-approval.ts";
import { planValidSeconds } from "../plans/plan-guard.ts";
import type { PolicyWriter } from "../policies/policy-writer.ts";
import type { GraphReader } from "../provider/graph-reading.ts";
import { outcomeOf, type ProviderConnection, type ProviderReason } from "../provider/provider-access.ts";
import { digestOfChanges } from "./change-set-digest.ts";
import { type ItemWork, type ItemWorkDependencies, type PolicyContents, reasonIn } from "./item-work.ts";
import { failureOf } from "./restore-messages.ts";
import { type PartEnd, workThrough } from "./restore-part.ts";
import { isOfPlan, judgeRestore, notesOf } from "./restore-proof.ts";
import {
  countPreviews,
  countResults,
  endStatusOf,
  hasEnded,
  type RestoreItem,
  type RestoreRecord,
  type RestoreRuns,
  type RestoreStatus,
  type StepValues,
} from "./restore-record.ts";
import type { PolicyBindings } from "./restore-target.ts";
import { changed, checkWorld } from "./world-check.ts";

type Scope = StartRequest<unknown>["scope"];
/** Why all remaining items of a restore were given up. */
export type RestoreReason =
  | ProviderReason
  | "restore.not_reached"
  | "restore.provider_in_use"
  | "restore.not_verified"
  | "plan.unusable"
  | "plan.world_moved"
  | ApprovalRefusal["reasonCode"];

export interface RestoreWorkDependencies {
  readonly policies: PolicyContents;
  readonly provider: PolicyWriter & Pick<GraphReader, "readGraph" | "pauseUntil">;
  readonly restoreRuns: RestoreRuns;
  readonly bindings: PolicyBindings;
  readonly clock: { now(): Date };
}

/** A preview stays done after another run has taken it over for execution. */
export function isPreviewDone(record: RestoreRecord): boolean {
  return record.status === "previewed" || !record.isDryRun || hasEnded(record);
}

/**
 * Advances a record from its current status to its end, or as far as the time allows. Given a failure instead of a
 * connection, it ends the record: items without a result get that reason.
 */
export async function workOnRestore(
  work: Work<unknown>,
  opened: RestoreRecord,
  via: ProviderConnection | { readonly reasonCode: RestoreReason },
  itemWorkOf: (parts: ItemWorkDependencies) => ItemWork,
  needs: RestoreWorkDependencies,
): Promise<WorkResult> {
  const { scope, run } = work;
  const { restoreRuns, provider, clock } = needs;
  const reserveMillis = reserveOf(work);
  const budget = budgetOf(work, reserveMillis);
  const by = { runId: run.id, attempt: run.attempt };
  let record = opened;

  const items = await restoreRuns.listItems(scope, record.id);
  if ("reasonCode" in via) return stopUnread(via.reasonCode);
  if (!record.isDryRun && record.approvalRequestedAt !== undefined) {
    if (digestOfChanges(record, items) !== record.digest) return stopUnread("plan.unusable");
    // Reads of the check are not used again: the world may move between the check and a write.
    const world = await checkWorld(items, itemWorkOf(partsOf(via)), work, {
      clock,
      reserveMillis,
      status: record.status,
    });
    if (world.kind === "moved") {
      for (const { itemId } of world.items) await restoreRuns.recordResult(scope, record.id, itemId, changed, by);
      return stop(await restoreRuns.listItems(scope, record.id), "plan.world_moved");
    }
    if (world.kind === "stopped") return stopUnread(world.reason, world.permission);
    if (world.kind !== "may_write") return endPart(world);
  }
  if (record.status === "scoped") await step("checked");
  if (!record.isDryRun && record.status === "checked") await step("queued");
  if (!record.isDryRun && record.status === "queued") await step("running", { startedAt: clock.now().toISOString() });

  const itemWork = itemWorkOf(partsOf(via));
  const part = await workThrough(
    items,
    reserveMillis,
    record.isDryRun
      ? {
          work,
          clock,
          isSettled: ({ preview }) => preview !== undefined,
          step: itemWork.preview,
          giveUp: (item, { failure }) =>
            restoreRuns.recordPreview(
              scope,
              record.id,
              item.itemId,
              { change: "manual_required", ...reasonIn(failure) },
              by,
            ),
        }
      : {
          work,
          clock,
          isSettled: ({ result }) => result !== undefined,
          step: itemWork.execute,
          giveUp: (item, { failure, mayBeDone }) => {
            const why = mayBeDone ? { ...failure, reasonCode: "restore.not_verified" as const } : failure;
            return restoreRuns.recordResult(scope, record.id, item.itemId, { status: "failed", ...reasonIn(why) }, by);
          },
        },
  );
  return endPart(part);

  function partsOf(connection: ProviderConnection): ItemWorkDependencies {
    return {
      ...needs,
      scope,
      restoreRunId: record.id,
      by,
      connection,
      budget,
      pause: (millis) => provider.pauseUntil(new Date(clock.now().getTime() + millis), budget),
      itemIds: new Set(items.map(({ itemId }) => itemId)),
      isAgreed: record.id !== run.id,
    };
  }

  async function step(to: Exclude<RestoreStatus, "draft">, values: StepValues = {}): Promise<void> {
    const moved = await restoreRuns.move(scope, record.id, by, to, values);
    if (moved === undefined) throw new Error(`restore run ${record.id} was moved by another attempt; deliver again`);
    record = moved;
  }

  async function endPart(part: PartEnd): Promise<WorkResult> {
    switch (part.kind) {
      case "handed_over":
        return part;
      case "stopped":
        return stop(part.items, part.reason, part.permission);
      case "all_settled":
        return finish(part.items);
      default:
        return part satisfies never;
    }
  }

  /** Ends the record before this part read an item: what an earlier part began to write stays unverified. */
  async function stopUnread(reason: RestoreReason, permission?: string): Promise<WorkResult> {
    const unverified = { status: "failed", reason: "restore.not_verified" } as const;
    for (const { itemId, writeBegunAt, result } of items) {
      if (writeBegunAt !== undefined && result === undefined)
        await restoreRuns.recordResult(scope, record.id, itemId, unverified, by);
    }
    return stop(await restoreRuns.listItems(scope, record.id), reason, permission);
  }

  /** Ends the record although not every item was processed: the remaining items get the reason as their result. */
  async function stop(all: readonly RestoreItem[], reason: RestoreReason, permission?: string): Promise<WorkResult> {
    if (record.isDryRun) {
      await step("failed", {
        failureReason: reason,
        preview: countPreviews(all),
        completedAt: clock.now().toISOString(),
      });
      return endOfRecord(scope, record, run, needs);
    }
    for (const { itemId, result } of all) {
      if (result === undefined)
        await restoreRuns.recordResult(
          scope,
          record.id,
          itemId,
          { status: "failed", ...reasonIn({ reasonCode: reason, permission }) },
          by,
        );
    }
    return finish(await restoreRuns.listItems(scope, record.id), reason);
  }

  async function finish(all: readonly RestoreItem[], failureReason?: RestoreReason): Promise<WorkResult> {
    if (record.isDryRun) {
      // What the digest covers is read again: it is what a person sees.
      const shown = await restoreRuns.listItems(scope, record.id);
      await step("previewed", {
        preview: countPreviews(shown),
        digest: digestOfChanges(record, shown),
        expiresAt: plusSeconds(clock.now(), planValidSeconds),
        ...(itemWork.reach !== undefined && { reach: await itemWork.reach(shown) }),
      });
      return endOfRecord(scope, record, run, needs);
    }
    const results = countResults(all);
    await step(endStatusOf(results), {
      results,
      completedAt: clock.now().toISOString(),
      ...(failureReason !== undefined && { failureReason }),
    });
    return endOfRecord(scope, record, run, needs);
  }
}

const outcomes: Record<ReconcileDecision, EndOutcome> = {
  reconciled_succeeded: "succeeded",
  reconciled_partially_succeeded: "partially_succeeded",
  reconciled_blocked: "blocked",
  attention_required: "blocked",
  reconciled_failed: "failed",
  still_in_progress: "blocked",
  no_proof: "blocked",
  unsupported: "blocked",
};

/** The end of a run whose record has ended, evaluated exactly as by the adapter. */
export async function endOfRecord(
  scope: Scope,
  record: RestoreRecord,
  run: { readonly id: string },
  { restoreRuns }: Pick<RestoreWorkDependencies, "restoreRuns">,
): Promise<WorkResult> {
  const items = await restoreRuns.listItems(scope, record.id);
  const related = { type: "restore_run", id: record.id };
  const isPreviewRun = record.isDryRun || record.operationRunId !== run.id;
  const notes = notesOf(record, items);
  if (isPreviewRun) {
    const { failures = [], summaryCounts, ...end } = endOfPreview(record, items);
    return {
      ...end,
      failures: [...notes, ...failures],
      summaryCounts: { ...summaryCounts, warnings: notes.length },
      related,
    };
  }

  const { decision, reasonCode, failures, summaryCounts } = judgeRestore(record, items);
  const outcome = blockedBy(record) ?? outcomes[decision];
  const isPlain = outcome === "succeeded";
  return {
    kind: "ended",
    outcome,
    summaryCounts: { ...summaryCounts, warnings: notes.length },
    related,
    failures: isPlain ? notes : [...notes, ...failures],
    ...(!isPlain && { reasonCode: reasonOf(record) ?? reasonCode }),
  };
}

/** A preview changes nothing by design; only items that could not be read are a problem. */
function endOfPreview(record: RestoreRecord, items: readonly RestoreItem[]): Extract<WorkResult, { kind: "ended" }> {
  const counts = countPreviews(items);
  const processed = items.filter(({ preview }) => preview !== undefined).length;
  const summaryCounts = {
    total: items.length,
    processed,
    unchanged: counts.unchanged,
    blocked: counts.manualRequired,
  };
  const unseen = items.flatMap(({ preview }) =>
    preview?.reason !== undefined && preview.currentHash === undefined
      ? [failureOf(preview.reason, preview.missingPermission)]
      : [],
  );
  const base = { kind: "ended", summaryCounts } as const;
  if (record.status === "failed") {
    const reasonCode = reasonOf(record) ?? "restore.items_unreadable";
    return {
      ...base,
      outcome: blockedBy(record) ?? "failed",
      reasonCode,
      failures: [failureOf(reasonCode), ...unseen],
    };
  }
  if (unseen.length === 0) return { ...base, outcome: "succeeded" };
  const outcome = unseen.length < items.length ? "partially_succeeded" : "failed";
  return { ...base, outcome, reasonCode: "restore.items_unreadable", failures: unseen };
}

/** The connection's or the approval's fault, when it ended everything before a single item was restored. */
function blockedBy(record: RestoreRecord): "blocked" | undefined {
  const reason = reasonOf(record);
  const isBlocking = reason !== undefined && (isOfPlan(reason) || outcomeOf(reason) === "blocked");
  return record.status === "failed" && isBlocking ? "blocked" : undefined;
}

function reasonOf({ failureReason }: RestoreRecord): ReasonCode | undefined {
  return reasonCodes.find((reason) => reason === failureReason);
}
