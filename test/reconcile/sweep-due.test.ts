import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/foundation/clock.ts";
import { lanes, laneTimings, leaseMarginSeconds } from "../../shared/run/lanes.ts";
import type { Run } from "../../shared/run/run.ts";
import { decideDue, firstDueSeconds, redeliverySeconds } from "../../shared/run/sweep-due.ts";
import { NOW } from "../support/clock.ts";

const lifecycle = {
  queuedStaleAfterSeconds: 420,
  closeQueuedAfterSeconds: 1800,
  runningStaleAfterSeconds: 900,
  expectedMaxRuntimeSeconds: 105,
};
const ago = (seconds: number) => plusSeconds(NOW, -seconds);

function aRun(over: Partial<Run> & { delivered?: boolean }): Run {
  const { delivered = true, ...rest } = over;
  const facts = {
    correlationVersion: 1,
    operationRunId: "R",
    jobClass: "policy.sync",
    queue: "operations-long",
    connection: "sqs",
    dispatchedAt: ago(0),
  } as const;
  return {
    id: "R",
    type: "policy.sync",
    workspaceId: "acme",
    environmentId: "acme-prod",
    status: "queued",
    outcome: "pending",
    initiator: { id: "operator", name: "Operator" },
    createdAt: ago(0),
    claims: [],
    attempt: 0,
    tries: 0,
    handovers: 0,
    waitedSeconds: 0,
    inputElsewhere: false,
    context: delivered ? { dispatch: facts } : {},
    summaryCounts: {},
    failures: [],
    ...rest,
  };
}

