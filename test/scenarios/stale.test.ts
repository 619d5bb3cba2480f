import { expect, it } from "vitest";
import { apiOf, runOf, withoutActionability } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { messageCounts } from "./queues.ts";
import { stackForTest } from "./stacks.ts";
import { until } from "./until.ts";

const type = "provider.connection.check";
const lifecycleOverrides = JSON.stringify({ [type]: { queuedStaleAfterSeconds: 5, closeQueuedAfterSeconds: 10 } });

it("wish 5: an unclaimed run turns stale, is closed, and ignores its late message", async () => {
  const stack = await stackForTest({ hasWorkers: false, hasSchedules: false, lifecycleOverrides });
  const api = apiOf(stack);
  const place = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
  const { id } = runOf(await api.start(place, type));
  const look = () => api.findRun("owner", "acme", id);

  const stale = await until(`run ${id} is shown as stale`, async () => {
    const run = await look();
    return run.freshness === "likely_stale" ? run : undefined;
  });
  expect(stale).toMatchObject({ status: "queued", outcome: "pending" });

  const closed = await until(`the sweep closes run ${id}`, async () => {
    expect((await stack.invoke("reconcile-sweep")).hasFailed).toBe(false);
    const run = await look();
    return run.status === "completed" ? run : undefined;
  });
  expect(closed).toMatchObject({
    outcome: "failed",
    freshness: "reconciled_failed",
    failures: [{ code: "run.stale_queued" }],
    context: { reconciliation: { source: "scheduled_reconciler", previousStatus: "queued" } },
  });
  expect(Date.parse(closed.completedAt ?? "") - Date.parse(closed.createdAt)).toBeGreaterThan(10_000);
  expect(await messageCounts(stack)).toEqual({ "ShortLane/WorkQueue": 1 });
  expect(expectGoodLines(stack)).toMatchObject({ "reconcile-sweep: sweep_done": expect.any(Number) });

  await stack.switchTriggers({ hasWorkers: true });
  await until("the late message is acknowledged", async () =>
    Object.keys(await messageCounts(stack)).length === 0 ? true : undefined,
  );
  expect(withoutActionability(await look())).toEqual(withoutActionability(closed));
});
