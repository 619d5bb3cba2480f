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
    // Every type takes the same way; three show that one starts where another ended.
    async start(world, round) {
      const types = ["deviceConfigurations", "mobileApps", "conditionalAccessPolicies"];
      if (round === 1) await world.perform("inventory.sync", { types });
      return world.claimed("inventory.sync", { types });
    },
    leastWrites: 7,
    provider: "reads",
    choices: ({ connectionIds }) => ({
      providerConnectionId: connectionIds,
      types: [undefined, ["mobileApps"], ["intents", "mobileApps"]],
    }),
  },
};
