import { afterAll, expect, it } from "vitest";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import type { Run } from "../../shared/run/run.ts";
import { inRole } from "../support/permissions.ts";
import { scope } from "./operation-world.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterAll(stopRestoreWorlds);

const other = { runId: "other", attempt: 1 };

/** An operator, the bridge or the sweep ends the run, and its records are settled. */
async function endElsewhere(run: Run, world: RestoreWorld): Promise<void> {
  const ended: Run = { ...run, status: "completed", outcome: "failed", completedAt: world.clock.now().toISOString() };
  const settleRecords = createSettleRecords({ findOperation, needs: createAdapterDependencies(world) });
  await inRole("RunEventsFollower", settleRecords)(ended);
}

it("active attempt keeps the right to write when another writer ends its run", async () => {
  const world = await restoreWorld();
  const run = await world.start();
  await world.needs.providerWriter.take(scope, { runId: run.id, attempt: 1 }, 600);

  await endElsewhere(run, world);

  expect(await world.needs.providerWriter.take(scope, other, 60)).toEqual({ kind: "taken", runId: run.id });
  world.clock.advance(661);
  expect(await world.needs.providerWriter.take(scope, other, 60)).toEqual({ kind: "held" });
});

it("active continuation keeps the right to write when another writer ends it", async () => {
  const world = await restoreWorld();
  const run = await world.start();
  await world.needs.providerWriter.keepWaiting(scope, { runId: run.id, attempt: 1 }, 600);
  await world.needs.providerWriter.keep(scope, { runId: run.id, attempt: 2 }, 600);

  await endElsewhere(run, world);

  expect(await world.restore()).toMatchObject({ outcome: "blocked", reasonCode: "restore.provider_in_use" });
});

it("handed-over restore releases the right to write when another writer ends it", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const run = await world.start();
  let asked = 0;
  const { result: part } = await world.attempt(run, () => (asked++ < 6 ? 600_000 : 1000));
  expect(part.kind).toBe("handed_over");
  expect(await world.restore()).toMatchObject({ outcome: "blocked", reasonCode: "restore.provider_in_use" });

  await endElsewhere(run, world);

  expect(await world.restore()).toMatchObject({ outcome: "succeeded" });
});

it("fenced attempt releases the right to write", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const fence = async () => {
    throw new FencedError("the run");
  };

  await expect(world.attempt(await world.start(), () => 600_000, fence)).rejects.toThrow(FencedError);

  expect(await world.restore()).toMatchObject({ outcome: "succeeded" });
});
