import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import { createPlanApprovals, planMarker } from "../../shared/records/plan-approvals.ts";
import { createPlans } from "../../shared/records/plans.ts";
import type { Run } from "../../shared/run/run.ts";

type World = StoreTarget & {
  readonly clock: Clock;
  readonly ids: Ids;
  aRun(options: { workspaceId: string; environmentId: string; type: string }): Promise<Run>;
};
interface Scope {
  readonly workspaceId: string;
  readonly environmentId: string;
}

export const storedDigest = "digest-of-a-plan";

/** Stores a plan with one deletion, whose approval was requested by this member, if one is given. */
export async function storePlan(world: World, scope: Scope, requesterId?: string): Promise<string> {
  const { id } = await world.aRun({ ...scope, type: "backup_set.delete" });
  const by = { runId: id, attempt: 1 };
  const plans = createPlans(world);
  const subject = { backupSetId: "set" };
  await plans.open(scope, { id, operationType: "backup_set.delete", subject, by, plannedByUserId: "owner" });
  const item = { id: "set", displayName: "Set", action: "delete", state: "state" };
  await plans.putItems(scope, id, [item]);
  await plans.complete(scope, id, by, {
    name: "Set",
    content: id,
    digest: storedDigest,
    counts: { total: 1, kept: 0 },
  });
  if (requesterId === undefined) return id;
  const requester = { id: requesterId, ownerId: requesterId, name: requesterId };
  const wanted = { id, operationType: "backup_set.delete", digest: storedDigest, requester, note: "Please." };
  const mark = planMarker(scope, { kind: "plans", id, digest: storedDigest });
  const beside = () => ({ item: { pk: `WS#${scope.workspaceId}`, sk: `BESIDE#${id}` } });
  await createPlanApprovals(world, approvalWindows).request(scope, wanted, mark, beside);
  return id;
}
