import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedContext, contextBytesMax } from "../../shared/run/context.ts";
import { failureEntriesMax, failureSummary } from "../../shared/run/failure-summary.ts";
import { summaryCountKeys, summaryCounts } from "../../shared/run/summary-counts.ts";

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
});
const hostile = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error("no keys");
    },
    get() {
      throw new Error("no members");
    },
    getOwnPropertyDescriptor() {
      throw new Error("no descriptor");
    },
  },
);
const circular: { self?: unknown } = {};
circular.self = circular;

describe("summary counts", () => {
  it("keep only known names with non-negative integers", () => {
    expect(
      summaryCounts({
        total: 87,
        created: 0,
        failed: -1,
        skipped: 1.5,
        updated: "3",
        deleted: Number.NaN,
        blocked: 2n,
        secret: 4,
        items: { nested: 1 },
        settings: 2 ** 53,
      }),
    ).toEqual({ total: 87, created: 0 });
  });

  it("never throw on any input", () => {
    fc.assert(
      fc.property(anything, (input) => {
        for (const [key, value] of Object.entries(summaryCounts(input))) {
          expect(summaryCountKeys).toContain(key);
          expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
        }
      }),
    );
    expect(summaryCounts(hostile)).toEqual({});
  });
});

describe("the failure summary", () => {
  it("merges equal failures into a count", () => {
    const failure = { code: "provider_throttled", message: "The provider asked to wait." };
    expect(failureSummary([failure, { ...failure, count: 3 }, failure])).toEqual([{ ...failure, count: 5 }]);
  });

  it("keeps nine and counts the rest", () => {
    const failures = Array.from({ length: 87 }, (_, index) => ({
      code: "item_failed",
      message: `Policy ${index} failed.`,
    }));
    const summary = failureSummary(failures);
    expect(summary).toHaveLength(failureEntriesMax);
    expect(summary.at(-1)).toEqual({ code: "run.further_failures", message: "Further items failed.", count: 78 });
  });

  it.each([
    ["Policy Missing!", "policy_missing"],
    ["", "run.handler_failed"],
    ["AKIAIOSFODNN7EXAMPLE", "run.handler_failed"],
    [undefined, "run.handler_failed"],
    ["x".repeat(200), "x".repeat(80)],
  ])("derives a stable code from %j", (code, expected) => {
    expect(failureSummary([{ code, message: "A message." }])[0]?.code).toBe(expected);
  });

  it.each([
    ["SELECT secret FROM users", "No further details are available."],
    ["", "No further details are available."],
    ["one\ntwo\u0000three\u2028four", "one two three four"],
    [`${"word ".repeat(27)}👍👍👍👍👍👍`, `${"word ".repeat(27)}👍👍…`],
  ])("reduces %j to one safe line", (message, expected) => {
    expect(failureSummary([{ code: "c", message }])[0]?.message).toBe(expected);
  });

  it("stays within its bounds for any input", () => {
    const entries = fc.array(
      fc.oneof(anything, fc.record({ code: fc.string(), message: fc.string(), count: fc.integer() })),
    );
    fc.assert(
      fc.property(fc.oneof(anything, entries), (failures) => {
        const summary = failureSummary(failures);
        expect(summary.length).toBeLessThanOrEqual(failureEntriesMax);
        for (const { code, message, count } of summary) {
          expect(code).toMatch(/^[a-z0-9_.:-]{1,80}$/);
          expect(message).toMatch(/^[^\r\n]{1,140}$/);
          expect(count ?? 1).toBeGreaterThan(0);
        }
        expect(failureSummary(summary)).toEqual(summary);
      }),
    );
    expect(failureSummary([hostile])).toHaveLength(1);
  });
});

describe("the context of a run", () => {
  it("keeps ids and scalars unchanged", () => {
    const context = {
      providerConnectionId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
      selectionHash: "all",
      nested: { count: 3, list: ["a"] },
    };
    expect(boundedContext(context)).toEqual(context);
  });

  it("redacts secrets by name and by format", () => {
    expect(boundedContext({ clientSecret: "x", note: "password=hunter2" })).toEqual({
      clientSecret: "[redacted]",
      note: "password=[redacted]",
    });
  });

  it("drops the largest members first, platform facts last, and reports truncation", () => {
    const big = Array.from({ length: 20 }, (_, index) => `${index} ${"word ".repeat(30)}`);
    expect(boundedContext({ big, dispatch: { queue: "operations-short" }, small: 1 })).toEqual({
      dispatch: { queue: "operations-short" },
      small: 1,
      truncated: true,
    });
  });

  it.each([null, undefined, 7, "text", [], hostile])("is empty for non-objects", (value) => {
    expect(boundedContext(value)).toEqual({});
  });

  it("stores a negative zero as zero", () => {
    expect(boundedContext({ change: -0, list: [-0] })).toStrictEqual({ change: 0, list: [0] });
  });

  it("is bounded, idempotent JSON for any input", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const context = boundedContext(value);
        const text = JSON.stringify(context);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(contextBytesMax);
        expect(JSON.parse(text)).toEqual(context);
      }),
    );
    expect(boundedContext(circular)).toEqual({ self: "[circular]" });
  });
});
