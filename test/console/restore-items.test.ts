import { expect, it } from "vitest";
import { itemRowsOf, wasNotRestored } from "../../console/src/restore/item-rows.ts";
import { targetLinesOf } from "../../console/src/restore/target-lines.ts";
import * as english from "../../console/src/words/en/report.ts";

const state = { label: "Cancelled", tone: "neutral" } as const;
const item = (itemId: string, more: object = {}) => ({ itemId, displayName: itemId, ...more });
const record = (fields: object, items: readonly object[]) => ({ id: "restore", state, ...fields, items });
const outcomes = (of: ReturnType<typeof record>) => itemRowsOf(of).map(({ id, outcome }) => [id, outcome]);

const outcome = (code: string) => ({ outcome: { code, label: code, tone: "warning", reason: null } });

it("a restore lists failed policies first, then those not verified and not reached", () => {
  const items = ["applied", "not_reached", "failed", "not_verified"].map((code) => item(code, outcome(code)));

  const rows = itemRowsOf(record({ isDryRun: false, status: "failed" }, items));

  expect(rows.map(({ id }) => id)).toEqual(["failed", "not_verified", "not_reached", "applied"]);
  expect(rows[1]).toMatchObject({ outcome: "not_verified", badge: { label: "not_verified", tone: "warning" } });
  expect(rows.filter(wasNotRestored)).toHaveLength(3);
});

it("a preview lists changed policies before unchanged ones", () => {
  const items = ["unchanged", "create", "manual_required", "update"].map((code) => item(code, outcome(code)));

  expect(outcomes(record({ isDryRun: true, status: "previewed" }, items)).map(([, code]) => code)).toEqual([
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

it("a promoted policy lists its targets with names beside the ids", () => {
  const mapping = [
    { kind: "group", from: { id: "g1", name: "Pilot" }, to: { id: "g2", name: "Pilot Berlin" } },
    { kind: "scope_tag", from: { id: "7" }, to: { id: "9", name: "Branches" } },
  ];
  const targets = [
    { kind: "group", groupId: "g2" },
    { kind: "group", groupId: "g3" },
  ];

  expect(targetLinesOf({ targets, currentTargets: [targets[1]], mapping }, english.report)).toEqual([
    "Added: Group Pilot Berlin (g2)",
    "Group g3",
    "Pilot (g1) becomes Pilot Berlin (g2)",
    "7 becomes Branches (9)",
  ]);
});
