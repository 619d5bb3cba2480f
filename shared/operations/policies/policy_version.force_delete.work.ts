import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { PlanAdmission } from "../plans/plan-approval.ts";
import type { PlanItem, Plans } from "../plans/plan-record.ts";
import { workOnPlan } from "../plans/work-on-plan.ts";
import type { PolicyVersionPurgeInput } from "./policy-version.input.ts";
import { type PurgeBodyDependencies, planBody, purgeBody } from "./purge-body.ts";

type Scope = StartRequest<unknown>["scope"];

interface HandleDependencies extends PurgeBodyDependencies {
  readonly plans: Plans;
  readonly planAdmission: PlanAdmission;
  readonly backupPurge: {
    contentsOfOthers(scope: Scope, except: readonly string[]): Promise<ReadonlyMap<string, string>>;
  };
}

/** Plans or executes the permanent deletion of one archived version that nothing holds. */
export function handle(work: Work<PolicyVersionPurgeInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { policyVersionId: id } = input;
  const others = () => needs.backupPurge.contentsOfOthers(scope, []);
  const planned = {
    type: run.type,
    subject: { policyVersionId: id },
    async derive() {
      const version = await needs.versionArchive.find(scope, id);
      const item = await planBody(scope, id, { others: await others() }, needs);
      if (version?.archivedAt === undefined || item === undefined) return { stop: notArchived };
      const name = version.origin?.displayName ?? version.policyId;
      return { name, items: [{ ...item, id, displayName: name }] };
    },
    execute: async (item: PlanItem) => purgeBody(scope, id, item.state, run.id, { others: await others() }, needs),
  };
  return workOnPlan(work, planned, needs);
}

const notArchived = { reasonCode: "records.not_archived", message: "The version is not in the archive." } as const;
