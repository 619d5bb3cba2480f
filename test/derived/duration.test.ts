import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveDuration, durationInsights } from "../../shared/derived/duration.ts";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { anyRun, aRun, lifecycle, NOW, secondsAgo } from "./runs.ts";

const usual = 30;
function durationOf(run: ReturnType<typeof aRun>, now = NOW) {
  return deriveDuration(run, usual, deriveFreshness(run, lifecycle, now), now);
}

describe("duration", () => {
  it.each([
    { elapsed: 30, insight: "neutral" },
    { elapsed: 31, insight: "longer_than_usual" },
    { elapsed: 900, insight: "longer_than_usual" },
    { elapsed: 901, insight: "past_window" },
  ])("of a run started $elapsed s ago is $insight", ({ elapsed, insight }) => {
    const run = aRun({ status: "running", createdAt: secondsAgo(5000), startedAt: secondsAgo(elapsed) });
    expect(durationOf(run)).toEqual({ elapsedSeconds: elapsed, expectedSeconds: usual, insight });
  });

  it.each([
    { elapsed: 30, insight: "neutral" },
    { elapsed: 31, insight: "neutral" },
    { elapsed: 420, insight: "neutral" },
    { elapsed: 421, insight: "past_window" },
  ])("of a run queued for $elapsed s is $insight", ({ elapsed, insight }) => {
    expect(durationOf(aRun({ createdAt: secondsAgo(elapsed) }))).toMatchObject({ elapsedSeconds: elapsed, insight });
  });

  it("of an ended run is its run time, or none without a start", () => {
    const ended = aRun({
      status: "completed",
      outcome: "failed",
      createdAt: secondsAgo(500),
      completedAt: secondsAgo(60),
    });
    expect(durationOf(ended)).toMatchObject({ elapsedSeconds: null, insight: "never_started" });
    expect(durationOf({ ...ended, startedAt: secondsAgo(100) })).toMatchObject({
      elapsedSeconds: 40,
      insight: "total",
    });
    expect(durationOf({ ...ended, createdAt: secondsAgo(60) })).toMatchObject({ elapsedSeconds: 0, insight: "total" });
  });

  it("has no expectation without a known window", () => {
    const run = aRun({ status: "running", startedAt: secondsAgo(5000) });
    expect(deriveDuration(run, usual, "unknown", NOW).insight).toBe("neutral");
    expect(deriveDuration(run, undefined, "fresh_active", NOW)).toMatchObject({
      expectedSeconds: null,
      insight: "neutral",
    });
  });

  it("is null for an unreadable time", () => {
    expect(durationOf(aRun({ createdAt: "yesterday" }))).toMatchObject({ elapsedSeconds: null, insight: "neutral" });
    const unreadable = aRun({ status: "completed", startedAt: "yesterday" });
    expect(durationOf(unreadable)).toMatchObject({ elapsedSeconds: null, insight: "total" });
  });

  it("is never negative when the writer's clock is ahead", () => {
    expect(durationOf(aRun({ createdAt: secondsAgo(-2) }))).toMatchObject({ elapsedSeconds: 0, insight: "neutral" });
  });

  it("is defined for every run, without reassurance when stale or judgement after the end", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const freshness = deriveFreshness(run, lifecycle, NOW);
        const { insight, elapsedSeconds } = durationOf(run);
        expect(durationInsights).toContain(insight);
        expect(insight === "past_window").toBe(freshness === "likely_stale");
        expect(insight === "total" || insight === "never_started").toBe(run.status === "completed");
        if (insight === "longer_than_usual") expect(elapsedSeconds).toBeGreaterThan(usual);
      }),
    );
  });
});
