import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";

/** What a benchmark hands over: figures for machines, plots and a few lines for people. */
export interface Measured {
  readonly results: unknown;
  /** SVG texts by the end of their file name; the plot named "" carries the benchmark's own. */
  readonly plots: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  /** Versions of what else took part. */
  readonly versions?: Readonly<Record<string, string>>;
}

const folder = new URL("../docs/benchmarks/", import.meta.url).pathname;

/** The machine as it was while something ran; the load says what else was at work on it. */
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

/** Runs one benchmark and writes `docs/benchmarks/<name>.json` and its plots, with when, where and under which load. */
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
