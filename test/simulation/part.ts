import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { callBoundViolation } from "./call-bound.ts";
import { everyFault, type FaultSetting, faultSettings } from "./faults.ts";
import { simulate } from "./simulate.ts";

/** How many worlds of each setting, and how many starts in each; `npm run test:faults` asks for more. */
const seedCount = Number(process.env.SIMULATION_SEEDS ?? 3);
const startCount = Number(process.env.SIMULATION_STARTS ?? 50);

/** The settings are dealt out to this many test files, so that they are played side by side. */
export const partCount = 4;

const counts = z.record(z.string(), z.number());
const totals = z.object({
  seedCount: z.number(),
  startCount: z.number(),
  totals: counts,
  outcomes: counts,
  injected: counts,
  checked: counts,
});
type Totals = z.infer<typeof totals>;

/** Declares the tests of one part, from 0, and adds what they came to to the report of all parts. */
export function simulatePart(part: number): void {
  const sums: Totals = { seedCount, startCount, totals: {}, outcomes: {}, injected: {}, checked: {} };
  const settings = [...faultSettings, everyFault]
    .map((setting) => ({ setting, named: nameOf(setting) }))
    .filter((_, at) => at % partCount === part);

  it.each(settings)("keeps every guarantee with $named", { timeout: 3_600_000 }, async ({ setting }) => {
    add(sums.totals, { settings: 1 });
    const calls = { accepted: 0, callsForRuns: 0 };
    for (let seed = 1; seed <= seedCount; seed++) {
      const world = await simulate(seed, setting, startCount);
      add(sums.totals, {
        worlds: 1,
        runs: world.runs,
        accepted: world.accepted,
        storeCalls: world.units.calls,
        writeUnits: world.units.write,
        violations: world.violations.length,
        virtualHours: world.seconds / 3600,
      });
      calls.accepted += world.accepted;
      calls.callsForRuns += world.units.callsForRuns ?? 0;
      add(sums.injected, world.injected);
      add(sums.checked, world.checked);
      add(sums.outcomes, world.outcomes);

      // The seed, the setting and the number of starts repeat the world event by event.
      expect({ seed, startCount, violations: world.violations }).toEqual({ seed, startCount, violations: [] });
    }
    expect(callBoundViolation(setting, calls)).toBeUndefined();
  });

  afterAll(() => report(part, sums));
}

const folder = "reports/simulation";

/** Keeps the totals of this part, and writes those of all parts of the same size that are known by now. */
function report(part: number, sums: Totals): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `part-${part}.json`), JSON.stringify(sums));
  // Another part may end at the same moment: the one that sees more of them writes once more.
  let written = "";
  for (let known = reportOfAll(); known !== written; known = reportOfAll()) {
    writeFileSync("reports/simulation.json", known);
    written = known;
  }
}

function reportOfAll(): string {
  const all: Totals = { seedCount, startCount, totals: {}, outcomes: {}, injected: {}, checked: {} };
  for (const file of readdirSync(folder)) {
    const { data } = totals.safeParse(parsed(readFileSync(join(folder, file), "utf8")));
    if (data === undefined || data.seedCount !== seedCount || data.startCount !== startCount) continue;
    add(all.totals, data.totals);
    add(all.outcomes, data.outcomes);
    add(all.injected, data.injected);
    add(all.checked, data.checked);
  }
  const { totals: summed, ...rest } = all;
  return `${JSON.stringify({ ...summed, ...rest }, null, 2)}\n`;
}

/** A file that is being written is not read yet; its writer looks once more. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameOf(setting: FaultSetting): string {
  const kinds = Object.entries(setting).map(([kind, rate]) => (kind === "skewSeconds" ? `${rate} s apart` : kind));
  return kinds.length === 0 ? "no fault" : kinds.length > 2 ? "every fault" : kinds.join(" and ");
}

function add(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}
