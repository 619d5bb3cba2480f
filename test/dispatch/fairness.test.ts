import { describe, expect, it } from "vitest";
import { messageGroupOf } from "../../shared/dispatch/send.ts";
import { type Job, playFairQueue, type Received } from "./fair-queue.ts";

const workers = 10;
const partSeconds = 10;
const minutes = 40;
const floodAt = 20 * 60;
const environments = Array.from({ length: 20 }, (_, at) => `quiet-${at}`);
const groupOf = (environmentId: string) => messageGroupOf({ workspaceId: "acme", environmentId });

/** Each quiet environment starts a run a minute, at a second of its own. */
const quiet: readonly Job[] = environments.flatMap((environmentId, place) =>
  Array.from({ length: minutes }, (_, minute) => ({
    ...{ group: groupOf(environmentId), seconds: partSeconds },
    at: minute * 60 + place * 3,
  })),
);
const flood = (of: (at: number) => string, count: number): readonly Job[] =>
  Array.from({ length: count }, (_, at) => ({ group: groupOf(of(at)), at: floodAt, seconds: partSeconds }));

const isQuiet = ({ group, at }: Received) => at >= floodAt && environments.some((id) => groupOf(id) === group);
/** The wait that 95 % of the quiet runs stay below, from the flood on. */
function waitOf(jobs: readonly Job[], windowSeconds: number): number {
  const waits = playFairQueue(jobs, { workers, windowSeconds })
    .filter(isQuiet)
    .map(({ at, receivedAt }) => receivedAt - at)
    .toSorted((a, b) => a - b);
  return waits[Math.floor(waits.length * 0.95)] ?? 0;
}

describe.each([60, 300])("quiet environments of a workspace, with a window of %i s", (windowSeconds) => {
  it("wait at most one part longer while another floods with 500 runs", () => {
    const before = waitOf(quiet, windowSeconds);
    const during = waitOf([...quiet, ...flood(() => "loud", 500)], windowSeconds);

    expect(during - before).toBeLessThanOrEqual(Math.max(partSeconds, before * 0.1));
  });

  it("wait at most one part longer while a wave keeps 25 targets queued", () => {
    const before = waitOf(quiet, windowSeconds);
    const during = waitOf([...quiet, ...flood((at) => `target-${at}`, 25)], windowSeconds);

    expect(during - before).toBeLessThanOrEqual(Math.max(partSeconds, before * 0.1));
  });
});
