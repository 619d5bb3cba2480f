import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { type AlertTotals, simulateAlerts } from "./simulate-alerts.ts";

/** ALERT_WORLDS sets another number. */
const worlds = Number(process.env.ALERT_WORLDS ?? 60);
const moments = 25;
const sums: AlertTotals & { worlds: number; violations: number } = {
  ...{
    worlds: 0,
    violations: 0,
    openings: 0,
    issues: 0,
    messages: 0,
    crashes: 0,
    lostAnswers: 0,
    snoozes: 0,
    removed: 0,
  },
};

it("an alert is open while needed and delivered in order through crashes and races", async () => {
  for (let seed = 1; seed <= worlds; seed++) {
    const { violations, totals } = await simulateAlerts(seed, moments);
    sums.worlds += 1;
    sums.violations += violations.length;
    for (const [name, value] of Object.entries(totals)) sums[name as keyof AlertTotals] += value;

    expect({ seed, violations }).toEqual({ seed, violations: [] });
  }
  expect(sums.openings).toBeGreaterThan(worlds);
  expect(sums.issues).toBeGreaterThan(worlds);
  expect(sums.messages).toBeGreaterThan(sums.openings);
});

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/alerts.json", `${JSON.stringify(sums, null, 2)}\n`);
});
