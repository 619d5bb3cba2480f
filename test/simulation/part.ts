import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { callBoundViolation } from "./call-bound.ts";
import { everyFault, type FaultSetting, faultSettings } from "./faults.ts";
import { simulate } from "./simulate.ts";
import { playOf, type Size, size, sizesFrom } from "./sizes.ts";

/** Worlds in which simulated runs meet often, each with real operations of two tenants. */
const sizes = sizesFrom([{ seedCount: 4, startCount: 366, realStartCount: 22 }]);

/** The number of test files among which the settings are divided, so that they run in parallel. */
export const partCount = 4;

const counts = z.record(z.string(), z.number());
const totals = z.object({
  sizes: z.array(size).readonly(),
  totals: counts,
  outcomes: counts,
  injected: counts,
  checked: counts,
});
type Totals = z.infer<typeof totals>;

/** Declares the tests of one part, counted from 0, and adds its totals to the report of all parts. */
export function simulatePart(part: number): void {
  const sums: Totals = { sizes, totals: {}, outcomes: {}, injected: {}, checked: {} };
  const settings = [...faultSettings, everyFault]
    .map((setting) => ({ setting, named: nameOf(setting) }))
    .filter((_, at) => at % partCount === part);

  it.each(settings)("keeps every guarantee with $named", { timeout: 3_600_000 }, async ({ setting }) => {
    add(sums.totals, { settings: 1 });
    for (const one of sizes) await simulateSize(setting, one, sums);
  });

  afterAll(() => report(part, sums));
}

async function simulateSize(setting: FaultSetting, one: Size, sums: Totals): Promise<void> {
  const calls = { runs: 0, starts: 0, requests: 0 };
  const begun = process.threadCpuUsage();
  for (let seed = 1; seed <= one.seedCount; seed++) {
    const world = await simulate(seed, setting, one.startCount, {}, playOf(one));
    add(sums.totals, {
      worlds: 1,
      runs: world.runs,
      accepted: world.accepted,
      storeCalls: world.units.calls,
      writeUnits: world.units.write,
      violations: world.violations.length,
      virtualHours: world.seconds / 3600,
    });
    add(calls, { ...world.simulated });
    add(sums.injected, world.injected);
    add(sums.checked, world.checked);
    add(sums.outcomes, world.outcomes);

    // The setting, the seed and the numbers of starts reproduce the world event by event.
    expect({ seed, ...one, violations: world.violations }).toEqual({ seed, ...one, violations: [] });
  }
  const { user, system } = process.threadCpuUsage(begun);
  add(sums.totals, { processorSeconds: (user + system) / 1e6 });
  expect(callBoundViolation(setting, calls)).toBeUndefined();
}

const folder = "reports/simulation";

/** Stores this part's totals and rewrites the report from all known parts of the same size. */
function report(part: number, sums: Totals): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `part-${part}.json`), JSON.stringify(sums));
  // Another part may finish concurrently, so rewrite the report until it no longer changes.
  let written = "";
  for (let known = reportOfAll(); known !== written; known = reportOfAll()) {
    writeFileSync("reports/simulation.json", known);
    written = known;
  }
}

function reportOfAll(): string {
  const all: Totals = { sizes, totals: {}, outcomes: {}, injected: {}, checked: {} };
  for (const file of readdirSync(folder)) {
    const { data } = totals.safeParse(parsed(readFileSync(join(folder, file), "utf8")));
    if (data === undefined || JSON.stringify(data.sizes) !== JSON.stringify(sizes)) continue;
    add(all.totals, data.totals);
    add(all.outcomes, data.outcomes);
    add(all.injected, data.injected);
    add(all.checked, data.checked);
  }
  const { totals: summed, ...rest } = all;
  return `${JSON.stringify({ ...summed, ...rest }, null, 2)}\n`;
}

/** A partly written file is skipped; its writer rebuilds the report afterwards. */
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
