import { failureSummary } from "../../run/failure-summary.ts";
import { type ReasonCode, reasonCodes } from "../../run/reason-codes.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import { handoversMax, reserveOf } from "../part.ts";
import { type ApprovalRefusal, movedItemsMax, type PlanAdmission } from "./plan-approval.ts";
import { digestOf, type GivenPlan } from "./plan-guard.ts";
import {
  countPlanResults,
  type NewPlanItem,
  type PlanAttempt,
  type PlanItem,
  type PlanItemResult,
  type PlanRecord,
  type PlanStop,
  type Plans,
} from "./plan-record.ts";

/** What an operation does under the protection of a plan. */
export interface PlannedWork {
  readonly type: string;
  readonly subject: PlanRecord["subject"];
  /** What would be done now, in the order in which it is done; a reason when there is nothing to plan. */
  derive(): Promise<{ readonly name: string; readonly items: readonly NewPlanItem[] } | { readonly stop: Stop }>;
  /**
   * Makes one change, if the item is still in the planned state; reads it back. Idempotent: an item that this run has
   * changed already is done.
   */
  execute(item: PlanItem, by: PlanAttempt): Promise<PlanItemResult>;
}
interface Stop {
  readonly reasonCode: ReasonCode;
  readonly message: string;
}
interface Dependencies {
  readonly plans: Plans;
  readonly planAdmission: PlanAdmission;
}

/** Makes a plan, or executes one item by item. */
export async function workOnPlan(
  work: Work<GivenPlan>,
  planned: PlannedWork,
  needs: Dependencies,
): Promise<WorkResult> {
  if (work.input.planId !== undefined) return execute(work, planned, needs);
  if (work.input.dryRun === true) return plan(work, planned, needs);
  return blocked({ reasonCode: "plan.missing", message: "Destructive work needs a plan." });
}

async function plan(work: Work<GivenPlan>, planned: PlannedWork, { plans }: Dependencies): Promise<WorkResult> {
  const { scope, run } = work;
  const { type, subject } = planned;
  const by = { runId: run.id, attempt: run.attempt };
  await work.confirm({ phase: "planning" });
  const known = await plans.find(scope, run.id);
  // An earlier attempt may have crashed after it completed the plan.
  if (known?.status === "planned") return endOfPlanning(known);
  const derived = await planned.derive();
  if ("stop" in derived) return blocked(derived.stop);
  await plans.open(scope, { id: run.id, operationType: type, subject, by, plannedByUserId: run.initiator.id });
  const content = `${run.id}.${run.attempt}`;
  await plans.putItems(scope, content, derived.items);
  // The digest covers what the table holds, not what was sent.
  const stored = await plans.listItems(scope, content);
  const counts = { total: stored.length, kept: stored.filter(({ action }) => action === "keep").length };
  if (counts.total !== derived.items.length) throw new Error(`plan ${run.id}: not every item was stored`);
  const digest = digestOf(type, subject, stored);
  const made = await plans.complete(scope, run.id, by, { name: derived.name, content, digest, counts });
  if (made === undefined) throw new Error(`plan ${run.id} was moved by another attempt; deliver again`);
  return endOfPlanning(made);
}

function endOfPlanning({ id, counts = { total: 0, kept: 0 } }: PlanRecord): WorkResult {
  const { total, kept } = counts;
  return {
    kind: "ended",
    outcome: "succeeded",
    summaryCounts: { total, processed: total, skipped: kept, items: total },
    related: { type: "plan", id },
  };
}

