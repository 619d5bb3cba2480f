import { describe, expect, it } from "vitest";
import { stepEverySeconds } from "../../shared/waves/step-wave.ts";
import { createWaveWorld } from "./wave-world.ts";

/** A wave of five without a canary, of which four targets are at work after its first step. */
async function fourAtWork() {
  const world = await createWaveWorld(["a", "b", "c", "d", "e"]);
  const { body } = await world.startWave({
    canary: 0,
    concurrency: 4,
    stop: { failuresMax: 5, failedPercentMax: 100 },
  });
  const id: string = body.run.id;
  await world.deliver(id);
  const messages = () => world.sent.filter(({ run }) => run.id === id).map(({ delaySeconds }) => delaySeconds);
  /** The end of a target, followed by what its event sends. */
  const endOf = async (environmentId: string) => {
    const run = await world.end([environmentId]).then(() => world.runIn(environmentId));
    await world.nudge(run);
  };
  return { world, id, messages, endOf };
}

describe("the end of a target", () => {
  it("sends one message of the wave that started it", async () => {
    const { messages, endOf } = await fourAtWork();
    expect(messages()).toEqual([]);

    await endOf("t-a");

    expect(messages()).toEqual([0]);
  });

  it("sends nothing for a run that no wave started", async () => {
    const { world, messages } = await fourAtWork();
    const { initiator, ...run } = await world.runIn("t-a");
    const { waveId: _, ...person } = initiator;

    await world.nudge({ ...run, initiator: person });

    expect(messages()).toEqual([]);
  });

  it("sends nothing to a wave of another workspace or an ended one", async () => {
    const { world, id, messages } = await fourAtWork();
    const run = await world.runIn("t-a");
    await world.nudge({ ...run, workspaceId: "globex" });
    await world.endWave(id);
    await world.nudge(run);

    expect(messages()).toEqual([]);
  });
});

describe("a message of a wave", () => {
  it("begins no step while no target has ended", async () => {
    const { world, id, messages } = await fourAtWork();
    const { attempt } = await world.run(id);

    await world.deliver(id);

    expect((await world.run(id)).attempt).toBe(attempt);
    expect(messages()).toEqual([]);
  });

  it("comes back after 30 s when fewer than half have ended", async () => {
    const { world, id, messages, endOf } = await fourAtWork();
    await endOf("t-a");
    await world.deliver(id);
    expect(messages()).toEqual([0, 30]);
    expect(world.started()).toHaveLength(4);

    world.clock.advance(30);
    await world.deliver(id);
    expect(world.started()).toHaveLength(5);
  });

  it("begins a step at once when half of the targets have ended", async () => {
    const { world, id, messages, endOf } = await fourAtWork();
    await endOf("t-a");
    await endOf("t-b");

    await world.deliver(id);

    expect(world.started()).toHaveLength(5);
    expect(messages()).toEqual([0, 0]);
  });

  it("begins a step each minute although no end was reported", async () => {
    const { world, id } = await fourAtWork();
    const { attempt } = await world.run(id);
    world.clock.advance(stepEverySeconds);

    await world.deliver(id);

    expect((await world.run(id)).attempt).toBeGreaterThan(attempt);
  });
});
