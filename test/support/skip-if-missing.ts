import { type RunnerTestCase, TestRunner } from "vitest";

/** Replaces an engine's address when this machine cannot run it, with the reason. */
export interface Missing {
  readonly missing: string;
}

/**
 * Returns what a test needs or skips the test: reported as "not run: …", and a failure under REQUIRE_ALL=1.
 *
 * Call it inside a test or a `beforeEach`. Outside of a test it fails.
 */
export function skipIfMissing<Need extends object>(need: Need | Missing): Need {
  if (!("missing" in need)) return need;
  const reason = `not run: ${need.missing}`;
  const test = TestRunner.getCurrentTest<RunnerTestCase | undefined>();
  if (process.env.REQUIRE_ALL === "1" || test === undefined) throw new Error(reason);
  return test.context.skip(reason);
}
