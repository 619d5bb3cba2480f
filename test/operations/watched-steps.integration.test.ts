import { afterAll, expect, it } from "vitest";
import { worked } from "./operation-recipes.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import { type Death, watchSteps } from "./watched-steps.ts";

afterAll(stopRestoreWorlds);

it.each(worked.filter(({ type }) => ["policy.sync", "restore.execute"].includes(type)))(
  "the deaths of $type leave every state that a death at any step leaves",
  async ({ open }) => {
    const world = await open();
    const watched = watchSteps(world);
    await world.attempt(await world.nextRun());
    const attempt = async (death?: Death) => {
      const run = await world.nextRun();
      return watched((timeLeft) => world.attempt(run, timeLeft), death);
    };
    const { steps, deaths } = await attempt();

    const left = new Set<number>();
    for (const death of deaths) left.add((await attempt(death)).effects);

    expect(deaths.length).toBeLessThan(2 * steps);
    for (let step = 1; step <= steps; step++) {
      for (const side of ["before", "after"] as const) {
        expect(left, `died ${side} step ${step}`).toContain((await attempt({ step, side })).effects);
      }
    }
  },
);
