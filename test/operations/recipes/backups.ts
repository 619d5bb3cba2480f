import type { RestoreWorld } from "../restore-world.ts";
import { planned } from "./planned.ts";
import type { Recipes } from "./recipe.ts";

/** The id of a new backup set. */
export async function takenSet(world: RestoreWorld): Promise<string> {
  const taken = await world.perform("backup_set.update");
  return taken.kind === "ended" ? (taken.related?.id ?? "") : "";
}

/** One archived by a run of its own. */
async function archivedSet(world: RestoreWorld): Promise<string> {
  const backupSetId = await takenSet(world);
  await world.perform("backup_set.archive", { backupSetId });
  return backupSetId;
}

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
  "backup_set.archive": {
    start: async (world) => world.claimed("backup_set.archive", { backupSetId: await takenSet(world) }),
    leastWrites: 1,
    provider: "nothing",
    choices: ({ backupSetIds }) => ({ backupSetId: backupSetIds }),
  },
  "backup_set.restore": {
    start: async (world) => world.claimed("backup_set.restore", { backupSetId: await archivedSet(world) }),
    leastWrites: 1,
    provider: "nothing",
    choices: ({ archivedSetIds }) => ({ backupSetId: archivedSetIds }),
  },
  "backup_set.delete": planned("backup_set.delete", {
    leastWrites: 9,
    own: async (world) => ({ backupSetId: await archivedSet(world) }),
    async move(world, { backupSetId }) {
      await world.perform("backup_set.restore", { backupSetId });
      world.clock.advance(1);
      await world.perform("backup_set.archive", { backupSetId });
    },
    choices: ({ archivedSetIds }) => ({ backupSetId: archivedSetIds, dryRun: [true] }),
  }),
};
