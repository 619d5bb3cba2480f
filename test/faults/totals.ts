import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** Each part leaves its totals in a file of its own, because parts run at the same time. */
const folder = ".cache/faults";
const report = "reports/faults.json";
const known = z.looseObject({ part: z.string(), at: z.string(), violations: z.number(), seconds: z.number() });

/** Keeps what one part of the fault runs came to. */
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

/** Around fault runs: puts the newest totals of every part into one report, and says what the parts of now came to. */
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

/** The plain numbers of a part; the rest is in the report. */
function lineOf({ part, ...totals }: z.infer<typeof known>): string {
  const numbers = Object.entries(totals).filter(([, value]) => typeof value === "number");
  return `${part}: ${numbers.map(([name, value]) => `${value} ${name}`).join(", ")}`;
}
