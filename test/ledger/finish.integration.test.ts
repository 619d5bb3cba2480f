import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { End, Right } from "../../shared/ledger/finish.ts";
import type { Run } from "../../shared/run/run.ts";
import { correlation, createEngineWorld, delivery, policySync, type World } from "./world.ts";

const succeeded: End = { outcome: "succeeded", source: "worker", summaryCounts: { total: 87, processed: 87 } };
const failed: End = { outcome: "failed", source: "failed_job_bridge", reasonCode: "run.queue_failure_bridge" };

async function claimedRun(world: World, over = delivery()): Promise<Run> {
  const answer = await world.start(policySync);
  const write = await world.runService.claim(correlation("run" in answer ? answer.run.id : ""), over);
  if (write.outcome !== "written") throw new Error("the claim was refused");
  return write.run;
}

async function stored(world: World, run: Run): Promise<Run> {
  const now = await world.queries.getRun(run.id);
  if (!now) throw new Error("the run is gone");
  return now;
}

describe("the end of a run", () => {
  it.each([
    { end: failed, right: "observed", traceId: "1-5759e988-bd862e3fe1be46a994272793" },
    // A success has no room for it in its write unit.
    { end: succeeded, right: "attempt", traceId: undefined },
  ] as const)("names the trace of the invocation that wrote it as $end.outcome: $traceId", async (given) => {
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const world = await createEngineWorld();
    const run = await claimedRun(world);
    world.clock.advance(900);
    await world.runService.finish(run, given.end, given.right);

    expect((await stored(world, run)).endedBy?.traceId).toBe(given.traceId);
  });

  it("is written once when two writers compete", async () => {
    const world = await createEngineWorld();
    const run = await claimedRun(world);
    await world.runService.finish(run, succeeded, "attempt");

    const rights: Right[] = ["attempt", "observed", "undelivered"];
    const seconds = await Promise.all(rights.map((right) => world.runService.finish(run, failed, right)));

    expect(seconds.map((write) => write.outcome)).toEqual(["refused", "refused", "refused"]);
    expect(await stored(world, run)).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 87 } });
  });

  it("is refused for a superseded attempt", async () => {
    const world = await createEngineWorld();
    const first = await claimedRun(world);
    world.clock.advance(900);
    await world.runService.claim(correlation(first.id), delivery({ receiveCount: 2 }));

    const late = await world.runService.finish(first, succeeded, "attempt");

    expect(late).toMatchObject({ outcome: "refused", stored: { status: "running", attempt: 2 } });
  });

  it.each([
    { when: "while a lease lives", after: 855, outcome: "refused" },
    { when: "once the lease has run out", after: 856, outcome: "written" },
  ])("as failed by an observer is $outcome $when", async ({ after, outcome }) => {
    const world = await createEngineWorld();
    const run = await claimedRun(world);
    world.clock.advance(after);

    expect((await world.runService.finish(run, failed, "observed")).outcome).toBe(outcome);
  });

  it("as failed by an observer is refused when another attempt has started", async () => {
    const world = await createEngineWorld();
    const seen = await claimedRun(world);
    world.clock.advance(900);
    await world.runService.claim(correlation(seen.id), delivery({ messageId: "m2", remainingSeconds: -15 }));
    world.clock.advance(1);

    expect((await world.runService.finish(seen, failed, "observed")).outcome).toBe("refused");
  });

  it("as failed by an observer is refused when the run was delivered meanwhile", async () => {
    const world = await createEngineWorld();
    const answer = await world.start(policySync);
    const run = "run" in answer ? await stored(world, answer.run) : undefined;
    if (!run) throw new Error("the start was refused");
    const { dispatch: _, ...undelivered } = run.context;

    const write = await world.runService.finish({ ...run, context: undelivered }, failed, "observed");

    expect(write.outcome).toBe("refused");
  });

  it("as proven success by an observer is written despite a live lease", async () => {
    const world = await createEngineWorld();
    const run = await claimedRun(world);

    const write = await world.runService.finish(run, { ...succeeded, source: "adapter_reconciler" }, "observed");

    expect(write.outcome).toBe("written");
  });

  it("records the previous state when an observer ends it", async () => {
    const world = await createEngineWorld();
    const run = await claimedRun(world);
    world.clock.advance(900);
    const reconciliation = {
      source: "failed_job_bridge",
      adapter: null,
      decision: "reconciled_failed",
      reasonCode: "run.queue_failure_bridge",
      evidence: {},
    } as const;

    await world.runService.finish(run, { ...failed, reconciliation }, "observed");

    expect((await stored(world, run)).context.reconciliation).toMatchObject({
      previousStatus: "running",
      previousOutcome: "pending",
      reconciledAt: world.clock.now().toISOString(),
    });
  });

  it("stores failures without secrets and only whitelisted counts", async () => {
    const world = await createEngineWorld();
    const run = await claimedRun(world);

    await world.runService.finish(
      run,
      {
        outcome: "failed",
        source: "worker",
        summaryCounts: { total: 3, surprise: 9 },
        failures: [{ code: "x", message: "Bearer abcdefghijklmnopqrstuvwxyz012345 was refused" }],
      },
      "attempt",
    );

    const ended = await stored(world, run);
    expect(ended.summaryCounts).toEqual({ total: 3 });
    expect(ended.failures[0]?.message).not.toContain("abcdefghijklmnopqrstuvwxyz012345");
  });
});
