import { expect, it } from "vitest";
import { rule } from "../../shared/recurrence/rule.ts";
import { findFault } from "../../shared/recurrence/rule-times.ts";

const berlin = { timeZone: "Europe/Berlin" };

it.each(["0 2 * * *", "*/5 * * * *", "0,30 8-18 * * MON-FRI", "0 0 29 2 *", "0 3 * * SUN#1", "0 3 L * *"])(
  "a cron expression is accepted: %s",
  (cron) => {
    expect(findFault({ cron, ...berlin })).toBeUndefined();
  },
);

it.each([
  ["a sixth field", "0 0 2 * * *"],
  ["too few fields", "0 2 * *"],
  ["a name", "@daily"],
  ["the start of the process", "? 2 * * *"],
  ["a minute that does not exist", "60 2 * * *"],
  ["a day that never comes", "0 0 30 2 *"],
  ["no expression", ""],
])("a cron expression is rejected with %s", (_what, cron) => {
  expect(findFault({ cron, ...berlin })).toBe("rule_invalid");
});

it.each([
  { cron: "*/5 2 * * *", fault: undefined },
  { cron: "*/4 2 * * *", fault: "interval_too_short" },
  { cron: "* * * * *", fault: "interval_too_short" },
  { cron: "3,55 0,23 * * *", fault: undefined },
  { cron: "0,56 0,23 * * *", fault: "interval_too_short" },
])("consecutive slots of $cron are at least five minutes apart: $fault", ({ cron, fault }) => {
  expect(findFault({ cron, ...berlin })).toBe(fault);
});

it.each([
  { timeZone: "Europe/Berlin", fault: undefined },
  { timeZone: "UTC", fault: undefined },
  { timeZone: "Europe/Bonn", fault: "timezone_unknown" },
  { timeZone: "+01:00", fault: "timezone_unknown" },
  { timeZone: "", fault: "timezone_unknown" },
])("time zone '$timeZone' has the fault $fault", ({ timeZone, fault }) => {
  expect(findFault({ cron: "0 2 * * *", timeZone })).toBe(fault);
});

it.each([
  { everySeconds: 300, isRule: true },
  { everySeconds: 299, isRule: false },
  { everySeconds: 330, isRule: false },
  { everySeconds: 31_536_000, isRule: true },
  { everySeconds: 31_536_060, isRule: false },
])("an interval of $everySeconds s is a rule: $isRule", ({ everySeconds, isRule }) => {
  expect(rule.safeParse({ everySeconds, anchor: "2026-11-29T00:00:00Z" }).success).toBe(isRule);
});
