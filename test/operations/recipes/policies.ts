import { reading } from "./reading.ts";
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
  "tenant.sync": reading("tenant.sync", 2),
  "inventory.sync": {
    ...reading("inventory.sync", 29),
    choices: ({ connectionIds }) => ({
      providerConnectionId: connectionIds,
      types: [undefined, ["mobileApps"], ["intents", "mobileApps"]],
    }),
  },
};
