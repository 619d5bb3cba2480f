import { expect, it } from "vitest";
import type { LastSlots } from "../../shared/records/schedules.ts";
import { needsPersonSince } from "../../shared/schedules/schedule-state.ts";
import { aSchedule } from "./slot-world.ts";

const yesterday = "2026-03-03T01:00:00.000Z";
const dueAt = "2026-03-04T01:00:00.000Z";
const pausedAt = "2026-03-03T01:10:00.000Z";
const lastOf = (verdict: LastSlots["verdict"]): LastSlots => ({ slot: yesterday, to: yesterday, n: 1, verdict });

it.each([
  { what: "overdue after a slot that ran", stored: { last: lastOf("ran") }, since: dueAt },
  { what: "overdue without any slot", stored: {}, since: dueAt },
  { what: "overdue after a missed slot", stored: { last: lastOf("missed") }, since: yesterday },
  { what: "paused after failures", stored: { last: lastOf("ran"), paused: { at: pausedAt } }, since: pausedAt },
])("a schedule that is $what needs a person since $since", ({ stored, since }) => {
  expect(needsPersonSince({ schedule: aSchedule(stored), dueAt })).toBe(since);
});
