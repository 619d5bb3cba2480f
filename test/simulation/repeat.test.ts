import { expect, it } from "vitest";
import { everyFault } from "./faults.ts";
import { simulate } from "./simulate.ts";

it("plays the same world twice from one seed", async () => {
  expect(await simulate(7, everyFault, 20)).toEqual(await simulate(7, everyFault, 20));
});
