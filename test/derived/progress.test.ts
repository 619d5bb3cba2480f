import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { deriveProgress } from "../../shared/derived/progress.ts";
import type { RunContext } from "../../shared/run/run.ts";
import { freshnessStates } from "../../shared/run/verdicts.ts";
import { anyRun, aRun, lifecycle, NOW } from "./runs.ts";

const working = { isStarted: true, kind: "activity" } as const;

function running(summaryCounts: Record<string, number>, progress?: RunContext["progress"]) {
  return aRun({ status: "running", summaryCounts, context: { ...(progress && { progress }) } });
}
const progressOf = (run: ReturnType<typeof aRun>) => deriveProgress(run, "fresh_active");

describe("progress", () => {
  it("is processed of total, rounded down", () => {
    expect(progressOf(running({ processed: 0, total: 3 }))).toEqual({
      kind: "counted",
      processed: 0,
      total: 3,
      percent: 0,
    });
    expect(progressOf(running({ processed: 2, total: 3 }))).toMatchObject({ percent: 66 });
    expect(progressOf(running({ processed: 999, total: 1000 }))).toMatchObject({ percent: 99 });
    expect(progressOf(running({ processed: 3, total: 3 }))).toMatchObject({ percent: 100 });
  });

  it.each([
    { processed: 1 },
    { total: 3 },
    { processed: 0, total: 0 },
    { processed: 4, total: 3 },
    { processed: -1, total: 3 },
    { processed: 1.5, total: 3 },
    { processed: Number.NaN, total: 3 },
    { processed: 1, total: Number.POSITIVE_INFINITY },
    { succeeded: 2, failed: 1, skipped: 0, total: 3 },
  ])("is plain activity for implausible counts: %j", (counts) => {
    expect(progressOf(running(counts))).toEqual(working);
  });

  it("prefers parts over a phase, and a phase over counts", () => {
    const counts = { processed: 1, total: 2 };
    const phase = { key: "collecting_policies" };
    expect(progressOf(running(counts, { phase }))).toEqual({ kind: "phased", phase: "collecting_policies" });
    expect(progressOf(running(counts, { phase, composite: { completed: 2, total: 5 } }))).toEqual({
      kind: "composite",
      completed: 2,
      total: 5,
    });
  });

  it.each(["digging", "reading.", "reading.users", "toString", ""])("does not trust the phase %j", (key) => {
    expect(progressOf(running({}, { phase: { key, label: "ignores the unknown phase %j" } }))).toEqual(working);
    expect(progressOf(running({ processed: 1, total: 2 }, { phase: { key } }))).toMatchObject({ kind: "counted" });
  });

  it.each([
    { completed: 6, total: 5 },
    { completed: 0, total: 0 },
    { completed: -1, total: 5 },
    { completed: 1, total: 5, failed: 6 },
    { completed: "1", total: 5 },
    "3 of 5",
    null,
  ])("ignores the invalid parts %j", (composite) => {
    expect(progressOf(running({}, { composite }))).toEqual(working);
  });

  it("is activity while queued, despite earlier counts", () => {
    const queued = { ...running({ processed: 1, total: 2 }), status: "queued" } as const;
    expect(progressOf(queued)).toEqual({ kind: "activity", isStarted: false });
  });

  it("is activity while freshness is unknown", () => {
    expect(deriveProgress(running({ processed: 1, total: 2 }), "unknown")).toEqual(working);
  });

  it("is none for a stale run, despite its counts", () => {
    const progress = { phase: { key: "collecting_policies" }, composite: { completed: 2, total: 5 } };
    expect(deriveProgress(running({ processed: 1, total: 2 }, progress), "likely_stale")).toEqual({ kind: "none" });
  });

  it("is none for an ended run, never 100 %", () => {
    for (const freshness of freshnessStates) {
      const ended = { ...running({ processed: 2, total: 2 }), status: "completed" } as const;
      expect(deriveProgress(ended, freshness)).toEqual({ kind: "none" });
    }
  });

  it("has a percentage only for running runs with plausible counts", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const freshness = deriveFreshness(run, lifecycle, NOW);
        const progress = deriveProgress(run, freshness);
        const isSilent = run.status === "completed" || run.status === "unknown" || freshness === "likely_stale";
        expect(progress.kind === "none").toBe(isSilent);
        if (progress.kind === "counted") {
          expect(run.status).toBe("running");
          expect(progress.percent).toBeGreaterThanOrEqual(0);
          expect(progress.percent).toBeLessThanOrEqual(100);
          expect(progress.percent === 100).toBe(progress.processed === progress.total);
        } else expect(progress).not.toHaveProperty("percent");
      }),
    );
  });
});
