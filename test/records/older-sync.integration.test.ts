import { expect, it } from "vitest";
import { readPolicyItem } from "../../shared/operations/policies/policy-item.ts";
import * as old from "../fixtures/release-0.1/release.mjs";
import { scope } from "../operations/operation-world.ts";
import { listedWorld, listOf } from "../operations/provider-list-world.ts";
import { sendJson } from "../provider/scripted-provider.ts";

const [kept, other] = ["configurationPolicies", "deviceConfigurations"] as const;
const budget = { signal: new AbortController().signal, timeLeftMillis: () => 1000 };
const policies = (...ids: string[]) => ids.map((id) => ({ id, displayName: id }));

/** An environment that this release has synced and in which a worker of release 0.1 syncs as well. */
async function aMixedWorld(...ids: string[]) {
  const world = await listedWorld({ [kept]: listOf(...policies(...ids)), [other]: listOf(...policies("other")) });
  const store = old.createPolicies(world);

  /** What release 0.1 writes when it reads one collection alone; what it has no longer there counts as removed. */
  async function oldSync(...held: string[]): Promise<number> {
    world.clock.advance(1);
    const source = { runId: world.ids.next(world.clock.now()), providerConnectionId: "connection-1" };
    const read = policies(...held).map((item) => readPolicyItem(kept, item));
    const accepted = read.flatMap((item) => (item.ok ? [item.policy] : []));
    await store.upsertPage(scope, accepted, { ...source, page: 0, partStartsAtPage: 0 });
    await store.recordCollectionRead(scope, {
      collection: kept,
      runId: source.runId,
      isComplete: true,
      failedItems: 0,
    });
    return (await store.markRemoved(scope, { ...source, collections: [kept] }, budget)).deleted;
  }
  async function collectionOf(name: string) {
    const { collections } = await world.needs.policies.readCurrent(scope);
    return collections.find(({ collection }) => collection === name);
  }
  async function completeness() {
    await world.perform("tenant.evidence.snapshot.generate");
    return (await world.needs.evidence.findActive(scope))?.completeness;
  }
  return { ...world, oldSync, collectionOf, completeness };
}

it.each([
  { what: "has seen its policies", held: ["a", "b"], deleted: 0 },
  { what: "has removed one of two", held: ["a"], deleted: 1 },
  { what: "has removed all", held: [], deleted: 2 },
])("a collection is incomplete after a worker of release 0.1 $what", async ({ held, deleted }) => {
  const world = await aMixedWorld("a", "b");
  await world.sync();
  expect(await world.completeness()).toBe("complete");

  expect(await world.oldSync(...held)).toBe(deleted);

  expect(await world.collectionOf(kept)).toMatchObject({ isComplete: false });
  expect(await world.completeness()).toBe("partial");
  expect(await world.perform("backup_set.update")).toMatchObject({
    outcome: "partially_succeeded",
    failures: [{ code: "backup.source_incomplete", about: { collection: kept } }],
  });
});

it("a collection is complete once this release has synced it again", async () => {
  const world = await aMixedWorld("a", "b");
  await world.sync();
  await world.oldSync();

  world.lists[kept] = listOf(...policies("b"));
  await world.sync();

  expect(await world.completeness()).toBe("complete");
  expect(await world.stored()).toMatchObject([{ policyId: "b" }, { policyId: "other" }]);
});

it("a collection stays complete when release 0.1 removed policies before the first sync", async () => {
  const world = await aMixedWorld("a");
  await world.oldSync("a", "gone");
  await world.oldSync("a");

  await world.sync();

  expect(await world.completeness()).toBe("complete");
});

it("a collection is incomplete when release 0.1 removed policies during a read", async () => {
  const world = await aMixedWorld("a");
  const removed: number[] = [];
  world.lists[kept] = async (request, response) => {
    const isSecondPage = request.path.includes("skip");
    if (isSecondPage) removed.push(await world.oldSync());
    const first = { ...listOf(...policies("a")), "@odata.nextLink": `${request.path}?skip=1` };
    sendJson(response, 200, isSecondPage ? listOf() : first);
  };

  await world.sync();

  expect(removed).toEqual([1]);
  expect(await world.collectionOf(kept)).toMatchObject({ isComplete: false });
});
