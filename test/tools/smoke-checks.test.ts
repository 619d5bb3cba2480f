import { describe, expect, it } from "vitest";
import { required } from "../../shared/foundation/required.ts";
import { notRun, passed, runChecks } from "../../tools/smoke/check.ts";
import { oneTimeCode } from "../../tools/smoke/one-time-code.ts";

describe("the report of the smoke test", () => {
  const check = (name: string, run: () => Promise<ReturnType<typeof passed>>) => ({ name, run });

  it("has a line per check with its reason and is false after a failure", async () => {
    const lines: string[] = [];
    const checks = [
      check("first", async () => passed("seen")),
      check("second", async () => {
        required(false, "the run did not end");
        return passed("");
      }),
      check("third", async () => notRun("give --queue")),
    ];

    expect(await runChecks(checks, (line) => lines.push(line))).toBe(false);
    expect(lines.map((line) => line.replace(/ \(.* s\)$/, ""))).toEqual([
      "ok       first: seen",
      "FAILED   second: the run did not end",
      "not run  third: give --queue",
      "1 passed, 1 failed, 1 not run",
    ]);
  });

  it("is true when checks passed or were not run", async () => {
    const checks = [check("first", async () => passed("")), check("second", async () => notRun(""))];

    expect(await runChecks(checks, () => undefined)).toBe(true);
  });
});

// RFC 6238, appendix B, SHA-1, the last six of its eight digits.
it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("one-time code at second %i is %s", (second, code) => {
  expect(oneTimeCode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", new Date(second * 1000))).toBe(code);
});
