import { afterEach, expect, it } from "vitest";
import { policy } from "./lagging-provider.ts";
import { codes, laggingRestoreWorld, stopLaggingProviders } from "./lagging-restore-world.ts";

afterEach(stopLaggingProviders);

it("second restore changes the policy that the first one recreated", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  world.held.delete("a");
  expect(await world.restore()).toMatchObject({ outcome: "succeeded" });
  world.held.set("new-1", { ...policy("new-1", 2), displayName: "Policy a" });

  expect(await world.restore()).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1, skipped: 1 } });

  expect(world.values()).toEqual(["b=1", "new-1=1"]);
});

it("restore changes the current policy after it was recreated twice", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  world.held.delete("a");
  await world.restore();
  await world.perform("policy.sync");
  const secondSet = await world.backup();
  world.held.delete("new-1");
  expect(await world.restore({ backupSetId: secondSet })).toMatchObject({ outcome: "succeeded" });
  world.held.set("new-2", { ...policy("new-2", 2), displayName: "Policy a" });

  expect(await world.restore()).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1, skipped: 1 } });

  expect(world.values()).toEqual(["b=1", "new-2=1"]);
});

/** A set that holds a policy under its first id and, from a later update, under the id that a restore gave it. */
async function recreatedTwiceInOneSet() {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  world.held.delete("a");
  await world.restore();
  world.held.set("new-1", { ...policy("new-1", 2), displayName: "Policy a" });
  await world.perform("policy.sync");
  const { backupSetId } = world;
  await world.perform("backup_set.update", { backupSetId, policyIds: ["new-1"] });
  world.held.delete("new-1");
  return world;
}

it("restore keeps the newer of two stored versions of one recreated policy", async () => {
  const world = await recreatedTwiceInOneSet();

  const result = await world.restore();

  expect(codes(result)).toContain("restore.bound_to_other_item");
  expect(world.values()).toEqual(["b=1", "new-2=2"]);
});

it("restore creates a policy once that earlier restores recreated twice", async () => {
  const world = await recreatedTwiceInOneSet();
  await world.restore({ policyIds: ["a"] });
  world.held.delete("new-2");

  const result = await world.restore();

  expect(codes(result)).toContain("restore.bound_to_other_item");
  expect(world.values()).toEqual(["b=1", "new-3=2"]);
});
