import { expect, it } from "vitest";
import { everyFault, settingOf } from "./faults.ts";
import { simulate } from "./simulate.ts";

it("simulation repeats an identical world from the same seed", async () => {
  expect(await simulate(7, everyFault, 20)).toEqual(await simulate(7, everyFault, 20));
});

it("simulation repeats an identical world under partial batch responses", async () => {
  const setting = settingOf("batch_unprocessed", "crash_after_side_effect");
  const first = await simulate(1, setting, 30);

  expect(await simulate(1, setting, 30)).toEqual(first);
  expect(await simulate(1, setting, 30)).toEqual(first);
});
