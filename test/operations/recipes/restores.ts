import type { Recipes } from "./recipe.ts";

export const restoreRecipes: Recipes = {
  "restore.execute": {
    async start(world, round) {
      await world.changeAll(`changed ${round}`);
      return world.start({ policyIds: world.five.slice(0, 2).map(({ policyId }) => policyId) });
    },
    leastWrites: 14,
    provider: "writes",
    choices: ({ backupSetIds, policyIds, previewId }) => ({
      backupSetId: backupSetIds,
      policyIds,
      dryRun: [undefined, false, true],
      restoreRunId: [undefined, previewId],
    }),
  },
};
