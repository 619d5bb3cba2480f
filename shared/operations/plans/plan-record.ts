import type { StartRequest } from "../define-operation.ts";
import type { DigestedItem, GuardedPlan } from "./plan-guard.ts";

type Scope = StartRequest<unknown>["scope"];

export interface PlanAttempt {
  readonly runId: string;
  readonly attempt: number;
}

export type PlanStatus = "planning" | "planned" | "executing" | "completed" | "partial" | "failed" | "cancelled";

/** The number of items by what the plan does to them, and by what became of them. */
export interface PlanCounts {
  readonly total: number;
  /** Items that the plan leaves alone, with their reason. */
  readonly kept: number;
}
export interface PlanResults {
  readonly done: number;
  readonly left: number;
  readonly failed: number;
}

/** Why an execution ended before its remaining items. */
export interface PlanStop {
  readonly reason: string;
  /** Of items that changed since the plan: how many, and the ids of the first of them. */
  readonly moved?: { readonly count: number; readonly itemIds: readonly string[] } | undefined;
}

/** A list of changes that a person reviews before any of them is made. */
export interface PlanRecord {
  readonly id: string;
  readonly operationType: string;
  readonly subject: Readonly<Record<string, string | number>>;
  readonly name: string;
  readonly status: PlanStatus;
  /** The run that owns it: first the planning one, then the executing one. */
  readonly operationRunId: string;
  /** Name of its items: the attempt that stored them. */
  readonly content?: string | undefined;
  readonly digest?: string | undefined;
  readonly expiresAt?: string | undefined;
  /** Since when it is executed only with an approval. */
  readonly approvalRequestedAt?: string | undefined;
  readonly counts?: PlanCounts | undefined;
  readonly results?: PlanResults | undefined;
  /** Since when its changes may have been made. */
  readonly changingSince?: string | undefined;
  readonly stop?: PlanStop | undefined;
}

/** A record that shows an item of a plan. */
export interface PlannedRecord {
  /** A kind of records, as in their addresses. */
  readonly kind: string;
  readonly id: string;
}

/** One thing of a plan. `keep`: it stays as it is, for the given reason. */
export interface NewPlanItem extends DigestedItem {
  readonly displayName: string;
  /** The record that shows the item; absent on items of earlier releases. */
  readonly record?: PlannedRecord | undefined;
  /** When this version of a policy was stored; absent on other items. */
  readonly storedAt?: string | undefined;
  /** A code with a text in each locale. */
  readonly reason?: string | undefined;
}
export interface PlanItemResult {
  /** `left`: it is not what it was when it was planned, so it stays as it is. */
  readonly status: "done" | "left" | "failed";
  readonly reason?: string | undefined;
}
export interface PlanItem extends NewPlanItem {
  readonly result?: PlanItemResult | undefined;
}

/** The store of plans. Items and results are written once; the first value stays and is returned. */
export interface Plans {
  find(scope: Scope, id: string): Promise<PlanRecord | undefined>;
  listItems(scope: Scope, content: string): Promise<readonly PlanItem[]>;
  open(
    scope: Scope,
    wanted: Pick<PlanRecord, "id" | "operationType" | "subject"> & {
      readonly by: PlanAttempt;
      readonly plannedByUserId: string;
    },
  ): Promise<PlanRecord>;
  putItems(scope: Scope, content: string, items: readonly NewPlanItem[]): Promise<void>;
  /** Makes a plan executable; undefined when it is no longer being planned by this run. */
  complete(
    scope: Scope,
    id: string,
    by: PlanAttempt,
    made: { readonly name: string; readonly content: string; readonly digest: string; readonly counts: PlanCounts },
  ): Promise<PlanRecord | undefined>;
  /**
   * Assigns a plan to the run that executes it; undefined when it is not, or no longer, executable. Idempotent.
   * `isApproved`: the run has bound its approval; without one, a plan with a requested approval is refused.
   */
  bind(
    scope: Scope,
    id: string,
    by: PlanAttempt,
    executedByUserId: string,
    isApproved?: boolean,
  ): Promise<PlanRecord | undefined>;
  /** Records that changes begin; undefined when it is not, or no longer, this run's. Idempotent. */
  begin(scope: Scope, id: string, by: PlanAttempt): Promise<PlanRecord | undefined>;
  recordResult(
    scope: Scope,
    content: string,
    itemId: string,
    result: PlanItemResult,
    by: PlanAttempt,
  ): Promise<PlanItem>;
  /** Ends a plan, once. */
  end(
    scope: Scope,
    id: string,
    by: PlanAttempt,
    status: "completed" | "partial" | "failed" | "cancelled",
    results?: PlanResults,
    stop?: PlanStop,
  ): Promise<PlanRecord | undefined>;
}

const standings: Record<PlanStatus, GuardedPlan["standing"]> = {
  planning: "over",
  planned: "planned",
  executing: "executing",
  completed: "over",
  partial: "over",
  failed: "over",
  cancelled: "over",
};

/** A stored plan as the guard examines it. */
export function guardedPlanOf({ status, counts, ...plan }: PlanRecord): GuardedPlan {
  const changes = (counts?.total ?? 0) - (counts?.kept ?? 0);
  return { ...plan, standing: standings[status], changes, isUnderApproval: plan.approvalRequestedAt !== undefined };
}

/** Results by status. */
export function countPlanResults(items: readonly PlanItem[]): PlanResults {
  const of = (status: PlanItemResult["status"]) => items.filter(({ result }) => result?.status === status).length;
  return { done: of("done"), left: of("left"), failed: of("failed") };
}
