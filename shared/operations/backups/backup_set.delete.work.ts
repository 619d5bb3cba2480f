import type { Work, WorkResult } from "../define-operation.ts";
import type { PlanAdmission } from "../plans/plan-approval.ts";
import type { PlanAttempt, PlanItem, Plans } from "../plans/plan-record.ts";
import { workOnPlan } from "../plans/work-on-plan.ts";
import type { BackupSetPurgeInput } from "./backup-set.input.ts";
import { contentsOutside, executeSetItem, type PurgeSetsDependencies, planSet } from "./purge-sets.ts";

interface HandleDependencies extends PurgeSetsDependencies {
  readonly plans: Plans;
  readonly planAdmission: PlanAdmission;
}

/** Plans or executes the permanent deletion of a backup set, with the bodies that nothing else holds. */
export function handle(work: Work<BackupSetPurgeInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { backupSetId } = input;
  const holders = contentsOutside(scope, [backupSetId], needs);
  const planned = {
    type: run.type,
    subject: { backupSetId },
    async derive() {
      if (await needs.backupPurge.isBeingRestored(scope, backupSetId)) return { stop: beingRestored };
      return (await planSet(scope, backupSetId, holders, needs)) ?? { stop: notArchived };
    },
    execute: (item: PlanItem, by: PlanAttempt) => executeSetItem(scope, item, by, holders, needs),
  };
  return workOnPlan(work, planned, needs);
}

const notArchived = { reasonCode: "records.not_archived", message: "The set is not in the archive." } as const;
const beingRestored = { reasonCode: "records.in_use", message: "A restore of the set has not ended." } as const;
