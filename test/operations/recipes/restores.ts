import type { RestoreWorld } from "../restore-world.ts";
import { planned } from "./planned.ts";
import type { Recipes } from "./recipe.ts";

/** The id of a restore of two policies that has ended. */
export async function endedRestore(world: RestoreWorld): Promise<string> {
  const policyIds = world.five.slice(0, 2).map(({ policyId }) => policyId);
  const taken = await world.perform("restore.execute", { backupSetId: world.backupSetId, policyIds });
  return taken.kind === "ended" ? (taken.related?.id ?? "") : "";
}

/** One archived by a run of its own. */
async function archivedRestore(world: RestoreWorld): Promise<string> {
  const restoreRunId = await endedRestore(world);
  await world.perform("restore_run.delete", { restoreRunId });
  return restoreRunId;
}

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
  "restore_run.delete": {
    start: async (world) => world.claimed("restore_run.delete", { restoreRunId: await endedRestore(world) }),
    leastWrites: 1,
    provider: "nothing",
    choices: ({ endedRestoreIds }) => ({ restoreRunId: endedRestoreIds }),
  },
  "restore_run.restore": {
    start: async (world) => world.claimed("restore_run.restore", { restoreRunId: await archivedRestore(world) }),
    leastWrites: 1,
    provider: "nothing",
    choices: ({ archivedRestoreIds }) => ({ restoreRunId: archivedRestoreIds }),
  },
  "restore_run.force_delete": planned("restore_run.force_delete", {
    leastWrites: 6,
    own: async (world) => ({ restoreRunId: await archivedRestore(world) }),
    async move(world, { restoreRunId: id }) {
      await world.perform("restore_run.restore", { restoreRunId: id });
      world.clock.advance(1);
      await world.perform("restore_run.delete", { restoreRunId: id });
    },
    choices: ({ archivedRestoreIds }) => ({ restoreRunId: archivedRestoreIds, dryRun: [true] }),
  }),
};
