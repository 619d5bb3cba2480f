import type { Recipes } from "./recipe.ts";

export const providerRecipes: Recipes = {
  "provider.connection.check": {
    start: (world) => world.claimed("provider.connection.check"),
    leastWrites: 1,
    provider: "reads",
    choices: ({ connectionIds }) => ({ providerConnectionId: connectionIds }),
  },
};
