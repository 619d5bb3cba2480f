import { groupTarget } from "../assigned-targets.ts";
import { reading } from "./reading.ts";
import type { Recipe, Recipes } from "./recipe.ts";

/** Two assigned policies, one of which moves from group to group. */
const assignments: Recipe = {
  ...reading("assignments.fetch", 4),
  async start(world, round) {
    const [one, other] = world.five;
    if (one === undefined || other === undefined) throw new Error("the world has no policies");
    await world.assign(one, [groupTarget(round)]);
    await world.assign(other, [groupTarget(1), { "@odata.type": "#microsoft.graph.allDevicesAssignmentTarget" }]);
    if (round === 1) await world.perform("assignments.fetch");
    return world.claimed("assignments.fetch");
  },
  choices: ({ connectionIds, policyIds, backupSetIds }) => ({
    providerConnectionId: connectionIds,
    policyIds,
    backupSetId: [undefined, ...backupSetIds],
  }),
};

export const policyRecipes: Recipes = {
  "policy.sync": {
    async start(world, round) {
      await world.changeAll(`changed ${round}`);
      return world.claimed("policy.sync");
    },
    leastWrites: 17,
    provider: "reads",
    choices: ({ connectionIds }) => ({ providerConnectionId: connectionIds, acceptEmpty: [undefined, false, true] }),
  },
  "tenant.sync": reading("tenant.sync", 2),
  "assignments.fetch": assignments,
  "inventory.sync": {
    // Every type takes the same way; three show that one starts where another ended.
    async start(world, round) {
      const types = ["deviceConfigurations", "mobileApps", "conditionalAccessPolicies"];
      if (round === 1) await world.perform("inventory.sync", { types });
      return world.claimed("inventory.sync", { types });
    },
    leastWrites: 7,
    provider: "reads",
    choices: ({ connectionIds }) => ({
      providerConnectionId: connectionIds,
      types: [undefined, ["mobileApps"], ["intents", "mobileApps"]],
    }),
  },
};
