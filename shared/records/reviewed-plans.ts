import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { PlanKind } from "./plan-marks.ts";
import { createPlans } from "./plans.ts";
import type { RecordScope } from "./record-store.ts";
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

  return {
    /** A consistent read. */
    async find(scope: RecordScope, kind: PlanKind, id: string): Promise<ReviewedPlan | undefined> {
      if (kind === "plans") {
        const plan = await plans.findReviewable(scope, id);
        if (plan === undefined) return undefined;
        const { total, kept } = plan.counts ?? { total: 0, kept: 0 };
        const changed = total - kept;
        const isArchiving = archiving.has(plan.operationType);
        const changes = isArchiving
          ? { creates: 0, updates: changed, deletes: 0, keeps: kept }
          : { creates: 0, updates: 0, deletes: changed, keeps: kept };
        const { digest, expiresAt, status, operationRunId, stop } = plan;
        const executedBy = operationRunId === id ? {} : { executedByRunId: operationRunId };
        return {
          kind,
          id,
          digest,
          expiresAt,
          isPlanned: status === "planned",
          itemCount: total,
          changes,
          ...executedBy,
          ...(status === "failed" && { stoppedBy: stop?.reason }),
        };
      }
      const set = await restoreRuns.findReviewable(scope, id);
      if (set === undefined) return undefined;
      const { create = 0, update = 0, delete: deletes = 0, unchanged = 0, manualRequired = 0 } = set.preview ?? {};
      const { digest, expiresAt, status, itemCount = 0, previewRunId, operationRunId, failureReason } = set;
      return {
        ...{ kind, id, digest, expiresAt, isPlanned: status === "previewed", itemCount },
        changes: { creates: create, updates: update, deletes, keeps: unchanged + manualRequired },
        ...(previewRunId !== undefined && { executedByRunId: operationRunId }),
        ...(status === "failed" && { stoppedBy: failureReason }),
      };
    },
  };
}
export type ReviewedPlans = ReturnType<typeof createReviewedPlans>;