describe("the sweep's next action", () => {
  it.each([
    { is: "delivered and queued for 1800 s", run: aRun({ createdAt: ago(1800) }), kind: "wait" },
    {
      is: "delivered and queued for 1801 s",
      run: aRun({ createdAt: ago(1801) }),
      kind: "end",
      reasonCode: "run.stale_queued",
    },
    {
      is: "running for 900 s without a lease",
      run: aRun({ status: "running", messageId: "m", startedAt: ago(900), createdAt: ago(950) }),
      kind: "wait",
    },
    {
      is: "running for 901 s without a lease",
      run: aRun({ status: "running", messageId: "m", startedAt: ago(901), createdAt: ago(950) }),
      kind: "end",
      reasonCode: "run.stale_running",
    },
    {
      is: "running for its window and the waits it was granted",
      run: aRun({
        status: "running",
        messageId: "m",
        startedAt: ago(1500),
        createdAt: ago(1550),
        waitedSeconds: 600,
      }),
      kind: "wait",
    },
    {
      is: "running for longer than its window and the waits it was granted",
      run: aRun({
        status: "running",
        messageId: "m",
        startedAt: ago(1501),
        createdAt: ago(1550),
        waitedSeconds: 600,
      }),
      kind: "end",
      reasonCode: "run.stale_running",
    },
    {
      is: "waiting for its provider",
      run: aRun({
        status: "running",
        startedAt: ago(9000),
        leaseUntil: ago(-60),
        context: { waiting: { reason: "provider_throttled", until: ago(-60) } },
      }),
      kind: "wait",
    },
    {
      is: "waiting for its provider with a stop requested",
      run: aRun({
        status: "running",
        startedAt: ago(9000),
        leaseUntil: ago(-60),
        cancelRequested: { by: "operator", at: ago(1) },
        context: { waiting: { reason: "provider_throttled", until: ago(-60) } },
      }),
      kind: "cancel",
    },
    {
      is: "running far beyond its window with a living lease",
      run: aRun({
        status: "running",
        messageId: "m",
        startedAt: ago(90_000),
        createdAt: ago(90_001),
        leaseUntil: ago(0),
      }),
      kind: "wait",
    },
    {
      is: "running far beyond its window with a redelivery pending",
      run: aRun({
        status: "running",
        messageId: "m",
        startedAt: ago(9000),
        createdAt: ago(9001),
        leaseUntil: ago(120),
      }),
      kind: "wait",
    },
    {
      is: "running far beyond its window without a redelivery",
      run: aRun({
        status: "running",
        messageId: "m",
        startedAt: ago(9000),
        createdAt: ago(9001),
        leaseUntil: ago(121),
      }),
      kind: "end",
      reasonCode: "run.stale_running",
    },
    { is: "undelivered for 60 s", run: aRun({ delivered: false, createdAt: ago(60) }), kind: "wait" },
    { is: "undelivered for 61 s", run: aRun({ delivered: false, createdAt: ago(61) }), kind: "send_again" },
    {
      is: "undelivered after three resends",
      run: aRun({ delivered: false, createdAt: ago(301), tries: 3, triedAt: ago(61) }),
      kind: "end",
      reasonCode: "queue.dispatch_failed",
    },
    {
      is: "handed over without a delivery",
      run: aRun({ status: "running", startedAt: ago(800), createdAt: ago(801), leaseUntil: ago(1), triedAt: ago(601) }),
      kind: "send_again",
    },
    {
      is: "handed over with its message in a backlog for 1800 s",
      run: aRun({ status: "running", startedAt: ago(3000), createdAt: ago(3001), tries: 3, triedAt: ago(1800) }),
      kind: "wait",
    },
    {
      is: "handed over with its message in a backlog for 1801 s",
      run: aRun({ status: "running", startedAt: ago(3000), createdAt: ago(3001), tries: 3, triedAt: ago(1801) }),
      kind: "end",
      reasonCode: "run.stale_running",
    },
    {
      is: "cancelled a day ago without a known end",
      run: aRun({
        status: "running",
        messageId: "m",
        startedAt: ago(86_401),
        createdAt: ago(86_401),
        cancelRequested: { by: "operator", at: ago(80_000) },
      }),
      kind: "end",
      reasonCode: "run.infrastructure_timeout_or_abandonment",
    },
    { is: "completed", run: aRun({ status: "completed", outcome: "failed" }), kind: "ended" },
  ])("for a run $is is $kind $reasonCode", ({ run, kind, reasonCode }) => {
    expect(decideDue(run, lifecycle, NOW)).toMatchObject({ kind, ...(reasonCode && { reasonCode }) });
  });

  it("never marks an uncovered run stale, and ends it after a day", () => {
    const run = (seconds: number) =>
      aRun({ status: "running", messageId: "m", startedAt: ago(seconds), createdAt: ago(seconds) });

    expect(decideDue(run(86_400), "uncovered", NOW).kind).toBe("wait");
    expect(decideDue(run(86_401), "uncovered", NOW)).toEqual({
      kind: "end",
      reasonCode: "run.infrastructure_timeout_or_abandonment",
    });
  });

  it("never ends a run under a live lease, and re-arms later in every state", () => {
    const run = fc.record({
      status: fc.constantFrom("queued" as const, "running" as const),
      createdAt: fc.nat(200_000).map(ago),
      startedAt: fc.nat(200_000).map(ago),
      messageId: fc.constantFrom("m", undefined),
      delivered: fc.boolean(),
      tries: fc.nat(4),
      leaseUntil: fc.option(
        fc.integer({ min: -900, max: 900 }).map((s) => plusSeconds(NOW, s)),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(run, ({ messageId, leaseUntil, ...rest }) => {
        const due = decideDue(
          aRun({ ...rest, ...(messageId && { messageId }), ...(leaseUntil && { leaseUntil }) }),
          lifecycle,
          NOW,
        );

        if (leaseUntil !== undefined && leaseUntil >= NOW.toISOString()) expect(due.kind).toBe("wait");
        if (due.kind === "wait") expect(due.until > NOW.toISOString()).toBe(true);
      }),
    );
  });
});

it.each(lanes)("sweep gives a %s-lane message a minute beyond its redelivery after the lease", (lane) => {
  const { visibilitySeconds, timeoutSeconds } = laneTimings[lane];

  // Claimed on receipt and worked on until the timeout: the lease then ends this long before the redelivery.
  const gapSeconds = visibilitySeconds - timeoutSeconds - leaseMarginSeconds;

  expect(gapSeconds + 60).toBeLessThanOrEqual(redeliverySeconds);
});

describe("the first check of a new run", () => {
  it.each([
    { windows: lifecycle, seconds: 120 },
    { windows: { ...lifecycle, queuedStaleAfterSeconds: 5, closeQueuedAfterSeconds: 10 }, seconds: 5 },
    { windows: "uncovered" as const, seconds: 120 },
  ])("is due after $seconds s", ({ windows, seconds }) => {
    expect(firstDueSeconds(windows)).toBe(seconds);
  });
});
