import { expect, it } from "vitest";
import { systemTimer } from "../../functions/worker/provider/timer.ts";

it.each([0, 0.5, 1.25, -3])("limits a call to %d ms, however the time that is left was worked out", (millis) => {
  expect(systemTimer.limit(millis).aborted).toBe(false);
});
