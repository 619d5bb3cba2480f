import { reading } from "./reading.ts";
import type { Recipes } from "./recipe.ts";

export const providerRecipes: Recipes = {
  "provider.connection.check": {
    start: (world) => world.claimed("provider.connection.check"),
    leastWrites: 1,
    provider: "reads",
    choices: ({ connectionIds }) => ({ providerConnectionId: connectionIds }),
  },
  "permission.posture.check": reading("permission.posture.check", 2),
  "rbac.health_check": reading("rbac.health_check", 2),
};