async function execute(work: Work<GivenPlan>, planned: PlannedWork, needs: Dependencies): Promise<WorkResult> {
  const { plans } = needs;
  const { scope, run, input } = work;
  const by = { runId: run.id, attempt: run.attempt };
  const id = input.planId ?? "";
  await work.confirm({ phase: "planning" });
  const known = await plans.find(scope, id);
  if (known?.operationRunId === run.id && known.results !== undefined)
    return endOfExecution(known, await itemsOf(known));
  if (known?.digest === undefined || known.digest !== input.planDigest) return blocked(unusable);
  const isApproved = known.approvalRequestedAt !== undefined;
  const refusal = isApproved
    ? await needs.planAdmission.admit(scope, { planId: id, digest: known.digest, runId: run.id })
    : undefined;
  if (refusal !== undefined) return giveUp(known, refusal);
  const bound = await plans.bind(scope, id, by, run.initiator.id, isApproved);
  if (bound === undefined || bound.content === undefined) return blocked(unusable);
  const items = await itemsOf(bound);
  if (digestOf(planned.type, planned.subject, items) !== bound.digest) {
    return stopFor(items, { reason: unusable.reasonCode });
  }

  const changes = items.filter(({ action }) => action !== "keep");
  if (isApproved && changes.every(({ result }) => result === undefined)) {
    const { gone, other } = await compareWithWorld(planned, changes);
    const hasBegun = bound.changingSince !== undefined;
    const moved = hasBegun ? other : [...gone, ...other];
    // An attempt that stored no result may have made its first change; then it is not said that nothing was changed.
    const mayHaveWritten = hasBegun && gone.length > 0;
    if (moved.length > 0 && !mayHaveWritten) {
      const itemIds = moved.slice(0, movedItemsMax).map((item) => item.id);
      return stopFor(items, { reason: "plan.world_moved", moved: { count: moved.length, itemIds } });
    }
    if (!hasBegun && (await plans.begin(scope, id, by)) === undefined) {
      throw new Error(`plan ${id} was moved by another attempt; deliver again`);
    }
  }

  const reserveMillis = reserveOf(work);
  const results = new Map(changes.flatMap(({ id: itemId, result }) => (result ? [[itemId, result] as const] : [])));
  for (const item of changes) {
    if (results.has(item.id)) continue;
    await work.report({ processed: results.size, total: changes.length });
    const result = await planned.execute(item, by);
    const stored = await plans.recordResult(scope, bound.content, item.id, result, by);
    results.set(item.id, stored.result ?? result);
    // Each part makes at least one change, so that the work advances however short the parts are.
    const isOver = work.signal.aborted || work.timeLeftMillis() <= reserveMillis;
    if (!isOver || results.size === changes.length) continue;
    if (run.handovers < handoversMax) return { kind: "handed_over", checkpoint: {} };
    break;
  }
  const ended = changes.map((item) => ({ ...item, result: results.get(item.id) }));
  const counts = countPlanResults(ended);
  const status = counts.done === changes.length ? "completed" : counts.done > 0 ? "partial" : "failed";
  const record = await plans.end(scope, id, by, status, counts);
  if (record === undefined) throw new Error(`plan ${id} was moved by another attempt; deliver again`);
  return endOfExecution(record, ended);

  /** Ends what this run has begun. An approval that lapsed is bound to this run, so no other one can execute the plan. */
  async function giveUp(plan: PlanRecord, refusal: ApprovalRefusal): Promise<WorkResult> {
    const isBegun = plan.operationRunId === run.id && plan.status === "executing";
    const isOver =
      refusal.reasonCode === "plan.approval_lapsed" &&
      (await plans.bind(scope, id, by, run.initiator.id, true)) !== undefined;
    if (!isBegun && !isOver) return blocked(refusal);
    return stopFor(await itemsOf(plan), { reason: refusal.reasonCode });
  }

  /** Stores why no further item is changed, so that each later attempt states the same end. */
  async function stopFor(items: readonly PlanItem[], why: PlanStop): Promise<WorkResult> {
    const counts = countPlanResults(items);
    const record = await plans.end(scope, id, by, counts.done > 0 ? "partial" : "failed", counts, why);
    if (record === undefined) throw new Error(`plan ${id} was moved by another attempt; deliver again`);
    return endOfExecution(record, items);
  }

  async function itemsOf({ content = "" }: PlanRecord): Promise<PlanItem[]> {
    return [...(await plans.listItems(scope, content))];
  }
}

/** The items that would be derived differently now: not at all, or in another state. */
async function compareWithWorld(planned: PlannedWork, changes: readonly PlanItem[]) {
  const derived = await planned.derive();
  const now = new Map("stop" in derived ? [] : derived.items.map((item) => [item.id, item] as const));
  const isOther = ({ id, action, state }: PlanItem) => now.get(id)?.action !== action || now.get(id)?.state !== state;
  return {
    gone: changes.filter(({ id }) => !now.has(id)),
    other: changes.filter((item) => now.has(item.id) && isOther(item)),
  };
}

/** An execution that was stopped before its first change, with the items that stopped it. */
function endOfStopped(id: string, { reason, moved }: PlanStop, changes: readonly PlanItem[]): WorkResult {
  const reasonCode = reasonCodes.find((code) => code === reason) ?? "plan.unusable";
  const total = changes.length;
  const message =
    moved === undefined
      ? "The plan was not executed."
      : `Not run: ${moved.count} of ${total} items changed since the plan.`;
  const about = changes.filter((item) => moved?.itemIds.includes(item.id) ?? false);
  const failures = about.map((item) => ({
    ...{ code: reasonCode, message },
    about: { id: item.id, name: item.displayName },
  }));
  const related = { type: "plan", id };
  const isNamed = failures.length > 0;
  const end = { failures: isNamed ? failures : [{ code: reasonCode, message }], related };
  return { kind: "ended", outcome: "blocked", reasonCode, ...end };
}

/** The end of the run, derived from the stored plan, so that it is the same for every attempt. */
function endOfExecution({ id, stop }: PlanRecord, items: readonly PlanItem[]): WorkResult {
  const changes = items.filter(({ action }) => action !== "keep");
  const { done } = countPlanResults(changes);
  const total = changes.length;
  if (stop !== undefined && done === 0) return endOfStopped(id, stop, changes);
  const others = changes.filter(({ result }) => result?.status !== "done");
  const failures = failureSummary(
    others.map(({ id: itemId, displayName, result }) => ({
      code: result?.reason ?? stop?.reason ?? "plan.not_reached",
      message: "The item was left as it is.",
      about: { id: itemId, name: displayName },
    })),
  );
  const summaryCounts = { total, processed: total, deleted: done, failed: total - done };
  const related = { type: "plan", id };
  if (done === total) return { kind: "ended", outcome: "succeeded", summaryCounts, related };
  const outcome = done > 0 ? "partially_succeeded" : "failed";
  return { kind: "ended", outcome, reasonCode: "plan.items_left", summaryCounts, failures, related };
}

const unusable: Stop = {
  reasonCode: "plan.unusable",
  message: "The plan was executed, withdrawn or changed since it was reviewed.",
};

function blocked({ reasonCode, message }: Stop): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
