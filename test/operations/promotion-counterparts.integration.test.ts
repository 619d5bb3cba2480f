import { afterEach, expect, it } from "vitest";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { scope } from "./operation-world.ts";
import { sourceGroup, sourcePolicy, sourceTarget, syncSource } from "./promotion-source.ts";
import { codesOf, promotionWorld } from "./promotion-world.ts";
import { stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

it("a name that the source has twice is no counterpart", async () => {
  const held = await promotionWorld({ twice: 1 });
  await syncSource(held, [
    sourcePolicy("p1", { assignments: [sourceTarget(1)] }),
    sourcePolicy("p2", { assignments: [sourceTarget(2)] }),
  ]);

  expect((await held.preview({ policyIds: ["p1", "p2"] })).items).toMatchObject([
    { preview: { change: "manual_required", reason: "promotion.group_unmapped" } },
    { preview: { change: "create" } },
  ]);
  const groupMap = { [sourceGroup(1)]: groupIdAt(5) };
  expect((await held.preview({ policyIds: ["p1"], groupMap })).items).toMatchObject([
    { preview: { change: "create" } },
  ]);
});

it("a group without a single counterpart leaves its policy to a person", async () => {
  const held = await promotionWorld();
  await syncSource(held, [
    sourcePolicy("p1", { assignments: [sourceTarget(3)] }),
    sourcePolicy("p2", { assignments: [sourceTarget(1)] }),
  ]);

  const result = await held.promote({ policyIds: ["p1", "p2"] });

  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { succeeded: 1, blocked: 1 } });
  expect(codesOf(result)).toEqual(["promotion.group_unmapped"]);
  expect((await held.preview({ policyIds: ["p1"] })).items).toMatchObject([
    { preview: { missing: ["Only in the lab"] } },
  ]);
  expect(await held.named("Lab p1")).toEqual([]);

  const groupMap = { [sourceGroup(3)]: groupIdAt(9) };
  const head = await held.needs.listings.find(scope, "groups");
  const groups = head === undefined ? [] : await held.needs.listings.itemsOf(scope, head);
  const name = groups.find(({ id }) => id === groupIdAt(9))?.displayName;
  const mapped = (await held.preview({ policyIds: ["p1"], groupMap })).items[0]?.preview?.mapping;
  expect(name).toBeDefined();
  expect(mapped).toEqual([
    { kind: "group", from: { id: sourceGroup(3), name: "Only in the lab" }, to: { id: groupIdAt(9), name } },
  ]);
  expect(await held.promote({ policyIds: ["p1"], groupMap })).toMatchObject({ outcome: "succeeded" });
  expect(JSON.stringify((await held.named("Lab p1"))[0]?.assignments)).toContain(groupIdAt(9));
});

it.each([
  { what: "two groups of one name", act: { renameGroup: { id: groupIdAt(30), displayName: "same" } } },
  { what: "a group that is gone since its sync", act: { removeGroups: [groupIdAt(1)] } },
])("$what are no counterpart", async ({ act }) => {
  const held = await promotionWorld();
  if ("renameGroup" in act) {
    const head = await held.needs.listings.find(scope, "groups");
    const groups = head === undefined ? [] : await held.needs.listings.itemsOf(scope, head);
    const displayName = groups.find(({ id }) => id === groupIdAt(1))?.displayName;
    await held.directory({ renameGroup: { ...act.renameGroup, displayName } });
    await held.perform("directory.groups.sync");
  } else await held.directory(act);
  await syncSource(held, [sourcePolicy("p1", { assignments: [sourceTarget(1)] })]);

  const { items } = await held.preview({ policyIds: ["p1"] });

  expect(items).toMatchObject([{ preview: { change: "manual_required", reason: "promotion.group_unmapped" } }]);
});
