import { expect, it } from "vitest";
import { pageWith, type RunTotal, totalOf, withTotals } from "../../tools/run-totals.ts";

const at = "2026-11-30T12:59:00.000Z";
const first: RunTotal = { at, command: "npm test", kind: "simulation", counts: { worlds: 4, runs: 1200 } };

it("a report is counted by its kind, with the fields of that kind", () => {
  const simulation = { worlds: 4, runs: 1200, violations: 0, virtualHours: 2.4, outcomes: { failed: 7 } };

  expect(totalOf("simulation", simulation, at, "npm test")).toEqual({
    ...{ at, command: "npm test", kind: "simulation" },
    counts: { worlds: 4, runs: 1200, virtualHours: 2 },
  });
  expect(totalOf("interleavings", { totals: { states: 9, violations: 0 } }, at, "npm test")).toMatchObject({
    counts: { states: 9 },
  });
  expect(totalOf("process kill", { kills: 2, runs: 3, violations: 0 }, at, "npm test")).toMatchObject({ kind: "kill" });
  expect(totalOf("requests", { anything: 1 }, at, "npm test")).toBeUndefined();
});

it("a report with violations is refused by its name", () => {
  expect(() => totalOf("waves", { waves: 1, targets: 2, violations: 1 }, at, "npm test")).toThrow(
    "waves: 1 violations, so it is not counted.",
  );
});

it("a report that was added before is counted once", () => {
  const later = { ...first, at: "2026-11-30T13:59:00.000Z" };
  const earlier = { ...first, at: "2026-11-29" };

  expect(withTotals([first], [first, later, earlier])).toEqual([earlier, first, later]);
});

it("the page states the sum of each kind and every run", () => {
  const page = "# R\n\n### Running totals\n\nold\n\nFound by the larger interleavings; more\n";
  const current = pageWith(page, [{ ...first, at: "2026-11-29" }, first]);

  expect(current).toContain("| Whole worlds in virtual time | 8 worlds, 2,400 runs | 2 |");
  expect(current).toContain("| 2026-11-29 | `npm test` | Whole worlds in virtual time | 4 worlds, 1,200 runs |");
  expect(current).not.toContain("old");
  expect(pageWith(current, [first])).toContain("4 worlds, 1,200 runs | 1 |");
});
