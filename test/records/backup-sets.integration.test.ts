import { expect, it } from "vitest";
import { createBackupSets } from "../../shared/records/backup-sets.ts";
import { testClock } from "../support/clock.ts";
import { createTestTable } from "../support/table.ts";
import { otherScope, scope } from "./a-scope.ts";

const runs = ["01J00000000000000000000001", "01J00000000000000000000002"] as const;
const wanted = (runId: string) => ({ id: "set-1", name: "Weekly", runId });
const policy = (policyId: string, contentHash: string) =>
  ({ policyId, contentHash, collection: "deviceConfigurations", platform: "ios", displayName: policyId }) as const;

async function aStore() {
  const clock = testClock();
  return createBackupSets({ ...(await createTestTable()), clock });
}

it("counts what it holds when a set is complete, also what an earlier run took", async () => {
  const sets = await aStore();
  await sets.begin(scope, wanted(runs[0]));
  await sets.takeItems(scope, "set-1", [policy("a", "1"), policy("b", "1")], runs[0]);
  expect(await sets.complete(scope, "set-1", runs[0], "completed")).toMatchObject({
    status: "completed",
    itemCount: 2,
  });

  await sets.begin(scope, wanted(runs[1]));
  const changes = await sets.takeItems(scope, "set-1", [policy("a", "2"), policy("b", "1"), policy("c", "1")], runs[1]);

  expect(changes).toEqual(["updated", "unchanged", "created"]);
  expect(await sets.complete(scope, "set-1", runs[1], "partial")).toMatchObject({ status: "partial", itemCount: 3 });
  expect(await sets.findWithItems(scope, "set-1")).toMatchObject({
    items: [{ policyId: "a", contentHash: "2" }, {}, {}],
  });
});

it("leaves a set to the younger of two runs", async () => {
  const sets = await aStore();
  await sets.begin(scope, wanted(runs[1]));
  await sets.takeItems(scope, "set-1", [policy("a", "young")], runs[1]);

  expect(await sets.begin(scope, wanted(runs[0]))).toBeUndefined();
  await sets.takeItems(scope, "set-1", [policy("a", "old")], runs[0]);
  expect(await sets.complete(scope, "set-1", runs[0], "completed")).toBeUndefined();

  expect(await sets.find(scope, "set-1")).toMatchObject({ status: "running", operationRunId: runs[1] });
  expect(await sets.listItems(scope, "set-1")).toMatchObject([{ policyId: "a", contentHash: "young" }]);
});

it("shows nothing to another environment, nor the items of another set", async () => {
  const sets = await aStore();
  await sets.begin(scope, wanted(runs[0]));
  await sets.takeItems(scope, "set-1", [policy("a", "1")], runs[0]);

  expect(await sets.find(otherScope, "set-1")).toBeUndefined();
  expect(await sets.listItems(otherScope, "set-1")).toEqual([]);
  expect(await sets.listItems(scope, "set-2")).toEqual([]);
  expect((await sets.findItems(scope, "set-1", ["a", "b"])).size).toBe(1);
  expect((await sets.list(otherScope, { limit: 10 })).records).toEqual([]);
});
