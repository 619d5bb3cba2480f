import path from "node:path";
import type { Run } from "../../shared/run/run.ts";
import { alertRecipes } from "./recipes/alerts.ts";
import { backupRecipes } from "./recipes/backups.ts";
import { baselineRecipes } from "./recipes/baselines.ts";
import { directoryRecipes } from "./recipes/directory.ts";
import { evidenceRecipes } from "./recipes/evidence.ts";
import { policyRecipes } from "./recipes/policies.ts";
import { providerRecipes } from "./recipes/provider.ts";
import type { Recipes } from "./recipes/recipe.ts";
import { restoreRecipes } from "./recipes/restores.ts";
import { reviewRecipes } from "./recipes/reviews.ts";
import { scheduleRecipes } from "./recipes/schedules.ts";
import { versionRecipes } from "./recipes/versions.ts";
import { restoreWorld, type Transports } from "./restore-world.ts";

/** One for each operation that can be started, by family; the conformance suite fails for one without. */
const recipes: Recipes = {
  ...providerRecipes,
  ...policyRecipes,
  ...directoryRecipes,
  ...evidenceRecipes,
  ...reviewRecipes,
  ...backupRecipes,
  ...baselineRecipes,
  ...restoreRecipes,
  ...scheduleRecipes,
  ...versionRecipes,
  ...alertRecipes,
};

const secondsBetweenRuns = 3600;

/** The five policies that a world changes, so that a sync has few writes. */
const fivePolicies = path.join(import.meta.dirname, "../fixtures/five-policies");

/** Every startable operation, with a world of its own. */
export const worked = Object.entries(recipes).map(([type, { start, ...recipe }]) => ({
  type,
  ...recipe,
  async open(transports: Transports = {}) {
    const world = await restoreWorld({ ...transports, dataDir: fivePolicies });
    let round = 0;
    return {
      ...world,
      /** A claimed run whose line has a later generation than the one before. */
      async nextRun(): Promise<Run> {
        round += 1;
        // The leases of an attempt that died before are over.
        world.clock.advance(secondsBetweenRuns);
        return { ...(await start(world, round)), gen: round, epoch: "epoch1" };
      },
    };
  },
}));
