import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveFreshness, type FreshnessFacts } from "../../shared/derived/freshness.ts";
import { lifecycleOf } from "../../shared/run/lifecycle.ts";
import { isProblem, runOutcomes, runStatuses } from "../../shared/run/status.ts";
import { freshnessStates } from "../../shared/run/verdicts.ts";

const NOW = new Date("2026-01-01T12:00:00.000Z");
const lifecycle = {
  queuedStaleAfterSeconds: 420,
  closeQueuedAfterSeconds: 1800,
  runningStaleAfterSeconds: 900,
  expectedMaxRuntimeSeconds: 105,
} as const;
const reconciliation = {
  source: "scheduled_reconciler",
  adapter: null,
  decision: "reconciled_failed",
  reasonCode: "run.stale_running",
  previousStatus: "running",
  previousOutcome: "pending",
  reconciledAt: NOW.toISOString(),
  evidence: {},
} as const;

describe("freshness", () => {
  it.each([
    { elapsed: 420, freshness: "fresh_active" },
    { elapsed: 420.001, freshness: "likely_stale" },
    { elapsed: -30, freshness: "fresh_active" },
  ])("of a run queued $elapsed s ago is $freshness", ({ elapsed, freshness }) => {
    expect(deriveFreshness(aRun({ status: "queued", createdAt: secondsAgo(elapsed) }), lifecycle, NOW)).toBe(freshness);
  });

  it.each([
    { elapsed: 900, freshness: "fresh_active" },
    { elapsed: 901, freshness: "likely_stale" },
  ])("of a run started $elapsed s ago is $freshness, regardless of wait time", ({ elapsed, freshness }) => {
    const run = aRun({ status: "running", createdAt: secondsAgo(90_000), startedAt: secondsAgo(elapsed) });
    expect(deriveFreshness(run, lifecycle, NOW)).toBe(freshness);
  });

  it("measures the age of a running run without a start from its creation", () => {
    expect(deriveFreshness(aRun({ status: "running", createdAt: secondsAgo(900) }), lifecycle, NOW)).toBe(
      "fresh_active",
    );
    expect(deriveFreshness(aRun({ status: "running", createdAt: secondsAgo(901) }), lifecycle, NOW)).toBe(
      "likely_stale",
    );
  });

  it("uses the environment's window overrides", () => {
    const shortened = lifecycleOf(
      { type: "policy.sync", lifecycle },
      { "policy.sync": { queuedStaleAfterSeconds: 5 } },
    );
    const run = (elapsed: number) => aRun({ status: "queued", createdAt: secondsAgo(elapsed) });
    expect(deriveFreshness(run(5), shortened, NOW)).toBe("fresh_active");
    expect(deriveFreshness(run(6), shortened, NOW)).toBe("likely_stale");
  });

  it("is never stale for an uncovered type", () => {
    expect(deriveFreshness(aRun({ status: "running", startedAt: secondsAgo(1e9) }), "uncovered", NOW)).toBe("unknown");
  });

  it.each([
    { is: "in its window", elapsed: 900 + 600, freshness: "fresh_active" },
    { is: "past its window", elapsed: 901 + 600, freshness: "likely_stale" },
  ] as const)("counts granted waits as no silence: $is", ({ elapsed, freshness }) => {
    const run = aRun({ status: "running", startedAt: secondsAgo(elapsed), waitedSeconds: 600, messageId: "m1" });
    expect(deriveFreshness(run, lifecycle, NOW)).toBe(freshness);
  });

  it.each([
    { left: 1, freshness: "fresh_active" },
    { left: 0, freshness: "fresh_active" },
    { left: -1, freshness: "likely_stale" },
  ] as const)("never calls a run stale during a wait it was granted ($left s left)", ({ left, freshness }) => {
    const waiting = { reason: "provider_throttled", until: secondsAgo(-left) };
    // It had used up its window before the wait.
    const run = aRun({ status: "running", startedAt: secondsAgo(2000), waitedSeconds: 600, context: { waiting } });
    expect(deriveFreshness(run, lifecycle, NOW)).toBe(freshness);
  });

  it("ignores the wait of a run that the last release has claimed", () => {
    const waiting = { reason: "provider_throttled", until: secondsAgo(-3600) };
    const run = aRun({ status: "running", startedAt: secondsAgo(901), messageId: "m2", context: { waiting } });
    expect(deriveFreshness(run, lifecycle, NOW)).toBe("likely_stale");
  });

  it("is unknown for an unreadable time", () => {
    expect(deriveFreshness(aRun({ status: "queued", createdAt: "yesterday" }), lifecycle, NOW)).toBe("unknown");
    expect(deriveFreshness(aRun({ status: "running", startedAt: "" }), lifecycle, NOW)).toBe("unknown");
    expect(deriveFreshness(aRun({ status: "queued" }), lifecycle, new Date(Number.NaN))).toBe("unknown");
  });

  it.each(["failed", "blocked", "partially_succeeded"] as const)(
    "of a run closed as %s by proof is reconciled",
    (outcome) => {
      const closed = aRun({ status: "completed", outcome, context: { reconciliation } });
      expect(deriveFreshness(closed, lifecycle, NOW)).toBe("reconciled_failed");
      expect(deriveFreshness({ ...closed, context: {} }, lifecycle, NOW)).toBe("terminal_normal");
    },
  );

  it("of a proven success is normal", () => {
    const proven = aRun({ status: "completed", outcome: "succeeded", context: { reconciliation } });
    expect(deriveFreshness(proven, lifecycle, NOW)).toBe("terminal_normal");
  });

  it("is defined for every run and constant after the end", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...runStatuses),
        fc.constantFrom(...runOutcomes),
        fc.boolean(),
        fc.boolean(),
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        fc.date(),
        (status, outcome, isCovered, isReconciled, createdAt, now) => {
          const run = aRun({ status, outcome, createdAt, context: isReconciled ? { reconciliation } : {} });
          const freshness = deriveFreshness(run, isCovered ? lifecycle : "uncovered", now);
          expect(freshnessStates).toContain(freshness);
          if (status === "completed") {
            expect(freshness).toBe(isReconciled && isProblem(outcome) ? "reconciled_failed" : "terminal_normal");
          } else {
            expect(["fresh_active", "likely_stale", "unknown"]).toContain(freshness);
          }
        },
      ),
    );
  });
});

function secondsAgo(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

function aRun(given: Partial<FreshnessFacts>): FreshnessFacts {
  return {
    status: "queued",
    outcome: "pending",
    createdAt: NOW.toISOString(),
    waitedSeconds: 0,
    context: {},
    ...given,
  };
}
