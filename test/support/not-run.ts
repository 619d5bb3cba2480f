import { type RunnerTestCase, TestRunner } from "vitest";

/** What stands in for an engine's address when this machine cannot run it, with the reason. */
export interface Missing {
  readonly missing: string;
}

/**
 * What a test needs, or the end of that test: reported as "not run: …", and under REQUIRE_ALL=1 a failure.
 *
 * Call it inside a test or a `beforeEach`. Outside of a test there is nothing to report, so it fails there.
 */
export function unlessMissing<Need extends object>(need: Need | Missing): Need {
  if (!("missing" in need)) return need;
  const reason = `not run: ${need.missing}`;
  const test = TestRunner.getCurrentTest<RunnerTestCase | undefined>();
  if (process.env.REQUIRE_ALL === "1" || test === undefined) throw new Error(reason);
  return test.context.skip(reason);
}
