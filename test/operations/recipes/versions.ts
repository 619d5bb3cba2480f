import { scope } from "../operation-world.ts";
import type { RestoreWorld } from "../restore-world.ts";
import { planned, plannedInput } from "./planned.ts";
import { changeAndSync, type Recipes } from "./recipe.ts";

const prune = { keepLast: 1, olderThanDays: 0 };

/** Old versions of every policy, which nothing holds. */
async function oldVersions(world: RestoreWorld, round: number): Promise<void> {
  // The versions of the first sync are held by the backup set of the world.
  if (round === 1) await changeAndSync(world, 0);
  await changeAndSync(world, round);
}

/** Archives all old versions. */
async function pruneAll(world: RestoreWorld): Promise<void> {
  await world.perform("policy_version.prune", { ...(await plannedInput(world, "policy_version.prune", prune)) });
}

/** The id of an archived version. */
export async function archivedVersion(world: RestoreWorld, round: number): Promise<string> {
  await oldVersions(world, round);
  await pruneAll(world);
  const all = await world.needs.versionArchive.listAll(scope);
  const archived = all.find(({ archivedAt, purgedAt }) => archivedAt !== undefined && purgedAt === undefined);
  return archived?.contentHash ?? "";
}

export const versionRecipes: Recipes = {
  "policy_version.prune": planned("policy_version.prune", {
    leastWrites: 12,
    async own(world, round) {
      await oldVersions(world, round);
      return prune;
    },
    move: pruneAll,
    choices: () => ({ keepLast: [1, 2], olderThanDays: [0, 30], dryRun: [true] }),
  }),
  "policy_version.restore": {
    start: async (world, round) =>
      world.claimed("policy_version.restore", { policyVersionId: await archivedVersion(world, round) }),
    leastWrites: 1,
    provider: "nothing",
    choices: ({ archivedVersionIds }) => ({ policyVersionId: archivedVersionIds }),
  },
  "policy_version.force_delete": planned("policy_version.force_delete", {
    leastWrites: 5,
    own: async (world, round) => ({ policyVersionId: await archivedVersion(world, round) }),
    async move(world, { policyVersionId }) {
      await world.perform("policy_version.restore", { policyVersionId });
      world.clock.advance(1);
      await pruneAll(world);
    },
    choices: ({ archivedVersionIds }) => ({ policyVersionId: archivedVersionIds, dryRun: [true] }),
  }),
};
