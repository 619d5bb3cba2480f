import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FaultMutant, faultMutants, patternOf } from "../../mutants/fault-mutants.ts";

/** A copy of the repository for one mutation at a time; it shares the original's packages. */
const copy = path.resolve(".cache", "fault-mutants");
const copied = readFileSync("test/mutants/copied.txt", "utf8").trim().split("\n");

const results: Record<string, { noticed: boolean; test: string }> = {};

beforeAll(() => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of copied) cpSync(name, path.join(copy, name), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(copy, "node_modules"));
}, 300_000);

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/mutants-faults.json", `${JSON.stringify(results, null, 2)}\n`);
});

it.each(faultMutants)("suite detects the mutant that $named", { timeout: 600_000 }, (mutant) => {
  const isNoticed = testFailsWith(mutant);
  results[mutant.named] = { noticed: isNoticed, test: mutant.test.file };

  expect(isNoticed).toBe(true);
});

/** Whether a test failed. A failed process alone does not count, because a mutant that does not load proves nothing. */
function testFailsWith({ file, from, to, test }: FaultMutant): boolean {
  const place = path.join(copy, file);
  const source = readFileSync(file, "utf8");
  writeFileSync(
    place,
    source.replace(from, () => to),
  );
  try {
    const outputFile = path.join(copy, "report.json");
    const how = ["--maxWorkers", "1", "--reporter", "json", "--outputFile", outputFile];
    rmSync(outputFile, { force: true });
    const project = /^test\/(?:browser|scenarios)\//.test(test.file) ? "stacks" : "product";
    const only = test.of === undefined ? [] : ["-t", patternOf(test)];
    spawnSync("npx", ["vitest", "run", "--project", project, ...how, ...only, test.file], { cwd: copy });
    const report: { numFailedTests: number } = JSON.parse(readFileSync(outputFile, "utf8"));
    return report.numFailedTests > 0;
  } finally {
    writeFileSync(place, source);
  }
}
