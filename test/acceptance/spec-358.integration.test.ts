import { describe, expect, it } from "vitest";
import { systemInitiator } from "../../shared/run/run.ts";
import { createInProcessWorld } from "../functions/in-process-world.ts";
import {
  expectEnded,
  expectFresh,
  expectStale,
  queuedStale,
  reassurance,
  runningStale,
  wordsOf,
} from "./expectations.ts";
import { aRunInParts, aRunningRun, everySurface, rowsOf } from "./surfaces.ts";

/** The queued and the running window of `policy.sync`, each plus one second. */
const pastQueued = 601;
const pastRunning = 2101;

const provenSuccess = {
  outcome: "succeeded",
  source: "adapter_reconciler",
  reconciliation: {
    source: "adapter_reconciler",
    adapter: "policy.sync",
    decision: "reconciled_succeeded",
    reasonCode: "review_compose.matching_review_ready",
    evidence: {},
  },
} as const;
const closedAsStale = {
  outcome: "failed",
  source: "scheduled_reconciler",
  reasonCode: "run.stale_running",
  reconciliation: {
    source: "scheduled_reconciler",
    adapter: null,
    decision: "reconciled_failed",
    reasonCode: "run.stale_running",
    evidence: {},
  },
} as const;
const expectedEnds = {
  proven: { outcome: "succeeded", isReconciled: true, freshness: "terminal_normal", problemClass: "none" },
  closed: {
    outcome: "failed",
    isReconciled: true,
    staleLineage: true,
    freshness: "reconciled_failed",
    problemClass: "terminal_follow_up",
    headline: "Closed after its expected window.",
  },
};

describe("358 US1: honest truth on active surfaces", () => {
  it("358 US1.1: a queued run past its window is shown as late everywhere", async () => {
    const world = await createInProcessWorld();
    const run = await world.aRun();
    world.clock.advance(pastQueued);

    expectStale(await everySurface(world, run.id), queuedStale);
  });

  it("358 US1.1: a running run past its window is shown as late everywhere", async () => {
    const world = await createInProcessWorld();
    const run = await aRunningRun(world);
    world.clock.advance(pastRunning);

    expectStale(await everySurface(world, run.id), runningStale);
  });

  it("358 US1.2: runs within their windows are shown as healthy on every surface", async () => {
    const world = await createInProcessWorld();
    const running = await aRunningRun(world);
    world.clock.advance(pastRunning - pastQueued);
    const queued = await world.aRun();

    expectFresh(await everySurface(world, queued.id), { headline: "Queued." });
    expectFresh(await everySurface(world, running.id), { headline: "In progress." });
    world.clock.advance(pastQueued - 3);
    expectFresh(await everySurface(world, queued.id), { headline: "Queued." });
    expectFresh(await everySurface(world, running.id), { headline: "In progress." });
  });
});

describe("358 US2: the detail agrees with the other surfaces", () => {
  it("358 US2.1: the only banner of a stale run states that it is late", async () => {
    const world = await createInProcessWorld();
    const queued = await world.aRun();
    const running = await aRunningRun(world);
    world.clock.advance(pastRunning);

    for (const [{ id }, text] of [[queued, queuedStale] as const, [running, runningStale] as const]) {
      const { detail, list } = await everySurface(world, id);
      expect(detail.decisionZone).toMatchObject({
        freshnessState: "likely_stale",
        problemClass: "active_stale_attention",
        isCurrentlyActive: true,
        isReconciled: false,
        staleLineageNote: null,
        banner: { tone: "warning", text },
      });
      expect(list.headline).toBe(text);
    }
  });

  it("358 US2.2: a reconciled run is shown as ended on every surface", async () => {
    const world = await createInProcessWorld();
    const proven = await aRunningRun(world);
    const closed = await aRunningRun(world);
    world.clock.advance(pastRunning);
    await world.runService.finish(proven, provenSuccess, "observed");
    await world.runService.finish(closed, closedAsStale, "observed");
    world.clock.advance(pastRunning);

    expectEnded(await everySurface(world, proven.id), expectedEnds.proven);
    const shown = await everySurface(world, closed.id);
    expectEnded(shown, expectedEnds.closed);
    expect(shown.detail.decisionZone.staleLineageNote).toBe("The run was overdue when it was closed.");
  });
});

