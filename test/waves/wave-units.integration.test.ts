import { expect, it } from "vitest";
import { unitsOfAccepting, unitsOfTargets, waveCeilings } from "../../bench/wave-units.ts";

it.each([
  { name: "a wave of 1,000 targets", measure: unitsOfAccepting },
  { name: "a target of a wave", measure: () => unitsOfTargets(50) },
])("$name costs no more than designed", async ({ measure }) => {
  const measured = await measure();
  const { write, read, calls } = waveCeilings[measured.name];

  expect(measured.write).toBeLessThanOrEqual(write);
  expect(measured.read).toBeLessThanOrEqual(read);
  expect(measured.calls).toBeLessThanOrEqual(calls);
});
