import { expect, it } from "vitest";
import { createRestoreRuns, restoreStatuses } from "../../shared/records/restore-runs.ts";
import { testClock } from "../support/clock.ts";
import { createTestTable } from "../support/table.ts";
import { otherScope, scope } from "./a-scope.ts";

const run = "01J00000000000000000000001";
const other = "01J00000000000000000000002";
const item = {
  itemId: "policy-1",
  collection: "deviceConfigurations",
  displayName: "Phones",
  contentHash: "0",
} as const;

async function aStore(fields: { isDryRun?: boolean } = {}) {
  const clock = testClock();
  const restoreRuns = createRestoreRuns({ ...(await createTestTable()), clock });
  const wanted = {
    id: run,
    backupSetId: "set-1",
    providerConnectionId: "connection-1",
    operationRunId: run,
    requestedByUserId: "manager",
    isDryRun: fields.isDryRun ?? false,
    requestedItems: "all",
  } as const;
  await restoreRuns.open(scope, wanted);
  return { clock, restoreRuns, wanted };
}

it("answers a repeated opening with what was made of it meanwhile", async () => {
  const { restoreRuns, wanted } = await aStore();
  await restoreRuns.move(scope, run, run, "scoped", { itemCount: 1 });

  expect(await restoreRuns.open(scope, wanted)).toMatchObject({ status: "scoped", itemCount: 1 });
});

it("moves along the legal ways, for the run it belongs to, and no other way", async () => {
  const { restoreRuns } = await aStore();

  expect(await restoreRuns.move(scope, run, other, "scoped")).toBeUndefined();
  for (const status of ["checked", "queued", "running", "completed", "partial"] as const) {
    expect(await restoreRuns.move(scope, run, run, status)).toBeUndefined();
  }
  for (const status of ["scoped", "checked", "queued", "running", "completed"] as const) {
    expect(await restoreRuns.move(scope, run, run, status)).toMatchObject({ status });
  }
  for (const status of restoreStatuses) {
    if (status !== "draft") expect(await restoreRuns.move(scope, run, run, status)).toBeUndefined();
  }
});

it("gives a preview to one run, and to the same run again", async () => {
  const { restoreRuns } = await aStore({ isDryRun: true });
  expect(await restoreRuns.bindPreview(scope, run, other)).toBeUndefined();
  for (const status of ["scoped", "checked", "previewed"] as const) await restoreRuns.move(scope, run, run, status);

  expect(await restoreRuns.bindPreview(scope, run, other)).toMatchObject({
    status: "queued",
    isDryRun: false,
    operationRunId: other,
    previewRunId: run,
  });
  expect(await restoreRuns.bindPreview(scope, run, other)).toMatchObject({ operationRunId: other });
  expect(await restoreRuns.bindPreview(scope, run, "01J00000000000000000000003")).toBeUndefined();
});

it("keeps the first word on every part of an item", async () => {
  const { restoreRuns, clock } = await aStore();
  await restoreRuns.addItems(scope, run, [item]);
  await restoreRuns.recordPreview(scope, run, "policy-1", { change: "update", currentHash: "a" });
  await restoreRuns.recordWriteBegun(scope, run, "policy-1");
  await restoreRuns.recordResult(scope, run, "policy-1", { status: "applied" });
  const [first] = await restoreRuns.listItems(scope, run);
  clock.advance(60);

  await restoreRuns.addItems(scope, run, [{ ...item, contentHash: "1" }]);
  await restoreRuns.recordPreview(scope, run, "policy-1", { change: "unchanged" });
  await restoreRuns.recordWriteBegun(scope, run, "policy-1");
  expect(await restoreRuns.recordResult(scope, run, "policy-1", { status: "failed" })).toEqual(first);

  expect(await restoreRuns.listItems(scope, run)).toEqual([first]);
});

it("refuses a word on an item that there is not", async () => {
  const { restoreRuns } = await aStore();

  await expect(restoreRuns.recordResult(scope, run, "unknown", { status: "applied" })).rejects.toThrow();
  expect(await restoreRuns.listItems(scope, run)).toEqual([]);
});

it("shows nothing to another environment", async () => {
  const { restoreRuns } = await aStore();
  await restoreRuns.addItems(scope, run, [item]);

  expect(await restoreRuns.find(otherScope, run)).toBeUndefined();
  expect(await restoreRuns.listItems(otherScope, run)).toEqual([]);
  expect(await restoreRuns.move(otherScope, run, run, "scoped")).toBeUndefined();
  expect((await restoreRuns.list(otherScope, { limit: 10 })).records).toEqual([]);
  expect(await restoreRuns.findWithItems(scope, run)).toMatchObject({ id: run, items: [{ itemId: "policy-1" }] });
});
