import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { conformanceMutants, faultMutants, patternOf } from "./fault-mutants.ts";

// `npm run test:faults -- mutants` checks that each mutant is detected, which needs a run of its test.
it.each(faultMutants)("mutant replaces one place and names an existing test: $named", ({ file, from, to, test }) => {
  expect(readFileSync(file, "utf8").split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
  expect(readFileSync(test.file, "utf8")).toContain(test.title);
});

const checks = globSync("test/operations/{conformance-*,fences}.integration.test.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/"(\$type [^"]+)"/g)].map(([, title = ""]) => ({ file, title })),
);

it("conformance suite has a mutant for each of its checks", () => {
  expect(checks.length).toBeGreaterThan(25);
  const covered = faultMutants.map(({ test }) => `${test.file} ${test.title}`);
  expect(checks.map(({ file, title }) => `${file} ${title}`).filter((check) => !covered.includes(check))).toEqual([]);
});

it.each(conformanceMutants)("mutant runs the case of one operation: $named", ({ test }) => {
  const titles = checks.map(({ title }) => title.replace("$type", test.of ?? "").replaceAll(/\$\w+/g, "any"));
  expect(titles.filter((title) => new RegExp(patternOf(test)).test(title))).toHaveLength(1);
});
