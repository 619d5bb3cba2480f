import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Run } from "../../shared/run/run.ts";
import { type RestoreWorld, restoreWorld } from "./restore-world.ts";

/** How a world comes to a claimed run that has work to do; called again, it gives another such run. */
type Recipe = (world: RestoreWorld, round: number) => Promise<Run>;

const change = async (world: RestoreWorld, round: number) => {
  await world.changeAll(`changed ${round}`);
  await world.perform("policy.sync");
};

/** One for each operation that can be started; `fences.integration.test.ts` fails for one without. */
const recipes: Readonly<Record<string, Recipe>> = {
  "provider.connection.check": (world) => world.claimed("provider.connection.check"),
  "policy.sync": async (world, round) => {
    await world.changeAll(`changed ${round}`);
    return world.claimed("policy.sync");
  },
  "tenant.evidence.snapshot.generate": async (world, round) => {
    await change(world, round);
    return world.claimed("tenant.evidence.snapshot.generate");
  },
  "environment.review.compose": async (world, round) => {
    await change(world, round);
    await world.perform("tenant.evidence.snapshot.generate");
    return world.claimed("environment.review.compose");
  },
  "backup_set.update": (world) => world.claimed("backup_set.update"),
  "restore.execute": async (world, round) => {
    await world.changeAll(`changed ${round}`);
    return world.start({ policyIds: world.five.slice(0, 2).map(({ policyId }) => policyId) });
  },
};

/** The fewest writes of one attempt: a world in which an operation has nothing to do proves nothing. */
const leastWrites: Readonly<Record<string, number>> = {
  "provider.connection.check": 1,
  "policy.sync": 17,
  "tenant.evidence.snapshot.generate": 5,
  "environment.review.compose": 3,
  "backup_set.update": 4,
  "restore.execute": 14,
};

const secondsBetweenRuns = 3600;

/** A folder of the five policies that a world changes, so that a sync has few writes. */
async function fivePolicies(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "runtruth-policies-"));
  const idsOf = {
    deviceCompliancePolicies: ["a", "b"],
    deviceConfigurations: ["c", "d"],
    configurationPolicies: ["e"],
  };
  for (const [collection, ids] of Object.entries(idsOf)) {
    await mkdir(path.join(folder, collection));
    for (const id of ids) {
      const text = JSON.stringify({ id, name: `Policy ${id}`, description: "as exported" });
      await writeFile(path.join(folder, collection, `${id}.json`), text);
    }
  }
  return folder;
}

/** Every startable operation, with a world of its own. */
export const worked = Object.entries(recipes).map(([type, recipe]) => ({
  type,
  leastWrites: leastWrites[type] ?? 1,
  async open() {
    const world = await restoreWorld({ dataDir: await fivePolicies() });
    let round = 0;
    return {
      ...world,
      /** A claimed run whose line has a later generation than the one before. */
      async nextRun(): Promise<Run> {
        round += 1;
        // The leases of an attempt that died before are over.
        world.clock.advance(secondsBetweenRuns);
        return { ...(await recipe(world, round)), gen: round, epoch: "epoch1" };
      },
    };
  },
}));
