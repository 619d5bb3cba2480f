import { expect, it } from "vitest";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { type BackupItemRecord, createBackupSets } from "../../shared/records/backup-sets.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { testClock } from "../support/clock.ts";
import { createEngineTable } from "../support/table.ts";
import { otherScope, scope } from "./sample-scope.ts";

// In the order of their tickets; their ids say the opposite.
const first = { by: { runId: "01J00000000000000000000003", attempt: 1 }, n: 1 };
const second = { by: { runId: "01J00000000000000000000002", attempt: 1 }, n: 2 };
const third = { by: { runId: "01J00000000000000000000001", attempt: 1 }, n: 3 };
type Taking = typeof first;

const item = (policyId: string, contentHash: string): BackupItemRecord => ({
  policyId,
  contentHash,
  collection: "deviceConfigurations",
  platform: "ios",
  displayName: policyId,
  takenAt: "2026-03-02T09:00:00.000Z",
  operationRunId: "run",
  change: "created",
});
const taken = (...items: BackupItemRecord[]) => ({
  name: "Weekly",
  status: "completed" as const,
  items,
  counts: { total: items.length, created: items.length, updated: 0, unchanged: 0, failed: 0 },
  coverage: [],
});

const isThere = "attribute_exists(pk)";

async function aStore() {
  const target = { ...(await createEngineTable()), clock: testClock() };
  const sets = createBackupSets(target);
  const begin = ({ by, n }: Taking) => sets.begin(scope, { id: "set-1", name: "Weekly", by, n });
  const hashes = async () => (await sets.listItems(scope, "set-1")).map(({ contentHash }) => contentHash);
  return { sets, begin, hashes, store: createRecordStore(target) };
}

it("backup set keeps its content until the new content is complete", async () => {
  const { sets, begin, hashes } = await aStore();
  await begin(first);
  await sets.complete(scope, "set-1", first.by, taken(item("a", "1"), item("b", "1")));

  await begin(second);
  expect(await sets.find(scope, "set-1")).toMatchObject({ status: "completed", itemCount: 2 });
  expect(await hashes()).toEqual(["1", "1"]);

  await sets.complete(scope, "set-1", second.by, taken(item("a", "2"), item("b", "1"), item("c", "1")));
  expect(await sets.find(scope, "set-1")).toMatchObject({ itemCount: 3, operationRunId: second.by.runId });
  expect(await hashes()).toEqual(["2", "1", "1"]);
});

it("backup set belongs to the later ticket, regardless of ids", async () => {
  const { sets, begin, hashes } = await aStore();
  await begin(second);

  expect(await begin(first)).toBeUndefined();
  expect(await sets.complete(scope, "set-1", first.by, taken(item("a", "old")))).toBeUndefined();
  await sets.complete(scope, "set-1", second.by, taken(item("a", "new")));

  expect(await hashes()).toEqual(["new"]);
});

it("backup set fences an attempt that was superseded or whose run ended", async () => {
  const { sets, begin } = await aStore();
  await begin(first);
  const later = { by: { ...first.by, attempt: 2 }, n: 2 };
  await begin(later);
  await expect(begin(first)).rejects.toThrow(FencedError);
  await expect(sets.complete(scope, "set-1", first.by, taken(item("a", "1")))).rejects.toThrow(FencedError);

  await sets.release(scope, "set-1", first.by.runId);
  await expect(begin(later)).rejects.toThrow(FencedError);
  await expect(sets.complete(scope, "set-1", later.by, taken(item("a", "1")))).rejects.toThrow(FencedError);
});

it("backup set fails when released empty, otherwise returns to its previous state", async () => {
  const { sets, begin, hashes } = await aStore();
  await begin(first);
  await sets.release(scope, "set-1", first.by.runId);
  expect(await sets.find(scope, "set-1")).toMatchObject({ status: "failed", itemCount: 0 });

  await begin(third);
  await sets.complete(scope, "set-1", third.by, taken(item("a", "1")));
  const held = await sets.findWithItems(scope, "set-1");
  const fourth = { by: { runId: "01J00000000000000000000000", attempt: 1 }, n: 4 };
  await begin(fourth);
  for (let times = 0; times < 2; times++) await sets.release(scope, "set-1", fourth.by.runId);

  expect(await sets.findWithItems(scope, "set-1")).toEqual(held);
  expect(await hashes()).toEqual(["1"]);
});

