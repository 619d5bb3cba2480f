import { expect, it } from "vitest";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { reconcileAnswer } from "../../shared/contract/runs.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import { apiOf, runOf } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { changePolicies, targetOf } from "./provider-changes.ts";
import { stackForTest } from "./stacks.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const place = { user: "manager", ...scope };

it("a restore with two refused items is a partial success", async () => {
  const stack = await stackForTest();
  const api = apiOf(stack);
  const play = async (type: string, input: Readonly<Record<string, unknown>> = {}) =>
    api.ended(place.user, scope.workspaceId, runOf(await api.start(place, type, { input })).id);
  await play("policy.sync");
  const five = (await createPolicies(targetOf(stack)).readCurrent(scope)).policies.slice(0, 5);
  const backup = await play("backup_set.update", { policyIds: five.map(({ policyId }) => policyId) });
  const backupSetId = backup.related?.id;
  await changePolicies(stack, five, "changed by another administrator");
  for (const { collection, policyId } of five.slice(1, 3)) {
    const match = `PATCH /beta/deviceManagement/${collection}/${policyId}`;
    const body = JSON.stringify({ match, status: 400, times: 9 });
    await fetch(`${stack.provider.origin}/_faults`, { method: "POST", body });
  }

  const preview = await play("restore.execute", { backupSetId, dryRun: true });
  const restored = await play("restore.execute", {
    backupSetId,
    ...(await api.reviewed(place, preview.id)),
  });

  expect(restored).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 5, succeeded: 3, failed: 2 },
    // Each rejected policy is named.
    failures: [
      { code: "restore.assignments_not_restored" },
      ...five.slice(1, 3).map(({ collection, policyId }) => ({
        code: "restore.write_refused",
        about: { collection, id: policyId },
      })),
    ],
    related: { type: "restore_run" },
  });
  const next = await play("restore.execute", { backupSetId, dryRun: true });

  await stack.switchTriggers({ hasWorkers: false });
  const input = { backupSetId, ...(await api.reviewed(place, next.id)) };
  const { id } = runOf(await api.start(place, "restore.execute", { input }));
  await completedWithoutResults(stack, id, next.id);
  const asked = await api.request("operator", `/api/workspaces/acme/operations/${id}/reconcile`, { method: "POST" });

  expect(reconcileAnswer.parse(JSON.parse(asked.text))).toMatchObject({
    result: "reconciled",
    run: { status: "completed", outcome: "blocked" },
  });
  expect(await api.findRun("manager", "acme", id)).toMatchObject({
    outcome: "blocked",
    context: { reconciliation: { decision: "attention_required", reasonCode: "restore.proof_incomplete" } },
  });
  expect(expectGoodLines(stack)).toMatchObject({
    "worker-long: delivery settled": expect.any(Number),
    "worker-long: run_settled": expect.any(Number),
  });
});

/** A preview in execution whose worker died after marking it completed, before any item had a result. */
async function completedWithoutResults(stack: StackDescription, runId: string, previewId: string): Promise<void> {
  const restoreRuns = createRestoreRuns(targetOf(stack));
  const by = { runId, attempt: 1 };
  await restoreRuns.bindPreview(scope, previewId, by);
  await restoreRuns.move(scope, previewId, by, "running");
  await restoreRuns.move(scope, previewId, by, "completed", { completedAt: systemClock.now().toISOString() });
}