describe("358 US3: lateness is not proof", () => {
  it("358 US3.1: a stale run without proof is shown as late, never as failed", async () => {
    const world = await createInProcessWorld();
    const run = await aRunningRun(world, { type: "environment.review.compose" });
    world.clock.advance(pastRunning);

    const shown = await everySurface(world, run.id);

    expectStale(shown, runningStale);
    expect(shown.detail).toMatchObject({ outcome: "pending", isReconciled: false, reconciliationNote: null });
    const verdicts = shown.detail.explanation.map(({ topic, verdict }) => [topic, verdict.code]);
    expect(verdicts).toEqual([
      ["freshness", "likely_stale"],
      ["problem_class", "active_stale_attention"],
      ["actionability", "not_terminal"],
      ["attention", "needs_attention"],
    ]);
    for (const { verdict } of shown.detail.explanation) expect(verdict.text).not.toMatch(/orphan|lost|crash/i);
  });

  it("358 US3.2: a run ended by a reconciler names it and is never queued", async () => {
    const world = await createInProcessWorld();
    const proven = await world.aRun();
    const closed = await world.aRun();
    world.clock.advance(pastQueued);
    await world.runService.finish(proven, provenSuccess, "observed");
    await world.runService.finish(closed, closedAsStale, "observed");

    for (const [{ id }, expected, note] of [
      [proven, expectedEnds.proven, "Ended by stored proof."],
      [closed, expectedEnds.closed, "Closed by the platform after the expected window."],
    ] as const) {
      const shown = await everySurface(world, id);
      expectEnded(shown, { ...expected, waiting: null });
      expect(shown.detail.reconciliationNote).toBe(note);
    }
  });
});

describe("358 edge cases", () => {
  it("358 edge 1: a stale queued run without job id is shown as late", async () => {
    const world = await createInProcessWorld();
    const run = await world.aRun();
    await world.runService.recordDispatch(run.id, { version: 1, queue: "operations-long" });
    expectFresh(await everySurface(world, run.id), { waiting: { reason: "in_queue" } });
    world.clock.advance(pastQueued);

    expectStale(await everySurface(world, run.id), queuedStale);
  });

  it("358 edge 2: a stale running run with counts shows no percentage", async () => {
    const world = await createInProcessWorld();
    const run = await aRunningRun(world);
    await world.runService.reportProgress(run, { counts: { processed: 86, total: 87 } });
    expectFresh(await everySurface(world, run.id), { progress: { kind: "counted", percent: 98 } });
    world.clock.advance(pastRunning);

    const shown = await everySurface(world, run.id);

    expectStale(shown, runningStale);
    for (const { progress } of Object.values(rowsOf(shown))) expect(Object.keys(progress)).toEqual(["kind", "label"]);
  });

  it("358 edge 3: a type without windows is neither stale nor reassuring", async () => {
    const world = await createInProcessWorld();
    const queued = await world.aRun({ type: "alerts.evaluate" });
    const running = await aRunningRun(world, { type: "alerts.evaluate" });
    world.clock.advance(20 * 3600);

    for (const { id } of [queued, running]) {
      const rows = rowsOf(await everySurface(world, id));
      expect(Object.keys(rows)).toEqual(["hint", "list", "detail", "overview", "dashboard"]);
      for (const row of Object.values(rows)) {
        expect(row).toMatchObject({ freshness: "unknown", problemClass: "none", headline: "Active." });
        expect(row).toMatchObject({ needsAttention: false, duration: { insight: "neutral" } });
      }
    }
  });

  it.each([
    { source: "scheduled_reconciler", end: closedAsStale, expected: expectedEnds.closed },
    { source: "adapter_reconciler", end: provenSuccess, expected: expectedEnds.proven },
  ] as const)("358 edge 4: a run ended by $source is shown as ended everywhere", async ({ end, expected }) => {
    const world = await createInProcessWorld();
    const run = await world.aRun();
    await world.runService.finish(run, end, "observed");
    world.clock.advance(24 * 3600);

    expectEnded(await everySurface(world, run.id), expected);
  });

  it("358 edge 5: a platform run uses the same words as a user's run", async () => {
    const world = await createInProcessWorld();
    const run = await world.aRun({ initiator: systemInitiator.id });
    expectFresh(await everySurface(world, run.id), { headline: "Queued." });
    world.clock.advance(pastQueued);

    const shown = await everySurface(world, run.id);

    expectStale(shown, queuedStale);
    expect(shown.list.initiator.id).toBe(systemInitiator.id);
  });

  it("358 edge 6: lateness takes precedence over a stored phase and stored parts", async () => {
    const world = await createInProcessWorld();
    const phased = await aRunningRun(world);
    await world.runService.reportProgress(phased, { phase: "collecting_policies" });
    const composite = await aRunInParts(world);
    expectFresh(await everySurface(world, phased.id), { progress: { kind: "phased" } });
    expectFresh(await everySurface(world, composite), { progress: { kind: "composite", label: "9 of 10 parts done" } });
    world.clock.advance(pastRunning);

    // Both are late, but the summary shows only one, so both are compared on their common surfaces.
    for (const id of [phased.id, composite]) {
      const { decision: _decision, ...rows } = rowsOf(await everySurface(world, id));
      expect(Object.keys(rows)).toEqual(["hint", "list", "detail", "overview", "dashboard"]);
      for (const row of Object.values(rows)) {
        expect(row).toMatchObject({ headline: runningStale, progress: { kind: "none" } });
        for (const words of wordsOf(row)) expect(words).not.toMatch(reassurance);
      }
    }
  });
});
