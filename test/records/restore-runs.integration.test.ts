import { expect, it } from "vitest";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { restoreStatuses } from "../../shared/records/restore-run-records.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import { testClock } from "../support/clock.ts";
import { createEngineTable } from "../support/table.ts";
import { otherScope, scope } from "./sample-scope.ts";

const run = "01J00000000000000000000001";
const other = "01J00000000000000000000002";
const attempt = (number: number) => ({ runId: run, attempt: number });
const ofOther = { runId: other, attempt: 1 };
const item = {
  itemId: "policy-1",
  collection: "deviceConfigurations",
  displayName: "Phones",
  contentHash: "0",
} as const;

async function aStore(fields: { isDryRun?: boolean } = {}) {
  const clock = testClock();
  const restoreRuns = createRestoreRuns({ ...(await createEngineTable()), clock });
  const wanted = {
    id: run,
    backupSetId: "set-1",
    providerConnectionId: "connection-1",
    by: attempt(1),
    requestedByUserId: "manager",
    isDryRun: fields.isDryRun ?? false,
    requestedItems: "all",
  } as const;
  await restoreRuns.open(scope, wanted);
  return { clock, restoreRuns, wanted };
}

it("restore record stays the same when opened again", async () => {
  const { restoreRuns, wanted } = await aStore();
  await restoreRuns.move(scope, run, attempt(1), "scoped", { itemCount: 1 });

  expect(await restoreRuns.open(scope, wanted)).toMatchObject({ status: "scoped", itemCount: 1 });
});

it("restore record allows only legal transitions, by its own run", async () => {
  const { restoreRuns } = await aStore();

  expect(await restoreRuns.move(scope, run, ofOther, "scoped")).toBeUndefined();
  for (const status of ["checked", "queued", "running", "completed", "partial"] as const) {
    expect(await restoreRuns.move(scope, run, attempt(1), status)).toBeUndefined();
  }
  for (const status of ["scoped", "checked", "queued", "running", "completed"] as const) {
    expect(await restoreRuns.move(scope, run, attempt(1), status)).toMatchObject({ status });
  }
  for (const status of restoreStatuses) {
    if (status !== "draft") expect(await restoreRuns.move(scope, run, attempt(1), status)).toBeUndefined();
  }
});

it("preview is reserved for one run, idempotently", async () => {
  const { restoreRuns } = await aStore({ isDryRun: true });
  expect(await restoreRuns.bindPreview(scope, run, ofOther)).toBeUndefined();
  for (const status of ["scoped", "checked", "previewed"] as const)
    await restoreRuns.move(scope, run, attempt(1), status);

  expect(await restoreRuns.bindPreview(scope, run, ofOther)).toMatchObject({
    status: "queued",
    isDryRun: false,
    operationRunId: other,
    previewRunId: run,
  });
  expect(await restoreRuns.bindPreview(scope, run, ofOther)).toMatchObject({ operationRunId: other });
  expect(
    await restoreRuns.bindPreview(scope, run, { ...ofOther, runId: "01J00000000000000000000003" }),
  ).toBeUndefined();
});

it("restore record keeps the first value of every part of an item", async () => {
  const { restoreRuns, clock } = await aStore();
  await restoreRuns.addItems(scope, run, [item]);
  await restoreRuns.recordPreview(scope, run, "policy-1", { change: "update", currentHash: "a" }, attempt(1));
  const [added = item] = await restoreRuns.listItems(scope, run);
  await restoreRuns.beginWrite(scope, run, added, attempt(1));
  await restoreRuns.recordResult(scope, run, "policy-1", { status: "applied" }, attempt(1));
  const [first] = await restoreRuns.listItems(scope, run);
  clock.advance(60);

  await restoreRuns.addItems(scope, run, [{ ...item, contentHash: "1" }]);
  await restoreRuns.recordPreview(scope, run, "policy-1", { change: "unchanged" }, attempt(1));
  expect(await restoreRuns.beginWrite(scope, run, added, attempt(1))).toEqual({ kind: "settled", item: first });
  expect(await restoreRuns.recordResult(scope, run, "policy-1", { status: "failed" }, attempt(1))).toEqual(first);

  expect(await restoreRuns.listItems(scope, run)).toEqual([first]);
});

it("restore record fences a superseded attempt from parts a later one wrote", async () => {
  const { restoreRuns, wanted } = await aStore();
  await restoreRuns.addItems(scope, run, [item]);
  await restoreRuns.open(scope, { ...wanted, by: attempt(2) });
  await restoreRuns.beginWrite(scope, run, item, attempt(2));
  const [begun = item] = await restoreRuns.listItems(scope, run);

  const writes = [
    restoreRuns.open(scope, { ...wanted, by: attempt(1) }),
    restoreRuns.move(scope, run, attempt(1), "scoped"),
    restoreRuns.recordPreview(scope, run, "policy-1", { change: "update" }, attempt(1)),
    restoreRuns.beginWrite(scope, run, item, attempt(1)),
    restoreRuns.recordResult(scope, run, "policy-1", { status: "applied" }, attempt(1)),
  ];

  for (const write of await Promise.allSettled(writes))
    expect(write).toMatchObject({ reason: expect.any(FencedError) });
  expect(await restoreRuns.listItems(scope, run)).toEqual([begun]);
  expect(await restoreRuns.find(scope, run)).toMatchObject({ status: "draft", by: attempt(2) });
});

it("restore record marks an item in doubt that an earlier attempt began", async () => {
  const { restoreRuns } = await aStore();
  await restoreRuns.addItems(scope, run, [item]);
  const [read = item] = await restoreRuns.listItems(scope, run);
  await restoreRuns.beginWrite(scope, run, read, attempt(1));

  const doubted = await restoreRuns.beginWrite(scope, run, read, attempt(2));

  expect(doubted).toMatchObject({ kind: "in_doubt", item: { begun: attempt(1) } });
  expect(await restoreRuns.beginWrite(scope, run, doubted.item, attempt(2))).toMatchObject({
    kind: "begun",
    item: { begun: attempt(2) },
  });
});

it("restore record rejects a result for an unknown item", async () => {
  const { restoreRuns } = await aStore();

  await expect(restoreRuns.recordResult(scope, run, "unknown", { status: "applied" }, attempt(1))).rejects.toThrow();
  expect(await restoreRuns.listItems(scope, run)).toEqual([]);
});

it("restore record is hidden from other environments", async () => {
  const { restoreRuns } = await aStore();
  await restoreRuns.addItems(scope, run, [item]);

  expect(await restoreRuns.find(otherScope, run)).toBeUndefined();
  expect(await restoreRuns.listItems(otherScope, run)).toEqual([]);
  expect(await restoreRuns.move(otherScope, run, attempt(1), "scoped")).toBeUndefined();
  expect((await restoreRuns.list(otherScope, { limit: 10 })).records).toEqual([]);
  expect(await restoreRuns.findWithItems(scope, run)).toMatchObject({ id: run, items: [{ itemId: "policy-1" }] });
});
