import type { Archived } from "../archive/archive-record.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { PlanAdmission } from "../plans/plan-approval.ts";
import { stateDigest } from "../plans/plan-guard.ts";
import type { PlanAttempt, PlanItem, PlanItemResult, Plans } from "../plans/plan-record.ts";
import { workOnPlan } from "../plans/work-on-plan.ts";
import { holderOfChangeSet } from "./restore-record.ts";
import type { RestoreRunPurgeInput } from "./restore-run.input.ts";

type Scope = StartRequest<unknown>["scope"];

interface HandleDependencies {
  readonly plans: Plans;
  readonly planAdmission: PlanAdmission;
  readonly archive: {
    find(scope: Scope, kind: "restore-runs", id: string): Promise<Archived | undefined>;
    beginPurge(
      scope: Scope,
      kind: "restore-runs",
      id: string,
      purge: { readonly by: PlanAttempt; readonly archivedAt: string },
    ): Promise<Archived | undefined>;
    endPurge(scope: Scope, kind: "restore-runs", id: string, by: PlanAttempt): Promise<Archived | undefined>;
  };
  readonly restorePurge: {
    /** Releases the bodies that the holder keeps, and overwrites the items of a restore; the number of items that still have content. Idempotent. */
    purgeItems(scope: Scope, id: string, runId: string, holder: string): Promise<number>;
  };
}

/** Plans or executes the permanent deletion of the record of a restore: its head and its counts stay. */
export function handle(work: Work<RestoreRunPurgeInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { restoreRunId: id } = input;
  const { archive, restorePurge } = needs;
  const planned = {
    type: run.type,
    subject: { restoreRunId: id },
    async derive() {
      const record = await archive.find(scope, "restore-runs", id);
      if (record?.archivedAt === undefined || record.purgedAt !== undefined) {
        return { stop: { reasonCode: "records.not_archived", message: "The record is not in the archive." } } as const;
      }
      const about = { id, displayName: id, record: { kind: "restore-runs", id } } as const;
      return { name: id, items: [{ ...about, action: "purge", state: stateOf(record) }] };
    },
    async execute(item: PlanItem, by: PlanAttempt): Promise<PlanItemResult> {
      const seen = await archive.find(scope, "restore-runs", id);
      if (seen?.purgedByRunId === run.id) return { status: "done" };
      const { archivedAt } = seen ?? {};
      if (seen === undefined || archivedAt === undefined || stateOf(seen) !== item.state) return changed;
      const begun = await archive.beginPurge(scope, "restore-runs", id, { by, archivedAt });
      if (begun?.purgingRunId !== run.id) return changed;
      if ((await restorePurge.purgeItems(scope, id, run.id, holderOfChangeSet(id))) > 0) return unconfirmed;
      const after = await archive.endPurge(scope, "restore-runs", id, by);
      return after?.purgedByRunId === run.id ? { status: "done" } : unconfirmed;
    },
  };
  return workOnPlan(work, planned, needs);
}

const changed: PlanItemResult = { status: "left", reason: "plan.changed_since" };
const unconfirmed: PlanItemResult = { status: "failed", reason: "records.not_confirmed" };

/** What of an archived record decides whether it is still the planned one. */
const stateOf = ({ archivedAt, status }: Archived): string => stateDigest({ archivedAt, status });
