import * as z from "zod";
import { groupTarget } from "../assigned-targets.ts";
import type { RestoreWorld } from "../restore-world.ts";
import { changeSet } from "./planned.ts";
import { reading } from "./reading.ts";
import { changeAndSync, type Recipe, type Recipes } from "./recipe.ts";

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

/** The ids of two policies that the provider has again, each time with other content, and that are synced. */
async function twoNewPolicies(world: RestoreWorld): Promise<string[]> {
  const address = `${world.provider.origin}/_world`;
  const held = z
    .looseObject({ deviceConfigurations: z.array(z.looseObject({ id: z.string() })) })
    .parse(await (await fetch(address)).json());
  const ids = ["made-1", "made-2"];
  const added = ids.map((id) => ({
    id,
    "@odata.type": "#microsoft.graph.iosCustomConfiguration",
    displayName: `New ${id}`,
    payloadName: world.clock.now().toISOString(),
  }));
  const others = held.deviceConfigurations.filter(({ id }) => !ids.includes(id));
  await fetch(address, { method: "PUT", body: JSON.stringify({ deviceConfigurations: [...others, ...added] }) });
  await world.perform("policy.sync");
  return ids;
}

let made = 0;
/** The ids of two policies that were never there before, created at the provider and synced. */
async function twoCreatedPolicies(world: RestoreWorld): Promise<string[]> {
  const ids: string[] = [];
  for (const which of ["one", "other"]) {
    made += 1;
    const body = {
      "@odata.type": "#microsoft.graph.iosCustomConfiguration",
      displayName: `New ${which} ${made}`,
      payloadName: `p${made}`,
    };
    const created = await world.atProvider("POST", { collection: "deviceConfigurations", policyId: "" }, body);
    ids.push(created?.id ?? "");
  }
  await world.perform("policy.sync");
  return ids.sort();
}

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
  "policy.snapshot": {
    async start(world, round) {
      await world.changeAll(`changed ${round}`);
      return world.claimed("policy.snapshot", { policyId: world.five[0]?.policyId });
    },
    // Its ticket, the version, the policy and the hold of the version.
    leastWrites: 4,
    provider: "reads",
    choices: ({ policyIds }) => ({ policyId: policyIds.flatMap((ids) => ids ?? []) }),
  },
  "policy.export": {
    async start(world, round) {
      await changeAndSync(world, round);
      return world.claimed("policy.export", { policyIds: world.five.slice(0, 2).map(({ policyId }) => policyId) });
    },
    // The export and its fingerprint; its file is no write of the table.
    leastWrites: 2,
    provider: "nothing",
    choices: ({ policyIds }) => ({ policyIds, form: [undefined, "as_read", "importable"] }),
  },
  "tenant.sync": reading("tenant.sync", 2),
  "assignments.fetch": assignments,
  "policy.delete": changeSet("policy.delete", {
    async own(world) {
      return { policyIds: await twoNewPolicies(world) };
    },
    async move(world, { policyIds }) {
      for (const policyId of z.array(z.string()).parse(policyIds)) {
        await world.atProvider("PATCH", { collection: "deviceConfigurations", policyId }, { description: "moved on" });
      }
    },
    leastWrites: 8,
    choices: ({ policyIds }) => ({ policyIds: policyIds.filter((ids) => ids !== undefined), dryRun: [true] }),
  }),
  "policy.restore": {
    async start(world) {
      const policyIds = await twoCreatedPolicies(world);
      for (const policyId of policyIds) {
        await world.atProvider("DELETE", { collection: "deviceConfigurations", policyId });
      }
      return world.claimed("policy.restore", { policyIds });
    },
    leastWrites: 14,
    provider: "writes",
    choices: ({ policyIds }) => ({ policyIds: policyIds.filter((ids) => ids !== undefined) }),
  },
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
