import { expect, it } from "vitest";
import { longestWait } from "./longest-wait.ts";
import { measureSlowness, timeLimits } from "./machine-speed.ts";

it("a slower machine has longer time limits, and a test outlasts its waits", () => {
  const [quiet, busy] = [timeLimits(1), timeLimits(4)];

  expect(busy.waitMilliseconds).toBe(4 * quiet.waitMilliseconds);
  for (const { waitMilliseconds, testMilliseconds } of [quiet, busy]) {
    expect(testMilliseconds).toBeGreaterThan(waitMilliseconds);
  }
});

it("a fast machine keeps the shortest time limits", () => {
  expect(measureSlowness()).toBeGreaterThanOrEqual(1);
  expect(longestWait()).toBeGreaterThanOrEqual(timeLimits(1).waitMilliseconds);
});
