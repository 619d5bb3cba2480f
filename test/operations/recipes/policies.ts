import type { Recipes } from "./recipe.ts";

export const policyRecipes: Recipes = {
  "policy.sync": {
    async start(world, round) {
      await world.changeAll(`changed ${round}`);
      return world.claimed("policy.sync");
    },
    leastWrites: 17,
    provider: "reads",
    choices: ({ connectionIds }) => ({ providerConnectionId: connectionIds, acceptEmpty: [undefined, false, true] }),
  },
};
