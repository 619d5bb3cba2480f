import { PeerMissingError } from "./peer-packages.ts";
import { type Measured, measureAndWrite } from "./report.ts";

/** One file each, loaded on demand. */
const benchmarks: Readonly<Record<string, () => Promise<Measured>>> = {
  "cold-start": async () => (await import("./cold-start.ts")).measureColdStart(),
  units: async () => (await import("./units.ts")).measureUnits(),
  growth: async () => (await import("./growth.ts")).measureGrowth(),
  reads: async () => (await import("./reads.ts")).measureReads(),
  waves: async () => (await import("./waves.ts")).measureWaves(),
  "warm-code": async () => (await import("./warm-code.ts")).measureWarmCode(),
  peers: async () => (await import("./peers.ts")).measurePeers(),
  kill: async () => (await import("./kill.ts")).measureKill(),
  "one-call": async () => (await import("./one-call.ts")).measureOneCall(),
  console: async () => (await import("./console.ts")).measureConsole(),
  "console-pages": async () => (await import("./console-pages.ts")).measureConsolePages(),
  "console-tasks": async () => (await import("./console-tasks.ts")).measureConsoleTasks(),
  waits: async () => (await import("./waits.ts")).measureUserWaits(process.argv.slice(3)),
  profile: async () => (await import("./profile.ts")).measureProfile(),
};

const [name = ""] = process.argv.slice(2);
const measure = benchmarks[name];
if (measure === undefined) {
  process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${Object.keys(benchmarks).join(", ")}\n`);
  process.exit(2);
}

try {
  const lines = await measureAndWrite(name, measure);
  process.stdout.write(`${lines.join("\n")}\n`);
} catch (error) {
  if (!(error instanceof PeerMissingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
