import { expect, it } from "vitest";
import { deriveAlertWatch } from "../../shared/derived/alert-watch.ts";
import { NOW } from "../support/clock.ts";

const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();

it.each([
  { rules: 1, areRulesWhole: true, evaluatedAt: ago(150), watch: "watching" },
  { rules: 1, areRulesWhole: true, evaluatedAt: ago(151), watch: "late" },
  { rules: 1, areRulesWhole: false, evaluatedAt: ago(0), watch: "watching" },
  { rules: 1, areRulesWhole: true, evaluatedAt: undefined, watch: "never" },
  { rules: 0, areRulesWhole: true, evaluatedAt: ago(0), watch: "no_rule" },
  { rules: 0, areRulesWhole: false, evaluatedAt: ago(0), watch: "unread" },
])("a workspace with $rules rules, evaluated at $evaluatedAt, is $watch", ({ watch, ...watched }) => {
  expect(deriveAlertWatch(watched, NOW)).toBe(watch);
});
