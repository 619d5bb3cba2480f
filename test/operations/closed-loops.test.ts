import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { findOperation } from "../../shared/operations/registry.ts";
import { loopClauses } from "./closed-loops.ts";
import { worked } from "./operation-recipes.ts";

it.each(loopClauses)("clause of the $loop loop is shown by tests that exist: $clause", ({ shownBy }) => {
  for (const [file, title] of shownBy) expect(readFileSync(file, "utf8")).toContain(`"${title}"`);
});

it("closed loops are played over HTTP, each in a scenario of its own", () => {
  const loops = Map.groupBy(loopClauses, ({ loop }) => loop);
  expect(loops.size).toBe(4);
  for (const clauses of loops.values()) {
    const files = clauses.flatMap(({ shownBy }) => shownBy.map(([file]) => file));
    expect(files.some((file) => file.startsWith("test/scenarios/"))).toBe(true);
  }
});

it.each(["restore.execute", "assignments.restore", "backup.schedule.purge"])(
  "%s is among the operations whose worker dies at any step",
  (type) => {
    expect(findOperation(type)).toBeDefined();
    expect(worked.map((one) => one.type)).toContain(type);
  },
);
