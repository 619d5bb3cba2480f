import { describe, expect, it } from "vitest";
import { lifecycleOf, lifecycleOverridesJson } from "../../shared/run/lifecycle.ts";

const lifecycle = {
  queuedStaleAfterSeconds: 420,
  closeQueuedAfterSeconds: 1800,
  runningStaleAfterSeconds: 900,
  expectedMaxRuntimeSeconds: 105,
} as const;
const operation = { type: "policy.sync", lifecycle } as const;

describe("lifecycle overrides", () => {
  it("change only the windows they name", () => {
    const overrides = lifecycleOverridesJson.parse(
      '{"policy.sync":{"queuedStaleAfterSeconds":5,"closeQueuedAfterSeconds":10}}',
    );
    expect(lifecycleOf(operation, overrides)).toEqual({
      ...lifecycle,
      queuedStaleAfterSeconds: 5,
      closeQueuedAfterSeconds: 10,
    });
  });

  it("leave other types and uncovered types unchanged", () => {
    const overrides = lifecycleOverridesJson.parse('{"policy.sync":{"queuedStaleAfterSeconds":5}}');
    expect(lifecycleOf({ type: "other", lifecycle }, overrides)).toBe(lifecycle);
    expect(lifecycleOf({ type: "policy.sync", lifecycle: "uncovered" }, overrides)).toBe("uncovered");
    expect(lifecycleOf({ type: "toString", lifecycle }, overrides)).toBe(lifecycle);
  });

  it("are empty when the variable is unset", () => {
    expect(lifecycleOverridesJson.parse(undefined)).toEqual({});
  });

  it.each([
    "{",
    "[]",
    "7",
    '{"policy.sync":{"queuedStaleSeconds":5}}',
    '{"policy.sync":{"queuedStaleAfterSeconds":0}}',
    '{"policy.sync":{"queuedStaleAfterSeconds":"5"}}',
  ])("are rejected when invalid: %s", (text) => {
    expect(lifecycleOverridesJson.safeParse(text).success).toBe(false);
  });
});
