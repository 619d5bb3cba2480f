import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";

/** The result of a benchmark: figures as JSON, plots and a few lines of text. */
export interface Measured {
  readonly results: unknown;
  /** SVG documents by the suffix of their file name; the plot named "" has the benchmark's own name. */
  readonly plots: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  /** Versions of the other components. */
  readonly versions?: Readonly<Record<string, string>>;
}

const folder = new URL("../docs/benchmarks/", import.meta.url).pathname;

/** The machine during the measurement; the load average shows other work on it. */
export function describeMachine() {
  const [{ model = "unknown" } = {}, ...others] = cpus();
  return {
    processor: model.trim(),
    cores: others.length + 1,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

const load = () => Number((loadavg()[0] ?? 0).toFixed(2));

/** Runs one benchmark and writes `docs/benchmarks/<name>.json` and its plots, with date, machine and load. */
export async function measureAndWrite(name: string, measure: () => Promise<Measured>): Promise<readonly string[]> {
  const startedAt = new Date();
  const loadBefore = load();
  const { results, plots, lines, versions = {} } = await measure();
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  const report = {
    benchmark: name,
    command: `npm run bench -- ${name}`,
    measuredAt: startedAt.toISOString(),
    tookSeconds: seconds,
    machine: { ...describeMachine(), loadBefore, loadAfter: load() },
    versions,
    results,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  for (const [end, svg] of Object.entries(plots)) {
    writeFileSync(join(folder, end === "" ? `${name}.svg` : `${name}-${end}.svg`), svg);
  }
  return lines;
}
