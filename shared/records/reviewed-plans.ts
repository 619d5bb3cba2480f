import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { PlanKind } from "./plan-marks.ts";
import { createPlans, type ReviewablePlan } from "./plans.ts";
import type { RecordPlace, RecordScope } from "./record-store.ts";
import type { ReviewableRestore } from "./restore-run-records.ts";
import { createRestoreRuns } from "./restore-runs.ts";

/** A plan as a person reviews it, whichever record holds it. */
export interface ReviewedPlan {
  readonly kind: PlanKind;
  readonly id: string;
  /** Absent until the plan is whole, and on previews of older releases. */
  readonly digest?: string | undefined;
  readonly expiresAt?: string | undefined;
  /** Whether it waits for its execution. */
  readonly isPlanned: boolean;
  /** Whether an approval was requested, which marks the plan in the same transaction. */
  readonly isUnderApproval: boolean;
  readonly itemCount: number;
  /** The number of items by what becomes of them. */
  readonly changes: Readonly<Record<"creates" | "updates" | "deletes" | "keeps", number>>;
  readonly executedByRunId?: string | undefined;
  /** Why its execution ended before the first change. */
  readonly stoppedBy?: string | undefined;
}

/**
 * The plans of an environment: records of their own, and change sets that were previewed. `archiving` has the types whose
 * plans archive; all others delete permanently.
 */
export function createReviewedPlans(target: StoreTarget & { readonly clock: Clock }, archiving: ReadonlySet<string>) {
  const plans = createPlans(target);
  const restoreRuns = createRestoreRuns(target);

  function ofPlan(plan: ReviewablePlan): ReviewedPlan {
    const { id, digest, expiresAt, status, operationRunId, stop, approvalRequestedAt } = plan;
    const { total, kept } = plan.counts ?? { total: 0, kept: 0 };
    const changed = total - kept;
    const isArchiving = archiving.has(plan.operationType);
    return {
      ...{ kind: "plans", id, digest, expiresAt, isPlanned: status === "planned", itemCount: total },
      isUnderApproval: approvalRequestedAt !== undefined,
      changes: isArchiving
        ? { creates: 0, updates: changed, deletes: 0, keeps: kept }
        : { creates: 0, updates: 0, deletes: changed, keeps: kept },
      ...(operationRunId !== id && { executedByRunId: operationRunId }),
      ...(status === "failed" && { stoppedBy: stop?.reason }),
    };
  }

  function ofChangeSet(set: ReviewableRestore): ReviewedPlan {
    const { create = 0, update = 0, delete: deletes = 0, unchanged = 0, manualRequired = 0 } = set.preview ?? {};
    const { id, digest, expiresAt, status, itemCount = 0, previewRunId, operationRunId, failureReason } = set;
    return {
      ...{ kind: "restore-runs", id, digest, expiresAt, isPlanned: status === "previewed", itemCount },
      isUnderApproval: set.approvalRequestedAt !== undefined,
      changes: { creates: create, updates: update, deletes, keeps: unchanged + manualRequired },
      ...(previewRunId !== undefined && { executedByRunId: operationRunId }),
      ...(status === "failed" && { stoppedBy: failureReason }),
    };
  }

  /** Consistent reads of plans of one kind, in the order of `wanted`. */
  async function findEach(kind: PlanKind, wanted: readonly RecordPlace[]): Promise<(ReviewedPlan | undefined)[]> {
    if (kind === "plans") return (await plans.findReviewable(wanted)).map((plan) => plan && ofPlan(plan));
    return (await restoreRuns.findReviewable(wanted)).map((set) => set && ofChangeSet(set));
  }

  return {
    /** A consistent read. */
    find: async (scope: RecordScope, kind: PlanKind, id: string): Promise<ReviewedPlan | undefined> =>
      (await findEach(kind, [{ scope, id }]))[0],
    findEach,
  };
}
export type ReviewedPlans = ReturnType<typeof createReviewedPlans>;
