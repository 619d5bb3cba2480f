import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { worked } from "./operation-recipes.ts";
import { plannedInput } from "./recipes/planned.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import { shownRecords, withoutTimes } from "./shown-records.ts";
import type { OpenWorld } from "./watched-steps.ts";

/** What stands between a start and destruction (operations design, section 9, guard). */
afterAll(stopRestoreWorlds);

/** Runs that an earlier release queued without a preview still execute. */
const mayLackPreview = new Set(["restore.execute"]);
const guarded = worked.flatMap((one) => (one.guarded === undefined ? [] : [{ ...one, guarded: one.guarded }]));
const daySeconds = 24 * 3600;

const destructive = operations.filter(({ risk, start }) => risk === "destructive" && start !== "not_startable");
/** A change set is its own plan. */
const planField = (input: object) => ("planId" in input ? "planId" : "restoreRunId");

it.each(destructive)("$type requires a plan, its digest and a confirmation", ({ type, input, start }) => {
  const fields = Object.keys(z.toJSONSchema(input).properties ?? {});
  expect(fields).toEqual(expect.arrayContaining(["dryRun", "planDigest", "confirmation"]));
  expect(start === "not_startable" ? [] : start.lacks?.({})).not.toEqual([]);
  expect(guarded.map((one) => one.type)).toContain(type);
});

const ofPlans = /#(?:plans|restore-runs|restore-run-items:\S+) /;
/** What the work could have destroyed: every record but the plans themselves. */
async function whatIsThere(world: OpenWorld) {
  return new Map([...withoutTimes(await shownRecords(world))].filter(([key]) => !ofPlans.test(key)));
}

it.each(guarded)("$type refuses a start without the reviewed plan", async ({ type, open, guarded: { own } }) => {
  const world = await open();
  const given = await own(world, 1);
  const input = await plannedInput(world, type, given);
  const before = await whatIsThere(world);

  expect((await world.prepare(type, { ...input })).kind).toBe("start");
  const field = planField(input);
  for (const wrong of [{ [field]: "another" }, { planDigest: "0".repeat(64) }, { confirmation: "something else" }]) {
    expect(await world.prepare(type, { ...input, ...wrong })).toMatchObject({
      kind: "refuse",
      errors: [{ path: Object.keys(wrong)[0] }],
    });
  }
  world.clock.advance(daySeconds);
  expect((await world.prepare(type, { ...input })).kind).toBe("start");
  world.clock.advance(1);
  expect(await world.prepare(type, { ...input })).toMatchObject({ kind: "refuse", errors: [{ path: field }] });
  expect(await whatIsThere(world)).toEqual(before);
});

it.each(guarded)("$type changes nothing without its plan in the worker", async ({ type, open, guarded: { own } }) => {
  const world = await open();
  const given = await own(world, 1);
  const run = await world.claimed(type, await plannedInput(world, type, given));
  const before = await whatIsThere(world);
  world.gate.writes.length = 0;

  const without = mayLackPreview.has(type) ? undefined : await world.attempt({ ...run, input: given });
  const other = await world.attempt({ ...run, input: { ...run.input, planDigest: "0".repeat(64) } });

  for (const { result } of [without ?? other, other])
    expect(result).toMatchObject({ kind: "ended", outcome: "blocked" });
  expect(await whatIsThere(world)).toEqual(before);
  expect(world.gate.writes).toEqual([]);
});

it.each(guarded)("$type leaves what changed since its plan", async ({ type, open, guarded: { own, move } }) => {
  const world = await open();
  const given = await own(world, 1);
  const run = await world.claimed(type, await plannedInput(world, type, given));
  await move(world, given);
  const before = await whatIsThere(world);
  world.gate.writes.length = 0;

  const { result } = await world.attempt(run);

  expect(result.kind === "ended" && result.outcome).not.toBe("succeeded");
  expect(JSON.stringify(result)).toMatch(/plan\.changed_since|restore\.changed_since_preview/);
  expect(await whatIsThere(world)).toEqual(before);
  expect(world.gate.writes).toEqual([]);
});

it.each(guarded)("$type executes a plan once", async ({ type, open, guarded: { own } }) => {
  const world = await open();
  const input = await plannedInput(world, type, await own(world, 1));
  const [first, second] = [await world.claimed(type, { ...input }), await world.claimed(type, { ...input })];
  await world.attempt(first);
  const before = await whatIsThere(world);

  const { result } = await world.attempt(second);

  expect(result).toMatchObject({ kind: "ended", outcome: "blocked" });
  expect(await world.prepare(type, { ...input })).toMatchObject({ kind: "refuse" });
  expect(await whatIsThere(world)).toEqual(before);
});

it.each(guarded)("$type is denied to an initiator who lost the right", async ({ type, open, guarded: { own } }) => {
  const world = await open();
  const run = await world.claimed(type, await plannedInput(world, type, await own(world, 1)));
  const operation = findOperation(type);
  if (operation === undefined) throw new Error(`${type} is not declared`);

  // The world has no members: the initiator's membership was taken away.
  expect(await world.needs.findDenial(run, operation)).toMatchObject({ reasonCode: "initiator_not_entitled" });
});
