import { groupIdAt } from "../../../local/provider/graph/groups.ts";
import { reading } from "./reading.ts";
import type { Recipe, Recipes } from "./recipe.ts";

/** More than one page, and more than one part of the stored list. */
const groupsOfWorld = 1100;

/** Groups, one of which has another name in each run. */
const groups: Recipe = {
  ...reading("directory.groups.sync", 3),
  async start(world, round) {
    if (round === 1) {
      await world.directory({ groups: groupsOfWorld });
      await world.perform("directory.groups.sync");
    }
    await world.directory({ renameGroup: { id: groupIdAt(5), displayName: `Group of round ${round}` } });
    return world.claimed("directory.groups.sync");
  },
};

export const directoryRecipes: Recipes = {
  "directory.groups.sync": groups,
  "directory.role_definitions.sync": reading("directory.role_definitions.sync", 5),
  "entra.admin_roles.scan": reading("entra.admin_roles.scan", 2),
};
