import { createRandom } from "../test/engines/random.ts";
import { simulatePace } from "../test/provider/simulated-pace.ts";
import { createTestTable } from "../test/support/table.ts";
import { type PlayedWave, playWave } from "./play-wave.ts";
import type { Measured } from "./report.ts";
import { rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

const intune = { windowSeconds: 20, writes: 100, calls: 1000 } as const;
const paceSeconds = 300;
const seeds = [1, 2, 3] as const;
const workerCounts = [1, 4, 16] as const;
const callMillis = [60, 300] as const;
const goal = 0.85;

const waveTargets = Number(process.env.BENCH_TARGETS ?? 1000);
const concurrency = 25;
const workSeconds = 2;

interface Pace {
  readonly workers: number;
  readonly isWrite: boolean;
  readonly callMillisMax: number;
  /** Calls made per second, and the share of the permitted ones that this is. */
  readonly perSecond: number;
  readonly share: number;
  /** The most calls in any sliding window, of those permitted. */
  readonly busiest: number;
  readonly permitted: number;
  /** Writes to the table for one call. */
  readonly unitsPerCall: number;
}

/**
 * The rate that paced workers reach of what a provider permits, on virtual time; and a wave of 1,000 targets on in-process
 * engines: its time, units, calls and the processor time of the product for each target.
 */
export async function measureWaves(): Promise<Measured> {
  const paces: Pace[] = [];
  for (const isWrite of [true, false]) {
    for (const callMillisMax of callMillis) {
      for (const workers of workerCounts) paces.push(await paceOf({ workers, isWrite, callMillisMax }));
    }
  }
  process.stderr.write("pacing measured\n");
  const wave = await playWave(waveTargets, concurrency, workSeconds);
  return {
    results: { provider: intune, paceSeconds, seeds, goal, paces, wave },
    plots: { pace: plotOf(paces) },
    lines: [...paces.map(lineOf), ...linesOf(wave)],
  };
}

async function paceOf(setting: Pick<Pace, "workers" | "isWrite" | "callMillisMax">): Promise<Pace> {
  const permitted = setting.isWrite ? intune.writes : intune.calls;
  const runs: Awaited<ReturnType<typeof simulatePace>>[] = [];
  for (const seed of seeds) {
    const world = { ...setting, seconds: paceSeconds, rate: intune, skewMillis: 500, refusals: 0, hasFaults: false };
    runs.push(await simulatePace(world, createRandom(seeded(seed)), seed, await createTestTable()));
  }
  const sum = (of: (run: (typeof runs)[number]) => number) => runs.reduce((total, run) => total + of(run), 0);
  const perSecond = sum(({ calls }) => calls) / (seeds.length * paceSeconds);
  return {
    ...setting,
    permitted,
    perSecond: rounded(perSecond),
    share: rounded(perSecond / (permitted / intune.windowSeconds), 3),
    busiest: Math.max(...runs.map(({ busiest }) => busiest)),
    unitsPerCall: rounded(sum(({ updates }) => updates) / sum(({ calls }) => calls)),
  };
}

/** A seeded source of numbers below one: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const nameOf = ({ workers, isWrite, callMillisMax }: Pace) =>
  `${workers} ${workers === 1 ? "worker" : "workers"}, ${isWrite ? "writing" : "reading"}, calls up to ${callMillisMax} ms`;

const lineOf = (pace: Pace) =>
  `${nameOf(pace).padEnd(44)} ${(pace.share * 100).toFixed(1)} % of the permitted rate, ` +
  `${pace.busiest} of ${pace.permitted} in the busiest window, ${pace.unitsPerCall} table writes a call`;

function linesOf({ accept, target, ...wave }: PlayedWave): string[] {
  return [
    `wave of ${wave.targets}, ${wave.concurrency} at once, ${wave.workSeconds} s of work each: ${rounded(wave.virtualSeconds)} s end to end ` +
      `(${wave.leastSeconds} s is the least), ${wave.messages} messages of the wave`,
    `  accepting it: ${rounded(accept.write)} written, ${rounded(accept.read)} read, ${accept.calls} calls, ${rounded(accept.ownMillis)} ms`,
    `  each target: ${rounded(target.write)} written, ${rounded(target.read)} read, ${rounded(target.calls)} calls, ` +
      `${rounded(target.ownMillis)} ms of processor time of the product, ${rounded(wave.engineMillisPerTarget)} ms of the table's engine`,
  ];
}

function plotOf(paces: readonly Pace[]): string {
  return barChart({
    title: "Rate reached by paced workers",
    unit: "% of what the provider permits",
    kinds: ["writing: 100 in 20 s", "reading: 1,000 in 20 s"],
    bars: paces.map((pace) => ({
      label: nameOf(pace),
      value: rounded(pace.share * 100, 1),
      kind: pace.isWrite ? 0 : 1,
    })),
    goal: { value: goal * 100, label: `goal ${goal * 100} %` },
  });
}
