import { correlationVersion } from "../shared/dispatch/envelope.ts";
import { findOperation } from "../shared/operations/registry.ts";
import { queueOf } from "../shared/run/lanes.ts";
import type { Run } from "../shared/run/run.ts";
import { testClock } from "../test/support/clock.ts";
import { createWaveWorld, type WaveWorld } from "../test/waves/wave-world.ts";
import { createInProcessTable } from "./in-process.ts";
import { type Billed, meter, sumOf } from "./meter.ts";
import type { Cost } from "./unit-model.ts";

/** The designed cost of a wave: of its start with 1,000 targets, and of each target that succeeds. */
export const waveCeilings = {
  "a wave of 1,000 is accepted": {
    write: 45,
    read: 20,
    calls: 12,
    why: "its list is one side item of 1 a kilobyte; the environments are read in one query",
  },
  "the plan of a dry wave of 1,000 is read": {
    write: 0,
    read: 2050,
    calls: 26,
    why: "each run and its plan, 1 each, in batches of 100; an approval only where the plan says that one was requested",
  },
  "a wave of 1,000 plans is accepted": {
    write: 140,
    read: 2050,
    calls: 35,
    why: "its list has the id and the digest of each plan, 1 a kilobyte; all plans are read once more",
  },
  "a target of a wave": {
    write: 14,
    read: 20,
    calls: 20,
    why: "a run 12, its share of the log 0.1 and of the steps 0.6, and what proves it 1",
  },
} as const satisfies Readonly<Record<string, Cost>>;

type Name = keyof typeof waveCeilings;
export interface WaveUnits {
  readonly name: Name;
  readonly write: number;
  readonly read: number;
  readonly calls: number;
}

/** Ids as long as those of a large workspace. */
const namesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => `customer-${String(at).padStart(4, "0")}-prod`);

/** A wave over a metered table of its own, which counts the processor time of its engine. */
export async function meteredWorld(count: number) {
  const { client, tableName, engineMillis } = createInProcessTable(testClock());
  const metered = meter(client);
  const table = { client: metered.client, tableName, connect: () => metered.client };
  const world = await createWaveWorld(namesOf(count), table);
  metered.take();
  return { world, metered, engineMillis };
}

/** The cost of accepting a wave of 1,000 environments through the API. */
export async function unitsOfAccepting(): Promise<WaveUnits> {
  const { world, metered } = await meteredWorld(1000);
  const answer = await world.startWave({}, { "idempotency-key": "rollout-42" });
  if (answer.status !== 202) throw new Error(`the wave was answered with ${answer.status}`);
  return costOf("a wave of 1,000 is accepted", metered.take(), 1);
}

/** The cost of each target of a wave, from its naming to the success that is remembered, with its share of the steps. */
export async function unitsOfTargets(count: number): Promise<WaveUnits> {
  const { world, metered } = await meteredWorld(count);
  const answer = await world.startWave({ concurrency: 25 });
  const wave: string = answer.body.run.id;
  metered.take();
  await world.deliver(wave);
  const done = new Set<string>();
  while ((await world.run(wave)).status !== "completed") {
    for (const { run } of world.sent.filter((one) => one.run.environmentId !== null && !done.has(one.run.id))) {
      done.add(run.id);
      await work(world, run);
    }
    await world.step(wave);
  }
  const ended = await world.run(wave);
  if (ended.outcome !== "succeeded" || done.size !== count) throw new Error(`${done.size} targets, ${ended.outcome}`);
  return costOf("a target of a wave", metered.take(), count);
}

/** A worker's claim and end of a run, and what follows its success. */
export async function work(world: WaveWorld, { id, type, workspaceId, environmentId }: Run): Promise<Run> {
  const claimed = await world.runService.claim(
    {
      runId: id,
      type,
      workspaceId,
      environmentId,
      queue: queueOf(findOperation(type)?.lane ?? "long"),
      version: correlationVersion,
    },
    { messageId: `message-${id}`, receiveCount: 1, claimToken: `token-${id}`, remainingSeconds: 600 },
  );
  if (claimed.outcome === "refused") throw new Error(`run ${id} was not claimed`);
  const end = await world.runService.finish(claimed.run, { outcome: "succeeded", source: "worker" }, "attempt");
  if (end.outcome === "refused") throw new Error(`run ${id} was not ended`);
  await world.remember(end.run);
  await world.prove(environmentId ?? "");
  return end.run;
}

export function costOf(name: Name, billed: readonly Billed[], parts: number): WaveUnits {
  const share = (sum: number) => Math.round((sum / parts) * 100) / 100;
  return {
    name,
    write: share(sumOf(billed, "write")),
    read: share(sumOf(billed, "read")),
    calls: share(billed.length),
  };
}
