import type { Recipes } from "./recipe.ts";

export const backupRecipes: Recipes = {
  "backup_set.update": {
    start: (world) => world.claimed("backup_set.update"),
    leastWrites: 4,
    provider: "nothing",
    choices: ({ backupSetIds, policyIds }) => ({
      backupSetId: [undefined, ...backupSetIds],
      name: [undefined, "Set"],
      policyIds,
    }),
  },
};
