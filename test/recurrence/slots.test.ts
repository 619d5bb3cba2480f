import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../shared/recurrence/rule.ts";
import { findFault } from "../../shared/recurrence/rule-times.ts";
import { nextSlot, slotsOf } from "../../shared/recurrence/slots.ts";
import { offsetAt } from "../../shared/recurrence/time-zone.ts";

const at = Date.parse;
const berlin = (cron: string): Rule => ({ cron, timeZone: "Europe/Berlin" });
const textOf = (slot: number) => new Date(slot).toISOString().slice(0, 16);
const slotsBetween = (rule: Rule, from: string, until: string) =>
  slotsOf(rule, { after: at(from), until: at(until), max: 5000 }).map(textOf);

describe("the slots of a rule", () => {
  it("move forward by the gap when the clock skips their time", () => {
    expect(slotsBetween(berlin("30 2 * * *"), "2026-03-28T12:00Z", "2026-03-30T12:00Z")).toEqual([
      "2026-03-29T01:30",
      "2026-03-30T00:30",
    ]);
  });

  it("occur once when the clock repeats their time", () => {
    expect(slotsBetween(berlin("30 2 * * *"), "2026-10-24T12:00Z", "2026-10-26T12:00Z")).toEqual([
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
  });

  it("are one when the clock makes two times one instant", () => {
    expect(slotsBetween(berlin("30 2-3 * * *"), "2026-03-28T12:00Z", "2026-03-29T12:00Z")).toEqual([
      "2026-03-29T01:30",
    ]);
  });

  it("occur in every hour that passes when the rule names every hour", () => {
    expect(slotsBetween(berlin("30 * * * *"), "2026-10-24T23:59Z", "2026-10-25T02:00Z")).toEqual([
      "2026-10-25T00:30",
      "2026-10-25T01:30",
    ]);
    expect(slotsBetween(berlin("30 * * * *"), "2026-03-28T23:59Z", "2026-03-29T02:00Z")).toEqual([
      "2026-03-29T00:30",
      "2026-03-29T01:30",
    ]);
  });

  it("count from the anchor in both directions when the rule is an interval", () => {
    const rule = { everySeconds: 7200, anchor: "2026-06-01T01:00:00Z" };

    expect(slotsBetween(rule, "2026-05-31T22:59Z", "2026-06-01T03:00Z")).toEqual([
      "2026-05-31T23:00",
      "2026-06-01T01:00",
      "2026-06-01T03:00",
    ]);
  });

  it("exclude the instant they are asked after, and include the last one", () => {
    const daily = berlin("0 12 * * *");

    expect(slotsBetween(daily, "2026-06-01T10:00Z", "2026-06-02T10:00Z")).toEqual(["2026-06-02T10:00"]);
    expect(nextSlot(daily, at("2026-06-01T10:00Z"))).toBe(at("2026-06-02T10:00Z"));
  });
});

const zone = fc.constantFrom(
  "Europe/Berlin",
  "America/Havana",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Asia/Kathmandu",
  "UTC",
);
const field = (low: number, high: number) =>
  fc.oneof(
    fc.constant("*"),
    fc.integer({ min: low, max: high }).map(String),
    fc.integer({ min: 2, max: 6 }).map((step) => `*/${step}`),
    fc.uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1, maxLength: 3 }).map((list) => list.join(",")),
  );
const cronRule = fc
  .tuple(
    fc.constantFrom("0", "30", "*/5", "15,45"),
    field(0, 23),
    fc.constantFrom("*", "1", "31", "L"),
    fc.constant("*"),
    field(0, 6),
    zone,
  )
  .map(([minute, hour, day, month, weekday, timeZone]) => ({
    cron: `${minute} ${hour} ${day} ${month} ${weekday}`,
    timeZone,
  }));
const interval = fc
  .tuple(fc.integer({ min: 5, max: 3000 }), fc.integer({ min: -2000, max: 2000 }))
  .map(([minutes, from]) => ({ everySeconds: minutes * 60, anchor: new Date(from * 600_000).toISOString() }));
const anyRule = fc.oneof(cronRule, interval).filter((one) => findFault(one) === undefined);
/** 2008 to 2030, in minutes; the days on which zones change are among them. */
const instant = fc.integer({ min: 19_985_760, max: 31_556_000 }).map((minutes) => minutes * 60_000);
const days = fc.integer({ min: 0, max: 60 }).map((count) => count * 86_400_000);

describe("any rule", () => {
  it("has the same slots whether a span is read at once or in parts", () => {
    fc.assert(
      fc.property(anyRule, instant, days, days, fc.integer({ min: 1, max: 40 }), (rule, after, first, second, max) => {
        const until = after + first + second;
        const whole = slotsOf(rule, { after, until, max: Infinity });
        const parts = [
          ...slotsOf(rule, { after, until: after + first, max: Infinity }),
          ...slotsOf(rule, { after: after + first, until, max: Infinity }),
        ];

        expect(parts).toEqual(whole);
        expect(slotsOf(rule, { after, until, max })).toEqual(whole.slice(0, max));
        expect(nextSlot(rule, after)).toBe(whole[0] ?? slotsOf(rule, { after: until, until: Infinity, max: 1 })[0]);
      }),
      { numRuns: 60 },
    );
  });

  it("has ascending slots within the span, each on a full minute", () => {
    fc.assert(
      fc.property(anyRule, instant, days, (rule, after, span) => {
        const slots = slotsOf(rule, { after, until: after + span, max: 5000 });

        expect(slots).toEqual([...new Set(slots)].sort((a, b) => a - b));
        expect(slots.filter((slot) => slot <= after || slot > after + span || slot % 60_000 !== 0)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

it("the offset of a zone is exact on both sides of its change", () => {
  expect(offsetAt("Europe/Berlin", at("2026-03-29T00:59:59.999Z"))).toBe(3_600_000);
  expect(offsetAt("Europe/Berlin", at("2026-03-29T01:00Z"))).toBe(7_200_000);
});
