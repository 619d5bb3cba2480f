import { expect, it } from "vitest";
import { meter } from "../../bench/meter.ts";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import { createAuditRecorder } from "../../shared/records/audit.ts";
import { createPlanApprovals, planMarker } from "../../shared/records/plan-approvals.ts";
import { createPlans } from "../../shared/records/plans.ts";
import { testClock } from "../support/clock.ts";
import { testIds } from "../support/ids.ts";
import { createTestTable } from "../support/table.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const digest = "digest";

it("approval from request to bind costs fifteen write units", async () => {
  const clock = testClock();
  const ids = testIds();
  const table = await createTestTable();
  const metered = meter(table.client);
  const target = { client: metered.client, tableName: table.tableName, clock };
  const plans = createPlans(target);
  const by = { runId: "plan", attempt: 1 };
  await plans.open(scope, { id: "plan", operationType: "backup_set.delete", subject: {}, by, plannedByUserId: "a" });
  const counts = { total: 40, kept: 0 };
  await plans.complete(scope, "plan", by, { name: "Set", content: "plan", digest, counts });
  const approvals = createPlanApprovals(target, approvalWindows);
  const audit = createAuditRecorder({ ...target, retentionDays: 90 });
  const entry = (action: "plan.approval_requested" | "plan.approved") => () =>
    audit.partOf({
      ...{ id: ids.next(clock.now()), ...scope, action, resourceType: "plan", resourceId: "plan" },
      ...{ actor: { type: "human" as const, id: "a", label: "a" }, outcome: "success" as const, metadata: { digest } },
      recordedAt: clock.now().toISOString(),
    });
  metered.take();

  const requester = { id: "a", ownerId: "a", name: "a" };
  const wanted = { id: "plan", operationType: "backup_set.delete", digest, requester, note: "Agreed in change 4711." };
  const mark = planMarker(scope, { kind: "plans", id: "plan", digest });
  await approvals.request(scope, wanted, mark, entry("plan.approval_requested"));
  const request = unitsOf(metered.take());
  const decider = { id: "b", ownerId: "b", name: "b" };
  const decision = { decision: "approve", digest, by: decider, note: "Reviewed." } as const;
  await approvals.decide(scope, "plan", decision, entry("plan.approved"));
  const decide = unitsOf(metered.take());
  await approvals.bind(scope, "plan", { runId: "run", digest });
  const bind = unitsOf(metered.take());

  expect({ request, decide, bind }).toEqual({ request: 8, decide: 4, bind: 3 });
});

const unitsOf = (billed: ReturnType<ReturnType<typeof meter>["take"]>) =>
  billed.flatMap(({ units }) => Object.values(units)).reduce((sum, one) => sum + one, 0);
