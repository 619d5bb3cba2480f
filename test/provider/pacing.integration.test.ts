import { expect, it } from "vitest";
import { createRandom } from "../engines/random.ts";
import { createEngineTable } from "../support/table.ts";
import { type PaceSetting, simulatePace } from "./simulated-pace.ts";

const intune = { windowSeconds: 20, writes: 100, calls: 1000 };
const base: PaceSetting = {
  workers: 4,
  seconds: 60,
  isWrite: true,
  callMillisMax: 300,
  rate: intune,
  skewMillis: 500,
  refusals: 0,
  hasFaults: false,
};

const seedsPerEngineTable = 8;

/** A seeded source: mulberry32. */
function randomOf(seed: number) {
  let state = seed;
  return createRandom(() => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  });
}

it.each([
  { workers: 1, isWrite: true, share: 0.85 },
  { workers: 4, isWrite: true, share: 0.85 },
  { workers: 16, isWrite: true, share: 0.85 },
  // Calls one after another leave a part of each grant unused.
  { workers: 16, isWrite: false, share: 0.75 },
])(
  "$workers workers use the permitted rate and are never throttled (writing: $isWrite)",
  async ({ share, ...setting }) => {
    const limit = setting.isWrite ? intune.writes : intune.calls;
    for (const seed of [1, 2, 3]) {
      const done = await simulatePace({ ...base, ...setting, callMillisMax: 60 }, randomOf(seed), seed);

      expect(done.busiest).toBeLessThanOrEqual(limit);
      const permitted = (limit / intune.windowSeconds) * base.seconds;
      expect(done.calls / permitted, `seed ${seed}`).toBeGreaterThan(share);
    }
  },
);

it("the limit holds with faults, refusals and clocks half a second apart", async () => {
  let refused = 0;
  for (let seed = 1; seed <= 24; seed++) {
    const random = randomOf(seed);
    const setting = {
      ...base,
      workers: 1 + random.below(16),
      isWrite: random.chance(0.5),
      hasFaults: true,
      refusals: 4,
    };
    // The table of this process answers like the engine, which some of the seeds ask over HTTP.
    const table = seed % seedsPerEngineTable === 0 ? await createEngineTable() : undefined;
    const done = await simulatePace(setting, random, seed, table);

    const limit = setting.isWrite ? intune.writes : intune.calls;
    expect(done.busiest, `seed ${seed}`).toBeLessThanOrEqual(limit);
    expect(done.early, `seed ${seed}: calls before the provider wanted any`).toBe(0);
    refused += done.refused;
  }
  expect(refused).toBeGreaterThan(0);
});
