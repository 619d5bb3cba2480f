import { addProfile, profileId } from "../baselines/baseline-world.ts";
import { changeAndSync, type Recipes } from "./recipe.ts";

const baselineProfileId = profileId;

export const baselineRecipes: Recipes = {
  "baseline.capture": {
    async start(world, round) {
      await addProfile(world);
      await changeAndSync(world, round);
      return world.claimed("baseline.capture", { baselineProfileId });
    },
    leastWrites: 9,
    provider: "nothing",
    choices: ({ baselineProfileIds }) => ({ baselineProfileId: baselineProfileIds }),
  },
  "baseline.compare": {
    async start(world, round) {
      await addProfile(world);
      if (round === 1) {
        await changeAndSync(world, 0);
        await world.perform("baseline.capture", { baselineProfileId });
      }
      await changeAndSync(world, round);
      return world.claimed("baseline.compare", { baselineProfileId });
    },
    leastWrites: 7,
    provider: "nothing",
    choices: ({ baselineProfileIds }) => ({
      baselineProfileId: baselineProfileIds,
      maxAgeSeconds: [undefined, 60, 3600],
    }),
  },
};
