import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { type SlotTotals, simulateSlots } from "./simulate-slots.ts";

/** SLOT_WORLDS sets another number. */
const worlds = Number(process.env.SLOT_WORLDS ?? 20);
const moments = 25;
const sums: SlotTotals & { worlds: number; violations: number; longestOutageDays: number } = {
  ...{ worlds: 0, violations: 0, longestOutageDays: 0, slots: 0, ran: 0, late: 0, skipped: 0, missed: 0 },
  ...{ calls: 0, crashes: 0, lostAnswers: 0, outageDays: 0, changes: 0, waves: 0, clocksAtOnce: 0, clocksADayOff: 0 },
};

it("every due slot ends exactly once, through crashes, outages, clocks and edits", async () => {
  for (let seed = 1; seed <= worlds; seed++) {
    const { violations, totals, longestOutageDays } = await simulateSlots(seed, moments);
    sums.worlds += 1;
    sums.longestOutageDays = Math.max(sums.longestOutageDays, longestOutageDays);
    sums.violations += violations.length;
    for (const [name, value] of Object.entries(totals)) sums[name as keyof SlotTotals] += value;

    expect({ seed, violations }).toEqual({ seed, violations: [] });
  }
  expect(sums.changes).toBeGreaterThan(worlds);
  expect(sums.longestOutageDays).toBe(400);
  expect(sums.waves).toBeGreaterThan(worlds);
  expect(sums.ran + sums.late + sums.skipped + sums.missed).toBe(sums.slots);
});

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/slots.json", `${JSON.stringify(sums, null, 2)}\n`);
});
