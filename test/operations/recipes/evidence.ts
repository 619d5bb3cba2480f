import { reading } from "./reading.ts";
import { changeAndSync, type Recipes } from "./recipe.ts";

export const evidenceRecipes: Recipes = {
  "tenant.evidence.snapshot.generate": {
    async start(world, round) {
      await changeAndSync(world, round);
      return world.claimed("tenant.evidence.snapshot.generate");
    },
    leastWrites: 5,
    provider: "nothing",
    choices: () => ({}),
  },
  "compliance.snapshot": reading("compliance.snapshot", 2),
};
