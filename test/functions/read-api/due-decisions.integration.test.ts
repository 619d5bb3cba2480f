import { expect, it } from "vitest";
import { plusSeconds } from "../../../shared/foundation/clock.ts";
import { approvalWindows } from "../../../shared/operations/plans/plan-approval.ts";
import { storePlan } from "../../security/stored-plans.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const base = "/api/workspaces/acme";
const prod = { workspaceId: "acme", environmentId: "acme-prod" };
const said = "1 plan waits for your approval.";
const read = async (world: World, surface: string, as = "owner") =>
  (await world.call({ path: `${base}/${surface}`, as })).body;

it.each(["inbox", "operations/causes", "operations/summary"])(
  "%s is not calm while a plan waits for the reader's decision",
  async (surface) => {
    const world = await createInProcessWorld();
    expect((await read(world, surface)).calm).toMatch(/^No open issues/);
    await storePlan(world, prod, "manager");

    expect(await read(world, surface)).toMatchObject({ calm: null, unread: null });
    // Who asked for it does not decide, and neither does a reader.
    for (const other of ["manager", "readonly"]) {
      expect((await read(world, surface, other)).calm).toMatch(/^No open issues/);
    }
    world.clock.set(new Date(plusSeconds(world.clock.now(), approvalWindows.decideWithinSeconds)));
    expect((await read(world, surface)).beside ?? null).toBeNull();
  },
);

it.each(["overview", "environments/acme-prod/dashboard"])(
  "%s says that a plan waits in its headline",
  async (surface) => {
    const world = await createInProcessWorld();
    await storePlan(world, prod, "manager");

    const shown = await read(world, surface);
    expect(shown).toMatchObject({ state: { label: "Needs attention", tone: "warning" }, unread: null });
    expect(shown.headline).toMatch(said);
    expect((await read(world, surface, "manager")).headline).not.toMatch(said);
    expect((await read(world, "operations/summary")).beside).toBe(said);
    expect((await read(world, "environments/acme-lab/dashboard")).headline).not.toMatch(said);
  },
);

it("the overview marks the environment of a plan alone and counts what it reads", async () => {
  const world = await createInProcessWorld();
  for (let count = 0; count <= 100; count++) await storePlan(world, prod, "manager");

  const { headline, environments, unread } = await read(world, "overview");
  expect(headline).toMatch("At least 100 plans wait for your approval.");
  expect(unread).toBe("Not all plans were read.");
  expect(environments.map(({ id, state }: { id: string; state: { label: string } }) => [id, state.label])).toEqual([
    ["acme-lab", "Not fully checked"],
    ["acme-prod", "Needs attention"],
  ]);
});
