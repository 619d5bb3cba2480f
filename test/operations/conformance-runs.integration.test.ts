import { afterAll, expect, it } from "vitest";
import { CancelRequestedError } from "../../functions/worker/cancel-requested-error.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { handoversMax } from "../../shared/operations/part.ts";
import { operations } from "../../shared/operations/registry.ts";
import { hasSteps } from "../../shared/operations/steps.ts";
import { createEnders } from "./ended-runs.ts";
import { worked } from "./operation-recipes.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import { shownRecords, statusesOf, withoutTimes } from "./shown-records.ts";
import { type OpenWorld, watchSteps } from "./watched-steps.ts";

/** The checks that hold for the work of every operation, whatever it does (operations design, section 9). */
afterAll(stopRestoreWorlds);

it("conformance suite covers every startable operation", () => {
  // Work in steps starts other runs: it is simulated with them, in test/waves.
  const isInParts = (one: (typeof operations)[number]) => one.start !== "not_startable" && !hasSteps(one);
  const startable = operations.filter(isInParts).map(({ type }) => type);
  expect(worked.map(({ type }) => type).sort()).toEqual(startable.sort());
});

/** How a run ended, without what differs between two equal runs. */
function endOf(result: WorkResult | undefined) {
  if (result?.kind !== "ended") return result?.kind;
  const { outcome, reasonCode, summaryCounts, failures = [] } = result;
  return { outcome, reasonCode, summaryCounts, codes: failures.map(({ code }) => code).sort() };
}

/** The writes at the provider; the ids that it gives to new policies differ in each run. */
const writesOf = ({ gate }: OpenWorld) => gate.writes.map((line) => line.replace(newId, "/{new}")).toSorted();
const newId = /\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/;

/** A world with the end and the number of steps of an undisturbed run. */
async function withReference(open: () => Promise<OpenWorld>) {
  const world = await open();
  const watched = watchSteps(world);
  // A first run may store what later ones only point to.
  await world.attempt(await world.nextRun());
  const run = await world.nextRun();
  world.gate.writes.length = 0;
  const { end, writes, deaths } = await watched((timeLeft) => world.attempt(run, timeLeft));
  if (end?.status !== "fulfilled") throw end?.reason;
  const providerWrites = writesOf(world);
  return { world, watched, run, writes, deaths, providerWrites, reference: end.value.result };
}

it.each(worked)("$type changes nothing when its ended run is delivered again", async ({ open, leastWrites }) => {
  const { world, watched, run, writes, reference } = await withReference(open);
  expect(writes).toBeGreaterThanOrEqual(leastWrites);
  const records = withoutTimes(await shownRecords(world));
  world.gate.writes.length = 0;

  const { end } = await watched(() => world.attempt({ ...run, attempt: 2 }));

  expect(end).toMatchObject({ status: "fulfilled" });
  expect(end?.status === "fulfilled" && endOf(end.value.result)).toEqual(endOf(reference));
  expect(withoutTimes(await shownRecords(world))).toEqual(records);
  expect(world.gate.writes).toEqual([]);
});

it.each(worked)("$type ends the same after its worker died at any step", async ({ open }) => {
  const { world, watched, writes, deaths, providerWrites, reference } = await withReference(open);

  // Before the first effect and after each of them.
  expect(deaths.length).toBeGreaterThan(writes);
  for (const death of deaths) {
    const run = await world.nextRun();
    world.gate.writes.length = 0;
    const { isDead } = await watched((timeLeft) => world.attempt(run, timeLeft), death);
    // Its lease is over once another attempt begins.
    world.clock.advance(3600);
    const { end } = await watched((timeLeft) => world.attempt({ ...run, attempt: 2 }, timeLeft));

    const where = `died ${death.side} step ${death.step}`;
    expect(isDead, where).toBe(true);
    expect(end, where).toMatchObject({ status: "fulfilled" });
    expect(end?.status === "fulfilled" && endOf(end.value.result), where).toEqual(endOf(reference));
    expect(writesOf(world), where).toEqual(providerWrites);
  }
});

/** Types that report once more before their first request: a part that ends there has done nothing. */
const reportsItsBeginning = new Set(["policy.sync", "policy.snapshot"]);

it.each(worked)("$type ends the same in many parts as in one", async ({ type, open }) => {
  const { world, watched, providerWrites, reference } = await withReference(open);

  // A part reports after each page or item; the parts of a change of two items end after the first of them.
  for (const reportsOfPart of reportsItsBeginning.has(type) ? [2, 3] : [1, 2]) {
    let run = await world.nextRun();
    world.gate.writes.length = 0;
    let result: WorkResult | undefined;
    for (let part = 0; part <= handoversMax && result?.kind !== "ended"; part++) {
      let reports = 0;
      const timeLeft = () => (reports >= reportsOfPart ? 1000 : 600_000);
      const { end } = await watched(() =>
        world.attempt(run, timeLeft, async () => {
          reports += 1;
        }),
      );
      if (end?.status !== "fulfilled") throw end?.reason;
      result = end.value.result;
      if (result.kind === "ended") break;
      run = { ...run, attempt: run.attempt + 1, handovers: part + 1, checkpoint: { ...result.checkpoint } };
      expect(JSON.stringify(run.checkpoint).length, "bytes of the checkpoint").toBeLessThanOrEqual(4096);
    }

    const where = `parts of ${reportsOfPart} reports`;
    expect(endOf(result), where).toEqual(endOf(reference));
    expect(writesOf(world), where).toEqual(providerWrites);
  }
});

it.each(worked)("$type writes nothing after a cancel request and closes its records", async ({ open }) => {
  const world = await open();
  const watched = watchSteps(world);
  const enders = createEnders(world);
  for (let at = 1; ; at++) {
    const run = await enders.store(await world.nextRun());
    let reports = 0;
    let stepsAtCancel: number | undefined;
    const { end, steps } = await watched((timeLeft, done) =>
      world.attempt(run, timeLeft, async () => {
        reports += 1;
        if (reports < at) return;
        stepsAtCancel = done();
        throw new CancelRequestedError({ by: "operator", at: world.clock.now().toISOString() });
      }),
    );
    if (stepsAtCancel === undefined) {
      expect(end?.status).toBe("fulfilled");
      // An operation that never reports could not be cancelled.
      expect(at).toBeGreaterThan(1);
      break;
    }
    const where = `cancelled at report ${at}`;
    expect(end?.status, where).toBe("rejected");
    expect(steps, where).toBe(stepsAtCancel);
    await enders.hands.operator(run);
    await enders.follow(run);
    for (const [key, isAtWork] of statusesOf(await shownRecords(world), run))
      expect(isAtWork, `${key}, ${where}`).toBe(false);
  }
});
