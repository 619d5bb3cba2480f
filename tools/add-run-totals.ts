import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { pageWith, type RunTotal, runTotals, totalOf, withTotals } from "./run-totals.ts";

/**
 * Adds the reports of a run of tests to the totals of docs/reliability.md: `npm run totals -- "npm test" [--reports
 * folder]`. Without a command it writes the page from the stored totals; with `--check` it only compares.
 */
const root = new URL("../", import.meta.url).pathname;
const files = { totals: join(root, "docs/run-totals.json"), page: join(root, "docs/reliability.md") };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean", default: false }, reports: { type: "string", default: join(root, "reports") } },
});
const [command] = positionals;

const stored = runTotals.parse(JSON.parse(readFileSync(files.totals, "utf8")));
const totals = command === undefined ? stored : withTotals(stored, reportsIn(values.reports, command));
const page = readFileSync(files.page, "utf8");
const current = pageWith(page, totals);
if (values.check) {
  if (page !== current) {
    process.stderr.write("docs/reliability.md does not state docs/run-totals.json; run `npm run totals`.\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(files.totals, `[\n${totals.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n]\n`);
  writeFileSync(files.page, current);
  process.stdout.write(`${totals.length - stored.length} runs added, ${totals.length} in all\n`);
}

/** What the reports of a folder count; a report has the time of its file, a part of a fault test its own. */
function reportsIn(folder: string, command: string): RunTotal[] {
  const faults = join(folder, "faults.json");
  const parts = existsSync(faults) ? z.record(z.string(), z.looseObject({ at: z.string() })).parse(read(faults)) : {};
  return [
    ...readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => totalOf(basename(name, ".json"), read(join(folder, name)), timeOf(join(folder, name)), command)),
    ...Object.entries(parts).map(([part, report]) => totalOf(part, report, report.at, command)),
  ].flatMap((one) => one ?? []);
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

function timeOf(file: string): string {
  return statSync(file).mtime.toISOString();
}
