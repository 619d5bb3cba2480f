import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveDuration } from "../../shared/derived/duration.ts";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { derivePolling } from "../../shared/derived/polling.ts";
import { deriveProblemClass } from "../../shared/derived/problem-class.ts";
import { deriveProgress } from "../../shared/derived/progress.ts";
import { aRun, lifecycle, NOW } from "./runs.ts";

const skewMillisMax = 2000;
const usual = 30;
const insightOrder = ["neutral", "longer_than_usual", "past_window"];

/** Everything derived from one run at one instant, as numbers that only grow while the run is unchanged. */
function ranksAt(run: ReturnType<typeof aRun>, now: Date): number[] {
  const freshness = deriveFreshness(run, lifecycle, now);
  const { insight, elapsedSeconds } = deriveDuration(run, usual, freshness, now);
  return [
    Number(freshness === "likely_stale"),
    Number(deriveProblemClass(run, freshness) === "active_stale_attention"),
    Number(deriveProgress(run, freshness).kind === "none"),
    insightOrder.indexOf(insight),
    elapsedSeconds ?? 0,
  ];
}

describe("clock skew", () => {
  const { intervalSeconds } = derivePolling([aRun()]);

  it("is smaller than the polling interval, so polls are never out of order", () => {
    expect((intervalSeconds ?? 0) * 1000).toBeGreaterThan(2 * skewMillisMax);
  });

  it("may give different verdicts for the same instant", () => {
    const run = aRun({ createdAt: new Date(NOW.getTime() - lifecycle.queuedStaleAfterSeconds * 1000).toISOString() });
    const seenAt = (skewMillis: number) => deriveFreshness(run, lifecycle, new Date(NOW.getTime() + skewMillis));
    expect([seenAt(skewMillisMax), seenAt(-skewMillisMax)]).toEqual(["likely_stale", "fresh_active"]);
  });

  it("of 2 s never reverts a verdict between polls, near any boundary", () => {
    const skew = fc.integer({ min: -skewMillisMax, max: skewMillisMax });
    const boundary = fc.constantFrom(0, usual, lifecycle.queuedStaleAfterSeconds, lifecycle.runningStaleAfterSeconds);
    const offsetMillis = fc.integer({ min: -25_000, max: 5_000 });
    fc.assert(
      fc.property(
        fc.constantFrom("queued", "running"),
        boundary,
        offsetMillis,
        skew,
        fc.array(skew, { minLength: 2, maxLength: 6 }),
        (status, boundarySeconds, offset, writerSkew, readerSkews) => {
          const at = new Date(NOW.getTime() - boundarySeconds * 1000 - offset + writerSkew).toISOString();
          const counts = { processed: 1, total: 2 };
          const run = aRun({ status, createdAt: at, startedAt: at, summaryCounts: counts });
          const readings = readerSkews.map((readerSkew, poll) =>
            ranksAt(run, new Date(NOW.getTime() + poll * (intervalSeconds ?? 0) * 1000 + readerSkew)),
          );
          for (const [poll, later] of readings.entries()) {
            const earlier = readings[poll - 1] ?? later;
            for (const [fact, rank] of later.entries()) expect(rank).toBeGreaterThanOrEqual(earlier[fact] ?? 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("polling", () => {
  it("continues while anything can change, including stale runs", () => {
    const ended = aRun({ status: "completed", outcome: "failed" });
    expect(derivePolling([ended, aRun({ status: "running" })])).toEqual({ intervalSeconds: 10 });
    expect(derivePolling([ended, aRun({ createdAt: "2020-01-01T00:00:00.000Z" })])).toEqual({ intervalSeconds: 10 });
  });

  it("stops when nothing is active", () => {
    expect(derivePolling([])).toEqual({ intervalSeconds: null });
    expect(derivePolling([aRun({ status: "completed" })])).toEqual({ intervalSeconds: null });
  });
});
