import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import * as z from "zod";
import { playMixedLoad } from "../mixed-load.ts";

/** The product in its own process, like each peer. `profileTo` names a file for a CPU profile of the measured part. */
const given = z.object({ runs: z.number(), wiring: z.enum(["direct", "wired"]), profileTo: z.string().optional() });
const { runs, wiring, profileTo } = given.parse(JSON.parse(process.argv[2] ?? ""));
// A smaller warm-up first.
await playMixedLoad(Math.min(runs, 500), wiring);
const report = await playMixedLoad(runs, wiring, profileTo === undefined ? undefined : profiled(profileTo));
process.stdout.write(`${JSON.stringify(report)}\n`);

function profiled(file: string) {
  return async (pass: () => Promise<void>) => {
    const session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 500 });
    await session.post("Profiler.start");
    await pass();
    const { profile } = await session.post("Profiler.stop");
    writeFileSync(file, JSON.stringify(profile));
  };
}
