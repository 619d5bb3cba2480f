import * as z from "zod";
import { waveCountsOf } from "../../shared/run/wave.ts";
import { createRandom } from "../engines/random.ts";
import { randomFrom } from "../support/ids.ts";
import { createTurns } from "../support/turns.ts";
import { createSimulatedWave, type SimulatedRules, type SimulatedWave, work } from "./simulated-waves.ts";

const minute = 60_000;
const restingRounds = 200;

export interface WaveTotals {
  targets: number;
  runs: number;
  joined: number;
  notStarted: number;
  stopped: number;
  aborted: number;
  crashes: number;
  lostAnswers: number;
}

const place = z.object({
  pk: z.string(),
  sk: z.string(),
  targets: z.array(z.object({ environmentId: z.string(), runId: z.string() })).optional(),
  stop: z.object({ reason: z.string() }).optional(),
});
const child = z.object({
  pk: z.string(),
  type: z.literal(work.type),
  environmentId: z.string(),
  status: z.string(),
  initiator: z.looseObject({ waveId: z.string().optional() }),
});

/**
 * One wave: several steps at once, of which some have lost their lease, targets that end between any two of their calls, a
 * person who starts the same work, an abort, crashes and lost answers. Returns what is wrong once everything rests.
 */
export async function simulateWave(seed: number) {
  const random = createRandom(randomFrom(seed));
  const rules: SimulatedRules = {
    canary: random.pick([0, 1, 2]),
    concurrency: random.pick([1, 2, 3, 5]),
    stop: { failuresMax: random.pick([0, 1, 100]), failedPercentMax: 100 },
  };
  const world = await createSimulatedWave(random.pick([1, 2, 4, 7]), rules);
  const turns = createTurns(random, random.chance(0.7) ? { crash: 0.04, lost: 0.04 } : { crash: 0, lost: 0 });
  const started = await world.startWave();
  if (!("run" in started)) throw new Error(`the wave was ${started.result}`);
  const waveId = started.run.id;
  const isAborting = random.chance(0.3);

  for (let moment = 0; moment < 12; moment++) {
    world.advance(random.pick([1000, minute, 2 * minute]));
    const functions: (() => Promise<unknown>)[] = [];
    for (let one = random.pick([1, 1, 2, 3]); one > 0; one--) {
      const { step } = world.functionOf(turns.turn);
      const isZombie = random.chance(0.5);
      functions.push(() => step(waveId, isZombie));
    }
    for (const runId of activeRuns(world)) {
      if (!random.chance(0.5)) continue;
      const { end } = world.functionOf(turns.turn);
      functions.push(() => end(runId, random.chance(0.75) ? "succeeded" : "failed"));
    }
    if (random.chance(0.15)) {
      const { startWork } = world.functionOf(turns.turn);
      functions.push(() => startWork(random.pick(world.environmentIds)));
    }
    if (isAborting && random.chance(0.15)) {
      const { abort } = world.functionOf(turns.turn);
      functions.push(() => abort(waveId));
    }
    await turns.runAll(functions);
  }
  await rest(world, waveId);
  return {
    violations: await violationsOf(world, waveId, rules),
    totals: await totalsOf(world, waveId, turns.injected),
  };
}

/** No more faults: steps and ends until the wave has ended. */
async function rest(world: SimulatedWave, waveId: string): Promise<void> {
  for (let round = 0; round < restingRounds; round++) {
    world.advance(2 * minute);
    if ((await world.queries.getRun(waveId))?.status === "completed") return;
    await world.step(waveId, false);
    for (const runId of activeRuns(world)) await world.end(runId, "succeeded");
  }
}

const runsOf = (world: SimulatedWave) => world.items().flatMap((item) => child.safeParse(item).data ?? []);
const activeRuns = (world: SimulatedWave) =>
  runsOf(world).flatMap(({ pk, status }) => (status === "completed" ? [] : [pk.slice("RUN#".length)]));
const placesOf = (world: SimulatedWave) =>
  world
    .items()
    .filter(({ pk }) => String(pk).startsWith("WAVE#"))
    .map((item) => place.parse(item))
    .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));

/** I20: at most one run a target, none forgotten, numbers equal lists, nothing named after a stop. */
async function violationsOf(world: SimulatedWave, waveId: string, rules: SimulatedRules): Promise<string[]> {
  const wrong: string[] = [];
  const wave = await world.queries.getRun(waveId);
  if (wave?.status !== "completed") return ["the wave never ended"];
  const places = placesOf(world);
  const stopAt = places.findIndex(({ stop }) => stop !== undefined);
  if (stopAt >= 0 && places.slice(stopAt + 1).some(({ targets }) => targets !== undefined))
    wrong.push("named after the stop");
  const named = places.flatMap(({ targets = [] }) => targets.map(({ environmentId }) => environmentId));
  if (new Set(named).size !== named.length) wrong.push("named a target twice");
  if (stopAt < 0 && named.length !== world.environmentIds.length) wrong.push("forgot targets");
  const own = runsOf(world).filter(({ initiator }) => initiator.waveId === waveId);
  if (new Set(own.map(({ environmentId }) => environmentId)).size !== own.length) wrong.push("two runs of one target");
  if (own.some(({ environmentId }) => !named.includes(environmentId)))
    wrong.push("started a target that was not named");

  const { standings } = await world.readWave(wave, { whole: true });
  if (standings.some(({ state }) => state === "active")) wrong.push("ended while a target was active");
  const counts = waveCountsOf(standings, { total: world.environmentIds.length, leftOut: 0 }, stopAt >= 0);
  for (const state of ["succeeded", "failed", "not_started"] as const) {
    if ((wave.summaryCounts[state] ?? 0) !== counts[state]) wrong.push(`${state} differs from its list`);
  }
  if (counts.failed > rules.stop.failuresMax + rules.concurrency + 1 && stopAt < 0) wrong.push("did not stop");
  const canary = standings.slice(0, rules.canary);
  if (standings.length > rules.canary && canary.some(({ state }) => state !== "succeeded")) {
    wrong.push("named beyond a canary that did not succeed");
  }
  return wrong;
}

async function totalsOf(
  world: SimulatedWave,
  waveId: string,
  injected: { crashes: number; lostAnswers: number },
): Promise<WaveTotals> {
  const wave = await world.queries.getRun(waveId);
  const { found, stop } =
    wave === undefined ? { found: new Map(), stop: undefined } : await world.readWave(wave, { whole: true });
  const runs = [...found.values()].flatMap((one) => (one.kind === "run" ? [one.run] : []));
  return {
    targets: world.environmentIds.length,
    runs: runs.length,
    joined: runs.filter(({ initiator }) => initiator.waveId !== waveId).length,
    notStarted: world.environmentIds.length - runs.length,
    stopped: stop === undefined ? 0 : 1,
    aborted: stop?.reason === "aborted" ? 1 : 0,
    ...injected,
  };
}
