import { expect, it } from "vitest";
import { systemTimer } from "../../functions/worker/provider/timer.ts";

it.each([0, 0.5, 1.25, -3])("call limit accepts any remaining time: %d ms", (millis) => {
  expect(systemTimer.limit(millis).aborted).toBe(false);
});
