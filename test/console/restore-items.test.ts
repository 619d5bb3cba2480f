import { expect, it } from "vitest";
import { itemRowsOf } from "../../console/src/restore/item-rows.ts";

const state = { label: "Cancelled", tone: "neutral" } as const;
const item = (itemId: string, more: object = {}) => ({ itemId, displayName: itemId, ...more });
const record = (fields: object, items: readonly object[]) => ({ id: "restore", state, ...fields, items });
const outcomes = (of: ReturnType<typeof record>) => itemRowsOf(of).map(({ id, outcome }) => [id, outcome]);

it("a restore lists failed policies first, then the ones not reached", () => {
  const preview = { preview: { change: "update" } };
  const items = [
    item("a", { ...preview, result: { status: "applied" } }),
    item("b", { ...preview }),
    item("c", { ...preview, result: { status: "failed", reason: "restore.write_refused" } }),
  ];

  expect(outcomes(record({ isDryRun: false, status: "failed" }, items))).toEqual([
    ["c", "failed"],
    ["b", "not_reached"],
    ["a", "applied"],
  ]);
  expect(outcomes(record({ isDryRun: false, status: "running" }, items))).toContainEqual(["b", "update"]);
});

it("a preview lists changed policies before unchanged ones", () => {
  const items = ["unchanged", "create", "manual_required", "update"].map((change) =>
    item(change, { preview: { change } }),
  );

  expect(outcomes(record({ isDryRun: true, status: "previewed" }, items)).map(([, outcome]) => outcome)).toEqual([
    "manual_required",
    "update",
    "create",
    "unchanged",
  ]);
});

it("a backup set gives its policies no outcome", () => {
  expect(outcomes(record({ status: "completed" }, [{ policyId: "a", displayName: "A", change: "created" }]))).toEqual([
    ["a", undefined],
  ]);
});
