import { expect, it } from "vitest";
import { draftOf, newRule, ruleOf } from "../../console/src/schedule/rule-draft.ts";

const stored = { cron: null, timezone: null, everySeconds: null, anchor: null, text: "a rule" };
const anchor = "2026-01-01T00:00:00.000Z";

it.each([
  ["30 2 * * *", "daily"],
  ["5 23 * * 1,3", "weekly"],
  ["0 0 28 * *", "monthly"],
  ["0 0 13 * 5", "cron"],
  ["*/5 * * * *", "cron"],
  ["30 2 * 3,10 0", "cron"],
])("a stored rule %s is entered as %s and sent as it was", (cron, kind) => {
  const draft = draftOf({ ...stored, cron, timezone: "Europe/Berlin" });

  expect(draft.kind).toBe(kind);
  expect(ruleOf(draft)).toEqual({ cron, timezone: "Europe/Berlin" });
});

it.each([
  [300, { value: "5", unit: "minutes" }],
  [21_600, { value: "6", unit: "hours" }],
  [172_800, { value: "2", unit: "days" }],
])("an interval of %d seconds keeps its anchor when it is entered", (everySeconds, every) => {
  const draft = draftOf({ ...stored, everySeconds, anchor });

  expect(draft).toMatchObject({ kind: "every", every });
  expect(ruleOf(draft)).toEqual({ everySeconds, anchor });
});

it("a rule that is not complete is not sent", () => {
  const draft = newRule();

  expect(ruleOf({ ...draft, time: "02:" })).toBeUndefined();
  expect(ruleOf({ ...draft, kind: "weekly", days: [] })).toBeUndefined();
  expect(ruleOf({ ...draft, kind: "cron", cron: " " })).toBeUndefined();
  expect(ruleOf({ ...draft, kind: "every", every: { value: "1.5", unit: "minutes" } })).toEqual({ everySeconds: 90 });
  expect(ruleOf({ ...draft, kind: "every", every: { value: "0", unit: "hours" } })).toBeUndefined();
});
