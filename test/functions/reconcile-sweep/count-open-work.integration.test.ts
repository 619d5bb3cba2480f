import fc from "fast-check";
import { expect, it } from "vitest";
import { createCountOpenWork } from "../../../functions/reconcile-sweep/count-open-work.ts";
import { createPeople } from "../../../shared/access/people-store.ts";
import { createReadOpenWork } from "../../../shared/actionability/read-open-work.ts";
import { createRunTruths } from "../../../shared/actionability/run-truths.ts";
import { createOpenLists } from "../../../shared/ledger/open-lists.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { findOperation, operations } from "../../../shared/operations/registry.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { anyRunHistory, type Life, writeHistory } from "../read-api/run-histories.ts";
import type { World } from "../world.ts";

function counterOf(world: World) {
  return createCountOpenWork({
    people: createPeople(world),
    readOpenWork: createReadOpenWork({
      ...world,
      openLists: createOpenLists(world),
      findOperation,
      operations,
      overrides: {},
    }),
    queries: createRunQueries(world),
    truths: createRunTruths({ ...world, findOperation, overrides: {} }),
    runService: world.runService,
  });
}

/** The open-work counts that a workspace's owner sees. */
async function countsIn(world: World, workspaceId: string, as: string) {
  const { body } = await world.call({ path: `/api/workspaces/${workspaceId}/operations/summary`, as });
  return { stale: body.stats.stale.value, followUps: body.stats.followUp.value };
}

const inGlobex = fc.constant({ workspaceId: "globex", environmentId: "globex-prod" });
const history = fc.array(
  fc.oneof(
    anyRunHistory,
    fc.tuple(anyRunHistory, inGlobex).map(([life, place]) => ({ ...life, ...place })),
  ),
  { maxLength: 30 },
);

it("the open-work metric equals the sum of all workspaces' counts", async () => {
  let stale = 0;
  let followUps = 0;
  await fc.assert(
    fc.asyncProperty(history, fc.boolean(), async (lives, isArchived) => {
      const world = await createInProcessWorld();
      await writeHistory(world, lives);
      const path = "/api/workspaces/acme/environments/acme-lab/archive";
      if (isArchived) await world.call({ method: "POST", path, as: "owner" });

      const counted = await counterOf(world)(() => true);

      const counts = [await countsIn(world, "acme", "owner"), await countsIn(world, "globex", "outsider")];
      const sum = (of: "stale" | "followUps") => counts.reduce((total, one) => total + one[of], 0);
      expect(counted).toEqual({ stale: sum("stale"), followUps: sum("followUps") });
      stale += counted?.stale ?? 0;
      followUps += counted?.followUps ?? 0;
    }),
    { numRuns: 60 },
  );
  // The history contains open work.
  expect(stale).toBeGreaterThan(0);
  expect(followUps).toBeGreaterThan(0);
});

it("the open-work metric counts more runs than one batch reads", async () => {
  const world = await createInProcessWorld();
  const failed: Life = { environmentId: "acme-prod", state: "failed", age: 3600 };
  await writeHistory(
    world,
    Array.from({ length: 250 }, (_, at) => ({ ...failed, work: `${at}` })),
  );

  expect(await counterOf(world)(() => true)).toEqual({ stale: 0, followUps: 250 });
});

it("the open-work metric is omitted when time runs out", async () => {
  const world = await createInProcessWorld();
  await writeHistory(world, [{ environmentId: "acme-prod", state: "failed", age: 3600 }]);
  const asked = [true, false];

  expect(await counterOf(world)(() => asked.shift() ?? false)).toBeUndefined();
  expect(await counterOf(world)(() => false)).toBeUndefined();
});
