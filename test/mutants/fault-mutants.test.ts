import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { faultMutants } from "./fault-mutants.ts";

// `npm run test:faults -- mutants` checks that each mutant is detected, which needs a run of its test.
it.each(faultMutants)("mutant replaces one place and names an existing test: $named", ({ file, from, to, test }) => {
  expect(readFileSync(file, "utf8").split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
  expect(readFileSync(test.file, "utf8")).toContain(test.title);
});
