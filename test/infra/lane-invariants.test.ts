import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenLaneInvariants, type LaneUnderCheck } from "../../infra/lane-invariants.ts";
import { laneLifecycles } from "../../shared/operations/lane-lifecycles.ts";
import { operations } from "../../shared/operations/registry.ts";
import { lanes, laneTimings } from "../../shared/run/lanes.ts";

const operation = { type: "policy.sync", lane: "short", lifecycle: laneLifecycles.short } as const;

/** A lane with the declared timings and the test's overrides. */
function aLane({ timings, ...changed }: Partial<Omit<LaneUnderCheck, "timings">> & { timings?: object } = {}) {
  return brokenLaneInvariants({
    lane: "short",
    timings: { ...laneTimings.short, ...timings },
    concurrency: { maximum: 5, reserved: 5 },
    retentionDays: { work: 4, failure: 14 },
    operations: [operation],
    overrides: {},
    ...changed,
  });
}

const withLifecycle = (changed: object) => ({
  operations: [{ ...operation, lifecycle: { ...laneLifecycles.short, ...changed } }],
});

describe("lane timings", () => {
  it.each(lanes)("satisfy every invariant for the %s lane and its operations", (lane) => {
    expect(aLane({ lane, timings: laneTimings[lane], operations })).toEqual([]);
  });

  it.each([
    {
      broken: "a timeout beyond what Lambda allows",
      holds: { timings: { timeoutSeconds: 900, visibilitySeconds: 901, receives: 0 } },
      breaks: { timings: { timeoutSeconds: 901, visibilitySeconds: 902, receives: 0 } },
      sentence:
        "Lane short: the timeout of 901 s is beyond the 900 s that Lambda allows; lower timeoutSeconds and hand longer work over in parts.",
    },
    {
      broken: "a handler budget that leaves no time to complete the run",
      holds: { timings: { handlerBudgetSeconds: 119 } },
      breaks: { timings: { handlerBudgetSeconds: 120 } },
      sentence:
        "Lane short: the handler budget of 120 s is not below the timeout of 120 s, which leaves no time to complete the run; lower handlerBudgetSeconds or raise timeoutSeconds.",
    },
    {
      broken: "a message that returns while its worker runs",
      holds: { timings: { visibilitySeconds: 121 } },
      breaks: { timings: { visibilitySeconds: 120 } },
      sentence:
        "Lane short: the visibility of 120 s is not above the timeout of 120 s, so a message would be redelivered while its worker still runs; raise visibilitySeconds.",
    },
    {
      broken: "a bridge that gives up before the longest lease ends",
      holds: { timings: { failureVisibilitySeconds: 136, failureReceives: 1 } },
      breaks: { timings: { failureVisibilitySeconds: 135, failureReceives: 1 } },
      sentence:
        "Lane short: the failure queue's visibility × receives of 135 × 1 = 135 s is not above the longest lease of 120 + 15 = 135 s, so the bridge would give up on a run that is still owned; raise failureVisibilitySeconds or failureReceives.",
    },
    {
      broken: "a concurrency that no mapping can be held to",
      holds: { concurrency: { maximum: 2, reserved: 5 } },
      breaks: { concurrency: { maximum: 1, reserved: 5 } },
      sentence:
        "Lane short: the maximum concurrency of 1 is below the 2 that a queue's mapping needs; raise concurrency.short.maximum.",
    },
    {
      broken: "more receives at once than workers are reserved",
      holds: { concurrency: { maximum: 5, reserved: 5 } },
      breaks: { concurrency: { maximum: 6, reserved: 5 } },
      sentence:
        "Lane short: the maximum concurrency of 6 is above the reserved concurrency of 5, so throttled receives would use up the receives of other messages; lower the one or raise the other.",
    },
    {
      broken: "a failure queue that forgets before the work queue",
      holds: { retentionDays: { work: 4, failure: 5 } },
      breaks: { retentionDays: { work: 4, failure: 4 } },
      sentence:
        "Lane short: the failure queue keeps a message for 4 d, not longer than the work queue's 4 d, and its age counts from the first send; raise queueRetentionDays.failure.",
    },
    {
      broken: "an operation that expects more time than a handler has",
      holds: withLifecycle({ expectedMaxRuntimeSeconds: 105 }),
      breaks: withLifecycle({ expectedMaxRuntimeSeconds: 106 }),
      sentence:
        "Lane short: policy.sync expects to run up to 106 s, more than the handler budget of 105 s; lower its expectedMaxRuntimeSeconds (also by lifecycleOverrides) or give it the longer lane.",
    },
    {
      broken: "a run that is stale while its message may still return",
      holds: withLifecycle({ runningStaleAfterSeconds: 721 }),
      breaks: withLifecycle({ runningStaleAfterSeconds: 720 }),
      sentence:
        "Lane short: policy.sync is stale after running 720 s, not above receives × visibility + margin of 3 × 180 + 180 = 720 s, so a run could be closed before its message is redelivered; raise its runningStaleAfterSeconds.",
    },
  ])("are refused with one sentence for $broken, and not a second sooner", ({ holds, breaks, sentence }) => {
    expect(aLane(holds)).toEqual([]);
    expect(aLane(breaks)).toEqual([sentence]);
  });

  it("are checked against the lifecycle windows that the environment overrides", () => {
    const overrides = { "policy.sync": { runningStaleAfterSeconds: 5 } };

    expect(aLane({ overrides })).toEqual([expect.stringContaining("policy.sync is stale after running 5 s")]);
  });

  it("ignore operations of another lane and uncovered operations", () => {
    const elsewhere = { type: "a", lane: "long", lifecycle: laneLifecycles.long } as const;
    const uncovered = { type: "b", lane: "short", lifecycle: "uncovered" } as const;

    expect(aLane({ operations: [elsewhere, uncovered] })).toEqual([]);
  });

  it("are rejected when a run could be closed between two receives", () => {
    const seconds = fc.integer({ min: 1, max: 2000 });
    const timings = fc.record({
      timeoutSeconds: seconds,
      handlerBudgetSeconds: seconds,
      visibilitySeconds: seconds,
      receives: fc.integer({ min: 1, max: 5 }),
      runningStaleAfterSeconds: seconds,
    });
    fc.assert(
      fc.property(timings, ({ runningStaleAfterSeconds, ...times }) => {
        const broken = aLane({ timings: times, ...withLifecycle({ runningStaleAfterSeconds }) });
        const lastReceiveEndsAt = (times.receives - 1) * times.visibilitySeconds + times.timeoutSeconds;

        if (runningStaleAfterSeconds <= lastReceiveEndsAt) expect(broken).not.toEqual([]);
      }),
    );
  });
});
