import { expect, it } from "vitest";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import { type AlertWorld, createAlertWorld, workspaceId } from "./alert-world.ts";

const channel = "01CHANNE100000000000000001";
const key = "approval:plan";

/** A plan whose approval was requested, and a rule that asks for such alerts. */
async function waiting(): Promise<AlertWorld> {
  const world = await createAlertWorld(new Date("2026-03-02T09:00:00.000Z"));
  await world.addChannel(channel, "Approvers");
  await world.addRule("all", [channel]);
  await world.requestApproval("plan", "one");
  return world;
}
const changesOf = async (world: AlertWorld) => {
  const { changes } = await world.evaluate(() => true);
  expect(world.failures).toEqual([]);
  return changes;
};
const deliver = (world: AlertWorld, id: string) => world.deliver(channel, { id, attempt: 1 }, () => true);
const unchanged = { opened: 0, changed: 0, closed: 0 };

it.each(["approve", "refuse"] as const)("a waiting plan is one alert until its decision: %s", async (decision) => {
  const world = await waiting();

  expect(await changesOf(world)).toMatchObject({ ...unchanged, opened: 1 });
  expect(await changesOf(world)).toMatchObject(unchanged);
  await deliver(world, "first");
  expect((await world.alerts.find(workspaceId, key))?.facts).toMatchObject({
    ...{ cause: "approval_waiting", planId: "plan", type: "restore.execute", environmentId: "one" },
  });

  await world.decide("plan", "one", decision);
  expect(await changesOf(world)).toMatchObject({ ...unchanged, closed: 1 });
  await deliver(world, "second");
  expect(world.received.get(channel)?.map(({ key: of, state }) => [of, state])).toEqual([
    [key, "open"],
    [key, "closed"],
  ]);
  expect(await world.alerts.find(workspaceId, key)).toMatchObject({ state: "closed", closeProof: "cause_gone" });
});

it("an alert of a waiting plan closes when its request expires", async () => {
  const world = await waiting();
  await changesOf(world);

  world.advance(approvalWindows.decideWithinSeconds * 1000 - 1);
  expect(await changesOf(world)).toMatchObject(unchanged);
  world.advance(1);

  expect(await changesOf(world)).toMatchObject({ ...unchanged, closed: 1 });
  expect(await world.alerts.find(workspaceId, key)).toMatchObject({ state: "closed", closeProof: "cause_gone" });
});
