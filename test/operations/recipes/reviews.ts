import { changeAndSync, type Recipes } from "./recipe.ts";

export const reviewRecipes: Recipes = {
  "environment.review.compose": {
    async start(world, round) {
      await changeAndSync(world, round);
      await world.perform("tenant.evidence.snapshot.generate");
      return world.claimed("environment.review.compose");
    },
    leastWrites: 3,
    provider: "nothing",
    choices: ({ evidenceSnapshotId }) => ({ evidenceSnapshotId: [undefined, evidenceSnapshotId] }),
  },
};