it("backup set is unchanged by the release of a superseded run", async () => {
  const { sets, begin } = await aStore();
  await begin(first);
  await begin(second);

  await sets.release(scope, "set-1", first.by.runId);

  expect(await sets.complete(scope, "set-1", second.by, taken(item("a", "1")))).toMatchObject({ status: "completed" });
});

it("backup set released after a later ticket can be taken by that run", async () => {
  const { sets, begin } = await aStore();
  await begin(first);
  await sets.release(scope, "set-1", first.by.runId);

  expect(await begin(second)).toMatchObject({ taking: second.by });
  await sets.release(scope, "set-1", first.by.runId);
  expect(await sets.complete(scope, "set-1", second.by, taken(item("a", "1")))).toMatchObject({ status: "completed" });
});

it("backup set of a release without tickets is readable and can be settled", async () => {
  const { sets, begin, hashes, store } = await aStore();
  const legacy = {
    ...{ id: "set-1", name: "Old", status: "running", itemCount: 1, operationRunId: first.by.runId },
    createdAt: "2026-03-02T09:00:00.000Z",
  };
  await store.put(scope, "backup-sets", "set-1", legacy, "attribute_not_exists(pk)");
  await store.put(scope, "backup-set-items:set-1", "a", item("a", "1"), "attribute_not_exists(pk)");
  expect(await hashes()).toEqual(["1"]);

  await sets.release(scope, "set-1", first.by.runId);
  expect(await sets.find(scope, "set-1")).toMatchObject({ status: "partial", itemCount: 1 });
  await begin(second);
  expect(await hashes()).toEqual(["1"]);
});

it("backup set holds the last backup of either release during a rollback", async () => {
  const { sets, begin, hashes, store } = await aStore();
  await begin(first);
  await sets.complete(scope, "set-1", first.by, taken(item("a", "1"), item("b", "1")));
  // As that release stored it: it begins with its own run, takes one item and knows of no parts.
  const { runId } = second.by;
  await store.update(scope, "backup-sets", "set-1", "SET #record.#operationRunId = :runId", isThere, { runId });
  expect(await hashes()).toEqual(["1", "1"]);
  await store.put(scope, "backup-set-items:set-1", "a", item("a", "2"), "attribute_not_exists(pk)");
  expect(await hashes()).toEqual(["2"]);

  await begin(third);
  await sets.complete(scope, "set-1", third.by, taken(item("a", "3"), item("b", "3")));
  expect(await hashes()).toEqual(["3", "3"]);
});

it("backup set stores more items than fit into one table item", async () => {
  const { sets, begin, hashes } = await aStore();
  const many = Array.from({ length: 2500 }, (_, index) => item(`policy-${index}`, `hash-${index}`));
  await begin(first);

  expect((await sets.complete(scope, "set-1", first.by, taken(...many)))?.content?.parts).toBeGreaterThan(1);
  expect(await hashes()).toEqual(many.map(({ contentHash }) => contentHash));
});

it("backup set hides its items from other environments and sets", async () => {
  const { sets, begin } = await aStore();
  await begin(first);
  await sets.complete(scope, "set-1", first.by, taken(item("a", "1")));

  expect(await sets.find(otherScope, "set-1")).toBeUndefined();
  expect(await sets.listItems(otherScope, "set-1")).toEqual([]);
  expect(await sets.listItems(scope, "set-2")).toEqual([]);
  expect((await sets.findItems(scope, "set-1", ["a", "b"])).size).toBe(1);
  expect((await sets.list(otherScope, { limit: 10 })).records).toEqual([]);
});
