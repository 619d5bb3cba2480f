import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** Each part writes its own totals file, because parts run in parallel. */
const folder = ".cache/faults";
const report = "reports/faults.json";
const known = z.looseObject({ part: z.string(), at: z.string(), violations: z.number(), seconds: z.number() });

/** Stores the totals of one part of the fault tests. */
export function writeTotals(
  part: string,
  totals: Readonly<Record<string, unknown>> & { readonly violations: number; readonly seconds: number },
): void {
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  writeFileSync(path.join(folder, `${part}.json`), JSON.stringify({ part, at, ...totals }));
}

export function addTotals(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}

/**
 * Global setup for fault tests: merges the latest totals of every part into one report and prints those of this
 * execution.
 */
export function setup(): () => void {
  const begun = new Date().toISOString();
  mkdirSync(folder, { recursive: true });
  return () => {
    const files = readdirSync(folder).sort();
    const parts = files.map((name) => known.parse(JSON.parse(readFileSync(path.join(folder, name), "utf8"))));
    mkdirSync(path.dirname(report), { recursive: true });
    writeFileSync(report, `${JSON.stringify(Object.fromEntries(parts.map((one) => [one.part, one])), null, 2)}\n`);
    const done = parts.filter(({ at }) => at > begun);
    process.stdout.write(done.map((one) => `${lineOf(one)}\n`).join(""));
  };
}

/** A part's numbers on one line; details are in the report. */
function lineOf({ part, ...totals }: z.infer<typeof known>): string {
  const numbers = Object.entries(totals).filter(([, value]) => typeof value === "number");
  return `${part}: ${numbers.map(([name, value]) => `${value} ${name}`).join(", ")}`;
}
