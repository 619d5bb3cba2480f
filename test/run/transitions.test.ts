import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Run } from "../../shared/run/run.ts";
import { runOutcomes, runStatuses } from "../../shared/run/status.ts";
import { isLegalTransition, type RunState, transitions, transitionsOf } from "../../shared/run/transitions.ts";

const state = fc.record({
  status: fc.constantFrom(...runStatuses),
  outcome: fc.constantFrom(...runOutcomes),
  attempt: fc.nat(4),
});

describe("the legal transitions of a run", () => {
  it("are a claim or an end while it is active, otherwise none", () => {
    expect(transitions).toEqual({
      queued: { queued: "never", running: "claim", completed: "finish", unknown: "never" },
      running: { queued: "never", running: "claim", completed: "finish", unknown: "never" },
      completed: { queued: "never", running: "never", completed: "never", unknown: "never" },
      unknown: { queued: "never", running: "never", completed: "never", unknown: "never" },
    });
  });

  it("never leave the completed status", () => {
    fc.assert(fc.property(state, state, (from, to) => !isLegalTransition({ ...from, status: "completed" }, to)));
  });

  it("never complete a run as pending, nor set an outcome while active", () => {
    fc.assert(
      fc.property(fc.option(state, { nil: undefined }), state, (from, to) => {
        if (isLegalTransition(from, to)) expect(to.status === "completed").toBe(to.outcome !== "pending");
      }),
    );
  });

  it.each([
    [{ status: "queued", attempt: 0 }, { status: "running", attempt: 1 }, true],
    [{ status: "running", attempt: 1 }, { status: "running", attempt: 2 }, true],
    [{ status: "running", attempt: 2 }, { status: "running", attempt: 2 }, false],
    [{ status: "running", attempt: 2 }, { status: "running", attempt: 1 }, false],
    [{ status: "running", attempt: 1 }, { status: "queued", attempt: 1 }, false],
  ] as const)("require a higher attempt to claim: %j to %j is %s", (from, to, isLegal) => {
    const pending = (part: Omit<RunState, "outcome">): RunState => ({ ...part, outcome: "pending" });
    expect(isLegalTransition(pending(from), pending(to))).toBe(isLegal);
  });

  it("start as queued and pending without an attempt", () => {
    expect(isLegalTransition(undefined, { status: "queued", outcome: "pending", attempt: 0 })).toBe(true);
    expect(isLegalTransition(undefined, { status: "running", outcome: "pending", attempt: 1 })).toBe(false);
    expect(isLegalTransition(undefined, { status: "completed", outcome: "succeeded", attempt: 0 })).toBe(false);
  });
});

describe("the transition history of a run", () => {
  it("derives from the timestamps of the run", () => {
    const steps = transitionsOf(
      aRun({
        status: "completed",
        outcome: "succeeded",
        claims: [at(2)],
        attempt: 1,
        completedAt: at(9),
        endedBy: { source: "worker" },
      }),
    );
    expect(steps).toEqual([
      { at: at(0), from: null, to: "queued", outcome: "pending", source: "start", actor: "operator" },
      { at: at(2), from: "queued", to: "running", outcome: "pending", source: "worker", attempt: 1 },
      { at: at(9), from: "running", to: "completed", outcome: "succeeded", source: "worker", attempt: 1 },
    ]);
  });

  it("names the writer and reason of another's end", () => {
    const endedBy = { source: "operator", reasonCode: "run.adapter_out_of_sync", actor: "manager" } as const;
    const steps = transitionsOf(aRun({ status: "completed", outcome: "failed", completedAt: at(9), endedBy }));
    expect(steps.at(-1)).toEqual({
      at: at(9),
      from: "queued",
      to: "completed",
      outcome: "failed",
      source: "operator",
      reasonCode: "run.adapter_out_of_sync",
      actor: "manager",
    });
  });

  it("lists each attempt and no end while the run is active", () => {
    const steps = transitionsOf(aRun({ status: "running", claims: [at(1), at(5)], attempt: 2 }));
    expect(steps.map(({ from, to, attempt }) => [from, to, attempt])).toEqual([
      [null, "queued", undefined],
      ["queued", "running", 1],
      ["running", "running", 2],
    ]);
  });

  it("contains only legal transitions in order", () => {
    fc.assert(
      fc.property(fc.nat(5), fc.boolean(), (attempts, isCompleted) => {
        const claims = Array.from({ length: attempts }, (_, index) => at(index + 1));
        const status = isCompleted ? "completed" : attempts > 0 ? "running" : "queued";
        const end = isCompleted ? ({ outcome: "failed", completedAt: at(50) } as const) : {};
        let before: RunState | undefined;
        for (const step of transitionsOf(aRun({ status, claims, attempt: attempts, ...end }))) {
          const next: RunState = { status: step.to, outcome: step.outcome, attempt: step.attempt ?? 0 };
          expect(isLegalTransition(before, next)).toBe(true);
          before = next;
        }
      }),
    );
  });
});

function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
}

function aRun(given: Partial<Run>): Run {
  return {
    id: "01KEXAMPLE0000000000000000",
    type: "policy.sync",
    workspaceId: "acme",
    environmentId: "acme-prod",
    status: "queued",
    outcome: "pending",
    initiator: { id: "operator", name: "Operator" },
    createdAt: at(0),
    claims: [],
    attempt: 0,
    tries: 0,
    handovers: 0,
    waitedSeconds: 0,
    inputElsewhere: false,
    context: {},
    summaryCounts: {},
    failures: [],
    ...given,
  };
}
