import type { Run } from "../shared/run/run.ts";
import { sumOf } from "./meter.ts";
import { meteredWorld, work } from "./wave-units.ts";

/** What one wave took, of which every target succeeded. Processor time is that of this process, in milliseconds. */
export interface PlayedWave {
  readonly targets: number;
  readonly concurrency: number;
  readonly workSeconds: number;
  /** From the acceptance to the end of the wave, with messages that are delivered at once. */
  readonly virtualSeconds: number;
  /** The least that the work allows: rounds of as many targets as may run at once. */
  readonly leastSeconds: number;
  readonly messages: number;
  readonly accept: Share;
  /** Shares of one target. */
  readonly target: Share;
  readonly wallMillisPerTarget: number;
  /** The table's engine, per target; it is not part of the product. */
  readonly engineMillisPerTarget: number;
}
interface Share {
  readonly write: number;
  readonly read: number;
  readonly calls: number;
  /** Without the table's engine. */
  readonly ownMillis: number;
}

/**
 * Plays a wave on in-process engines in virtual time: each target's work takes `workSeconds`, each end sends the wave's
 * message, and the wave's worker decides what begins a step.
 */
export async function playWave(targets: number, concurrency: number, workSeconds: number): Promise<PlayedWave> {
  const { world, metered, engineMillis } = await meteredWorld(targets);
  const accepting = startMeasuring(engineMillis);
  const answer = await world.startWave({ concurrency }, { "idempotency-key": "rollout-42" });
  if (answer.status !== 202) throw new Error(`the wave was answered with ${answer.status}`);
  const accept = { ...unitsOf(metered.take(), 1), ownMillis: accepting().ownMillis };
  const waveId: string = answer.body.run.id;

  const playing = startMeasuring(engineMillis);
  const from = world.clock.now().getTime();
  const messages = await play(world, waveId, workSeconds);
  const took = playing();
  const wave = await world.run(waveId);
  if (wave.outcome !== "succeeded") throw new Error(`the wave ended as ${wave.outcome}`);
  return {
    ...{ targets, concurrency, workSeconds, messages, accept },
    virtualSeconds: (world.clock.now().getTime() - from) / 1000,
    leastSeconds: Math.ceil(targets / concurrency) * workSeconds,
    target: { ...unitsOf(metered.take(), targets), ownMillis: took.ownMillis / targets },
    wallMillisPerTarget: took.wallMillis / targets,
    engineMillisPerTarget: took.engineMillis / targets,
  };
}

type World = Awaited<ReturnType<typeof meteredWorld>>["world"];
/** A message of the wave, or the end of a target's work. */
type Happening = { readonly at: number; readonly run?: Run };

/** Delivers messages and ends work in the order of their time, until the wave has ended. Returns the deliveries. */
async function play(world: World, waveId: string, workSeconds: number): Promise<number> {
  const due: Happening[] = [{ at: world.clock.now().getTime() }];
  let seen = world.sent.length;
  let messages = 0;
  for (;;) {
    const next = due.shift();
    const now = world.clock.now().getTime();
    if (next !== undefined) world.clock.advance(Math.max(0, next.at - now) / 1000);
    if (next?.run !== undefined) {
      await world.nudge(await work(world, next.run));
    } else {
      messages += 1;
      await (next === undefined ? world.step(waveId) : world.deliver(waveId));
      if ((await world.run(waveId)).status === "completed") return messages;
    }
    for (const { run, delaySeconds } of world.sent.slice(seen)) {
      const seconds = run.environmentId === null ? delaySeconds : workSeconds;
      const happening = { at: world.clock.now().getTime() + seconds * 1000 };
      due.push(run.environmentId === null ? happening : { ...happening, run });
    }
    seen = world.sent.length;
    due.sort((a, b) => a.at - b.at);
  }
}

function startMeasuring(engineMillis: () => number) {
  const from = { cpu: process.cpuUsage(), engine: engineMillis(), at: performance.now() };
  return () => {
    const { user, system } = process.cpuUsage(from.cpu);
    const engine = engineMillis() - from.engine;
    const wallMillis = performance.now() - from.at;
    return { ownMillis: (user + system) / 1000 - engine, engineMillis: engine, wallMillis };
  };
}

const unitsOf = (billed: Parameters<typeof sumOf>[0], parts: number) => ({
  write: sumOf(billed, "write") / parts,
  read: sumOf(billed, "read") / parts,
  calls: billed.length / parts,
});
