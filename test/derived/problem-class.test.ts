import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { deriveProblemClass } from "../../shared/derived/problem-class.ts";
import { hasStaleLineage } from "../../shared/derived/stale-lineage.ts";
import { reasonCodes } from "../../shared/run/reason-codes.ts";
import type { Run } from "../../shared/run/run.ts";
import { anyRun, aRun, lifecycle, NOW, reconciledBy, secondsAgo } from "./runs.ts";

const classOf = (run: ReturnType<typeof aRun>, now = NOW) =>
  deriveProblemClass(run, deriveFreshness(run, lifecycle, now));

describe("problem class", () => {
  it.each([
    { elapsed: 420, problemClass: "none" },
    { elapsed: 420.001, problemClass: "active_stale_attention" },
  ])("of a run queued $elapsed s ago is $problemClass", ({ elapsed, problemClass }) => {
    expect(classOf(aRun({ createdAt: secondsAgo(elapsed) }))).toBe(problemClass);
  });

  it.each([
    { elapsed: 900, problemClass: "none" },
    { elapsed: 900.001, problemClass: "active_stale_attention" },
  ])("of a run started $elapsed s ago is $problemClass", ({ elapsed, problemClass }) => {
    expect(classOf(aRun({ status: "running", startedAt: secondsAgo(elapsed) }))).toBe(problemClass);
  });

  it("is none for an active run of an uncovered type", () => {
    expect(deriveProblemClass(aRun({ createdAt: secondsAgo(1e9) }), "unknown")).toBe("none");
  });

  it.each([
    ["failed", "terminal_follow_up"],
    ["blocked", "terminal_follow_up"],
    ["partially_succeeded", "terminal_follow_up"],
    ["succeeded", "none"],
  ] as const)("of a run that ended as %s is %s, reconciled or not", (outcome, problemClass) => {
    const ended = aRun({ status: "completed", outcome });
    expect(classOf(ended)).toBe(problemClass);
    expect(classOf({ ...ended, context: { reconciliation: reconciledBy("run.adapter_out_of_sync") } })).toBe(
      problemClass,
    );
  });

  it("is follow-up for a reconciled end without success or outcome", () => {
    const ended = aRun({ status: "completed", outcome: "pending" });
    expect(classOf(ended)).toBe("none");
    expect(classOf({ ...ended, context: { reconciliation: reconciledBy("run.stale_running") } })).toBe(
      "terminal_follow_up",
    );
  });

  it("is disjoint: one class is active, the other ended", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const problemClass = classOf(run);
        if (problemClass === "active_stale_attention") expect(run.status).not.toBe("completed");
        if (problemClass === "terminal_follow_up") expect(run.status).toBe("completed");
        const freshness = deriveFreshness(run, lifecycle, NOW);
        expect(problemClass === "active_stale_attention").toBe(freshness === "likely_stale");
        if (freshness === "reconciled_failed") expect(problemClass).toBe("terminal_follow_up");
      }),
    );
  });
});

describe("stale lineage", () => {
  it.each([
    { what: "the bridge", reasonCode: "run.queue_failure_bridge", decision: "reconciled_failed" },
    { what: "an adapter", reasonCode: "review_compose.review_failed", decision: "reconciled_failed" },
    { what: "an adapter without proof", reasonCode: "review_compose.review_archived", decision: "attention_required" },
  ])("is kept when $what ends a stale run", ({ reasonCode, decision }) => {
    const endedAfter = (seconds: number, outcome: Run["outcome"] = "failed") =>
      aRun({
        status: "completed",
        outcome,
        startedAt: secondsAgo(seconds),
        completedAt: NOW.toISOString(),
        context: { reconciliation: reconciledBy(reasonCode, decision) },
      });

    expect(hasStaleLineage(endedAfter(901), lifecycle)).toBe(true);
    expect(hasStaleLineage(endedAfter(900), lifecycle)).toBe(false);
    expect(hasStaleLineage(endedAfter(901), "uncovered")).toBe(false);
    expect(hasStaleLineage(endedAfter(901, "succeeded"), lifecycle)).toBe(false);
  });

  const staleCodes = ["run.stale_queued", "run.stale_running", "run.infrastructure_timeout_or_abandonment"];

  it.each(reasonCodes)("holds for %s exactly when the run was closed for its age", (reasonCode) => {
    const ended = aRun({ status: "completed", outcome: "failed" });
    const reconciled = { ...ended, context: { reconciliation: reconciledBy(reasonCode) } };
    expect(hasStaleLineage(reconciled, lifecycle)).toBe(staleCodes.includes(reasonCode));
    expect(hasStaleLineage(ended, lifecycle)).toBe(false);
  });
});
