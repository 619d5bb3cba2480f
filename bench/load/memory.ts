import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { rounded } from "../statistics.ts";

/** A time series, in seconds since its first value. */
type Series = readonly (readonly [second: number, megabytes: number])[];

/** Samples the memory of the stack's process, which runs every function; `null` where the system does not report it. */
export function watchProcess(pid: number, everySeconds: number) {
  const begun = performance.now();
  const samples: [number, number][] = [];
  const sample = () => {
    const kilobytes = residentKilobytes(pid);
    if (kilobytes !== undefined) samples.push([(performance.now() - begun) / 1000, kilobytes / 1024]);
  };
  sample();
  const timer = setInterval(sample, everySeconds * 1000);
  return {
    stop(): Series {
      clearInterval(timer);
      sample();
      return samples;
    },
  };
}

function residentKilobytes(pid: number): number | undefined {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

const report = z.object({ type: z.literal("platform.report"), usedHeapMegabytes: z.number() });

/** The current end of each function's log, so that only later lines are read. */
export function logEnds(dataDir: string): ReadonlyMap<string, number> {
  const folder = join(dataDir, "log");
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).length]));
}

/** The heap of each function after its invocations since then, in order of completion, spread over the time. */
export function heapsSince(dataDir: string, ends: ReadonlyMap<string, number>, seconds: number) {
  const heaps: Record<string, Series> = {};
  for (const [name, from] of ends) {
    const text = readFileSync(join(dataDir, "log", name))
      .subarray(from)
      .toString("utf8");
    const values = text.split("\n").flatMap((line) => {
      const read = report.safeParse(line.startsWith("{") ? JSON.parse(line) : undefined);
      return read.success ? [read.data.usedHeapMegabytes] : [];
    });
    heaps[name.replace(".jsonl", "")] = values.map((value, at) => [(at / values.length) * seconds, value]);
  }
  return heaps;
}

/**
 * Summary of a series. A heap grows until it is collected, so the minimum of each tenth is compared. The slope is the
 * least squares fit of the last half, because caches fill at first.
 */
export function trendOf(series: Series) {
  const tenths = Array.from({ length: 10 }, (_, at) =>
    series.slice(Math.floor((at * series.length) / 10), Math.floor(((at + 1) * series.length) / 10)),
  ).filter((part) => part.length > 0);
  const floors = tenths.map((part) => [part[0]?.[0] ?? 0, Math.min(...part.map(([, value]) => value))] as const);
  return {
    samples: series.length,
    first: rounded(floors[0]?.[1] ?? Number.NaN, 1),
    middle: rounded(floors[Math.floor(floors.length / 2)]?.[1] ?? Number.NaN, 1),
    last: rounded(floors.at(-1)?.[1] ?? Number.NaN, 1),
    slopeMegabytesPerMinute: rounded(slopeOf(floors.slice(Math.floor(floors.length / 2))) * 60, 2),
  };
}

function slopeOf(points: Series): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
