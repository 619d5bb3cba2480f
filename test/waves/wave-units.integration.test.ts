import { expect, it } from "vitest";
import { unitsOfPlans } from "../../bench/planned-wave-units.ts";
import { unitsOfAccepting, unitsOfTargets, waveCeilings } from "../../bench/wave-units.ts";

it.each([
  { name: "a wave of 1,000 targets", measure: async () => [await unitsOfAccepting()] },
  { name: "a wave of 1,000 plans", measure: unitsOfPlans },
  { name: "a target of a wave", measure: async () => [await unitsOfTargets(50)] },
])("$name costs no more than designed", async ({ measure }) => {
  for (const measured of await measure()) {
    const { write, read, calls } = waveCeilings[measured.name];

    expect(measured.write).toBeLessThanOrEqual(write);
    expect(measured.read).toBeLessThanOrEqual(read);
    expect(measured.calls).toBeLessThanOrEqual(calls);
  }
});
