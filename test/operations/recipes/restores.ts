import * as z from "zod";
import { groupTarget } from "../assigned-targets.ts";
import { nameSource, source, sourcePolicy, sourceTarget, syncSource } from "../promotion-source.ts";
import type { RestoreWorld } from "../restore-world.ts";
import { changeSet, planned, plannedInput } from "./planned.ts";
import { actionsAfter, type Recipes } from "./recipe.ts";

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

let promoted = 0;
const fromSource = { sourceEnvironmentId: source.environmentId };

/** Two policies of the source: one that was promoted before and changed since, and one that the target does not have. */
async function twoPromoted(world: RestoreWorld, round: number): Promise<string[]> {
  promoted += 1;
  const created = `created-${promoted}`;
  const kept = sourcePolicy("kept", { assignments: [sourceTarget(1)] });
  if (round === 1) {
    await nameSource(world);
    await syncSource(world, [kept]);
    const first = { ...fromSource, policyIds: ["kept"] };
    await world.perform("promotion.execute", { ...(await plannedInput(world, "promotion.execute", first)) });
  }
  const changed = { payloadName: `p${promoted}`, assignments: [sourceTarget(1 + (promoted % 2))] };
  await syncSource(world, [sourcePolicy("kept", changed), sourcePolicy(created, changed)]);
  return ["kept", created].sort();
}

const stored = z.looseObject({
  deviceConfigurations: z.array(z.looseObject({ id: z.string(), displayName: z.string().optional() })),
});

/** Changes the policies of the target whose names these policies of the source have; creates those that are missing. */
async function moveNamesakes(world: RestoreWorld, ids: readonly string[]): Promise<void> {
  const { deviceConfigurations } = stored.parse(await (await fetch(`${world.provider.origin}/_world`)).json());
  for (const id of ids) {
    const named = deviceConfigurations.find(({ displayName }) => displayName === `Lab ${id}`);
    const place = { collection: "deviceConfigurations", policyId: named?.id ?? "" };
    if (named === undefined) await world.atProvider("POST", place, sourcePolicy(id, { description: "made by hand" }));
    else await world.atProvider("PATCH", place, { description: "moved on" });
  }
}

/** Changes all policies, and the actions of the first two: restoring those takes two requests each. */
async function changeTwo(world: RestoreWorld, round: number): Promise<void> {
  await world.changeAll(`changed ${round}`);
  for (const place of world.five.slice(0, 2)) {
    const at = { ...place, policyId: `${place.policyId}/scheduleActionsForRules` };
    await world.atProvider("POST", at, { deviceComplianceScheduledActionForRules: actionsAfter(24 + round) });
  }
}

export const restoreRecipes: Recipes = {
  "restore.execute": {
    async start(world, round) {
      await changeTwo(world, round);
      return world.start({ policyIds: world.five.slice(0, 2).map(({ policyId }) => policyId) });
    },
    guarded: {
      async own(world, round) {
        await changeTwo(world, round);
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
  "promotion.execute": {
    ...changeSet("promotion.execute", {
      own: async (world, round) => ({ ...fromSource, policyIds: await twoPromoted(world, round) }),
      move: (world, { policyIds }) => moveNamesakes(world, z.array(z.string()).parse(policyIds)),
      leastWrites: 9,
      choices: () => ({ sourceEnvironmentId: [source.environmentId], policyIds: [["p1"], ["p2"]], dryRun: [true] }),
    }),
    readsFrom: source.environmentId,
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
