import { groupTarget } from "../assigned-targets.ts";
import type { RestoreWorld } from "../restore-world.ts";
import { changeSet, planned } from "./planned.ts";
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
    guarded: {
      async own(world, round) {
        await world.changeAll(`changed ${round}`);
        return { backupSetId: world.backupSetId, policyIds: world.five.slice(0, 2).map(({ policyId }) => policyId) };
      },
      move: (world) => world.changeAll("changed after the preview"),
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
  "assignments.restore": changeSet("assignments.restore", {
    // The backup was taken of policies that two groups get; then others get them.
    async own(world, round) {
      const two = world.five.slice(0, 2);
      for (const [index, place] of two.entries()) await world.assign(place, [groupTarget(index + 1)]);
      await world.perform("policy.sync");
      const policyIds = two.map(({ policyId }) => policyId);
      const taken = await world.perform("backup_set.update", { policyIds });
      for (const place of two) await world.assign(place, [groupTarget(10 + round)]);
      return { backupSetId: taken.kind === "ended" ? taken.related?.id : undefined };
    },
    move: async (world) => {
      for (const place of world.five.slice(0, 2)) await world.assign(place, [groupTarget(40)]);
    },
    leastWrites: 8,
    choices: ({ backupSetIds, policyIds }) => ({ backupSetId: backupSetIds, policyIds, dryRun: [true] }),
  }),
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
