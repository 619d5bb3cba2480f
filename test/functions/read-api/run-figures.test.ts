import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averageOf,
  hoursOf,
  percentilesOf,
  problemsSince,
  ranSecondsSince,
} from "../../../functions/read-api/run-figures.ts";

type Timed = Parameters<typeof hoursOf>[0][number];
const ended = (startedAt: string, completedAt: string, outcome: Timed["outcome"] = "succeeded"): Timed => ({
  status: "completed",
  createdAt: "2026-03-02T08:00:00.000Z",
  startedAt,
  completedAt,
  outcome,
});

describe("percentiles", () => {
  it("are measured values by nearest rank", () => {
    expect(percentilesOf([])).toBeNull();
    expect(percentilesOf([7])).toEqual({ p50: 7, p95: 7 });
    expect(percentilesOf(Array.from({ length: 100 }, (_, at) => 100 - at))).toEqual({ p50: 50, p95: 95 });
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (values) => {
        const { p50 = -1, p95 = -1 } = percentilesOf(values) ?? {};
        const within = (limit: number) => values.filter((value) => value <= limit).length / values.length;
        expect(values).toContain(p50);
        expect(values).toContain(p95);
        expect(within(p50)).toBeGreaterThanOrEqual(0.5);
        expect(within(p95)).toBeGreaterThanOrEqual(0.95);
      }),
    );
  });
});

describe("an hour", () => {
  it("includes its start, excludes its end and counts each run once", () => {
    const now = new Date("2026-03-02T10:15:00.000Z");
    const hours = hoursOf(
      [
        ended("2026-03-02T08:00:30.000Z", "2026-03-02T09:00:00.000Z"),
        ended("2026-03-02T09:00:00.000Z", "2026-03-02T09:59:59.999Z", "blocked"),
      ],
      new Date("2026-03-02T08:59:59.000Z"),
      now,
    );

    expect(hours.map(({ hour, isRunning }) => ({ hour, isRunning }))).toEqual([
      { hour: "2026-03-02T08:00:00.000Z", isRunning: false },
      { hour: "2026-03-02T09:00:00.000Z", isRunning: false },
      { hour: "2026-03-02T10:00:00.000Z", isRunning: true },
    ]);
    expect(hours[0]).toMatchObject({ succeeded: 0, waitedSeconds: { p50: 30, p95: 30 }, ranSeconds: null });
    expect(hours[1]).toMatchObject({
      succeeded: 1,
      blocked: 1,
      failed: 0,
      waitedSeconds: { p50: 3600, p95: 3600 },
      ranSeconds: { p50: 3570, p95: 3599 },
    });
    expect(hours[2]).toMatchObject({ waitedSeconds: null, ranSeconds: null });
  });
});

describe("the figures of a week", () => {
  it("count runs that ended in it and omit runs that never started", () => {
    const since = "2026-03-02T09:00:00.000Z";
    const runs: Timed[] = [
      ended("2026-03-02T08:50:00.000Z", "2026-03-02T08:59:59.999Z", "failed"),
      ended("2026-03-02T08:50:00.000Z", since, "failed"),
      { status: "completed", createdAt: since, completedAt: since, outcome: "blocked" },
      { status: "queued", createdAt: since, outcome: "pending" },
    ];

    expect(problemsSince(runs, since)).toBe(2);
    expect(ranSecondsSince(runs, since)).toEqual([600]);
    expect(averageOf([1, 2])).toBe(2);
    expect(averageOf([])).toBeNull();
  });
});
