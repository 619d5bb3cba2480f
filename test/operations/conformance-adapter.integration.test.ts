import { afterAll, expect, it } from "vitest";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import type { Run } from "../../shared/run/run.ts";
import { interceptedClient } from "../ledger/world.ts";
import { worked } from "./operation-recipes.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import { type OpenWorld, watchSteps } from "./watched-steps.ts";

/** What every adapter concludes from the records of a run (operations design, section 9: adapter). */
afterAll(stopRestoreWorlds);

const proving = worked.filter(({ type }) => findOperation(type)?.reconcile !== "unsupported");

/** Asks the adapter as the sweep would, with a client of its own: it reads the table only. */
async function decisionOf(world: OpenWorld, run: Run): Promise<string> {
  const reconcile = findOperation(run.type)?.reconcile;
  if (reconcile === undefined || reconcile === "unsupported") throw new Error(`${run.type} has no adapter`);
  const client = interceptedClient(world, (_command, call) => call());
  const needs = createAdapterDependencies({ client, tableName: world.tableName, clock: world.clock });
  const part = await reconcile();
  return (await part.reconcile(run, needs, world.clock.now())).decision;
}

it.each(proving)("$type is not proven before it begins, and proven once it succeeded", async ({ open }) => {
  const world = await open();
  const run = await world.nextRun();
  expect(await decisionOf(world, run)).not.toMatch(/^reconciled/);

  const { result } = await world.attempt(run);

  expect(result).toMatchObject({ kind: "ended", outcome: "succeeded" });
  expect(await decisionOf(world, run)).toBe("reconciled_succeeded");
  // A run of the same work that has done nothing is not proven by this one's records.
  expect(await decisionOf(world, { ...(await world.nextRun()), context: {} })).not.toMatch(/^reconciled_s/);
});

it.each(proving)("$type is proven only where nothing is left to do, wherever its worker died", async ({ open }) => {
  const world = await open();
  const watched = watchSteps(world);
  await world.attempt(await world.nextRun());
  const done = await world.nextRun();
  const { steps } = await watched((timeLeft) => world.attempt(done, timeLeft));
  // What an attempt does that finds its work done.
  const { steps: stepsOfNothing } = await watched((timeLeft) => world.attempt({ ...done, attempt: 2 }, timeLeft));
  const decisions = new Set<string>();

  for (let step = 1; step <= steps; step++) {
    const run = await world.nextRun();
    await watched((timeLeft) => world.attempt(run, timeLeft), { step, side: "after" });
    const decision = await decisionOf(world, run);
    decisions.add(decision);
    world.clock.advance(3600);
    const { end, steps: left } = await watched((timeLeft) => world.attempt({ ...run, attempt: 2 }, timeLeft));

    const outcome = end?.status === "fulfilled" && end.value.result.kind === "ended" ? end.value.result.outcome : "";
    if (decision === "reconciled_succeeded") {
      expect({ outcome, left }, `died after step ${step}`).toEqual({ outcome: "succeeded", left: stepsOfNothing });
    } else expect(decision, `died after step ${step}`).toMatch(/^(?:no_proof|still_in_progress|attention_required)$/);
  }
  // Some states prove nothing: an adapter that always agrees would pass the above.
  expect([...decisions].some((decision) => decision !== "reconciled_succeeded")).toBe(true);
});
