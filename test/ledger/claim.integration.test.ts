import { describe, expect, it } from "vitest";
import { correlation, createEngineWorld, delivery, policySync, type World } from "./world.ts";

async function startedRun(world: World) {
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  return answer.run;
}

describe("a claim", () => {
  it("makes the delivery the owner, with the next attempt as fencing token", async () => {
    const world = await createEngineWorld();
    const run = await startedRun(world);

    const write = await world.runService.claim(correlation(run.id), delivery());

    expect(write).toMatchObject({
      outcome: "written",
      run: { status: "running", attempt: 1, messageId: "m1", input: { providerConnectionId: "default" } },
    });
  });

  it("succeeds for one of two concurrent messages", async () => {
    const world = await createEngineWorld();
    const run = await startedRun(world);

    const writes = await Promise.all([
      world.runService.claim(correlation(run.id), delivery({ messageId: "a", claimToken: "a" })),
      world.runService.claim(correlation(run.id), delivery({ messageId: "b", claimToken: "b" })),
    ]);

    expect(writes.map((write) => write.outcome).sort()).toEqual(["refused", "written"]);
  });

  it.each([
    {
      who: "a redelivery of the same message",
      next: delivery({ receiveCount: 2, claimToken: "t2" }),
      outcome: "refused",
    },
    { who: "a second use of the same receive", next: delivery({ claimToken: "t2" }), outcome: "refused" },
    {
      who: "another message",
      next: delivery({ messageId: "m2", receiveCount: 5, claimToken: "t2" }),
      outcome: "refused",
    },
  ])("of a running run by $who is $outcome", async ({ next, outcome }) => {
    const world = await createEngineWorld();
    const run = await startedRun(world);
    await world.runService.claim(correlation(run.id), delivery());

    expect((await world.runService.claim(correlation(run.id), next)).outcome).toBe(outcome);
  });

  it.each([
    { after: 855, outcome: "refused" },
    { after: 856, outcome: "written" },
  ])("by another message is $outcome $after s after a claim (855 s lease)", async ({ after, outcome }) => {
    const world = await createEngineWorld();
    const run = await startedRun(world);
    await world.runService.claim(correlation(run.id), delivery());
    world.clock.advance(after);

    const next = await world.runService.claim(correlation(run.id), delivery({ messageId: "m2" }));

    expect(next.outcome).toBe(outcome);
  });

  it("keeps the time of the first start", async () => {
    const world = await createEngineWorld();
    const run = await startedRun(world);
    const first = await world.runService.claim(correlation(run.id), delivery());
    world.clock.advance(900);
    const second = await world.runService.claim(correlation(run.id), delivery({ receiveCount: 2 }));

    const startedAt = first.outcome === "written" ? first.run.startedAt : "";
    expect(second).toMatchObject({ run: { startedAt, attempt: 2, claims: [startedAt, expect.any(String)] } });
  });

  it.each([
    { wrong: "workspace", over: { workspaceId: "globex" } },
    { wrong: "workspace whose name is a prefix", over: { workspaceId: "acm" } },
    { wrong: "environment", over: { environmentId: "acme-lab" } },
    { wrong: "missing environment", over: { environmentId: null } },
    { wrong: "type", over: { type: "restore.execute" } },
    { wrong: "queue", over: { queue: "operations-short" } },
    { wrong: "version", over: { version: 2 } },
  ])("is refused without a write for a message with the wrong $wrong", async ({ over }) => {
    const world = await createEngineWorld();
    const run = await startedRun(world);

    const write = await world.runService.claim(correlation(run.id, over), delivery());

    expect(write).toMatchObject({ outcome: "refused", stored: { status: "queued", attempt: 0 } });
  });

  it("is refused for a missing run and creates none", async () => {
    const world = await createEngineWorld();

    const write = await world.runService.claim(correlation("01JZZZZZZZZZZZZZZZZZZZZZZZ"), delivery());

    expect(write).toEqual({ outcome: "refused", stored: undefined });
    expect(await world.queries.getRun("01JZZZZZZZZZZZZZZZZZZZZZZZ")).toBeUndefined();
  });
});

describe("a hand-over", () => {
  it("lets only the next message continue from the checkpoint", async () => {
    const world = await createEngineWorld();
    const run = await startedRun(world);
    const claimed = await world.runService.claim(correlation(run.id), delivery());
    if (claimed.outcome !== "written") throw new Error("the claim was refused");
    const handed = await world.runService.handOver(claimed.run, { page: 3 }, { queuedWindowSeconds: 600 });
    const waiting = await world.queries.getRun(run.id);
    if (!waiting) throw new Error("the run is gone");

    const closed = await world.runService.finish(
      waiting,
      { outcome: "failed", source: "scheduled_reconciler" },
      "observed",
    );
    const next = await world.runService.claim(correlation(run.id), delivery({ messageId: "m2", claimToken: "t2" }));

    expect(handed).toMatchObject({ outcome: "written", run: { handovers: 1, status: "running" } });
    expect(handed.outcome === "written" && handed.run.messageId).toBeUndefined();
    expect(closed.outcome).toBe("refused");
    expect(next).toMatchObject({ outcome: "written", run: { attempt: 2, checkpoint: { page: 3 } } });
  });

  it("fences the attempt that released the run", async () => {
    const world = await createEngineWorld();
    const run = await startedRun(world);
    const claimed = await world.runService.claim(correlation(run.id), delivery());
    if (claimed.outcome !== "written") throw new Error("the claim was refused");
    await world.runService.handOver(claimed.run, { page: 3 }, { queuedWindowSeconds: 600 });

    const again = await world.runService.handOver(claimed.run, { page: 3 }, { queuedWindowSeconds: 600 });
    const late = await world.runService.reportProgress(claimed.run, { counts: { processed: 1 } });

    expect(again).toMatchObject({ outcome: "refused", stored: { handovers: 1, status: "running" } });
    expect(late).toMatchObject({ outcome: "refused", stored: { summaryCounts: {} } });
  });

  it("is refused for an attempt that a later one replaced", async () => {
    const world = await createEngineWorld();
    const run = await startedRun(world);
    const claimed = await world.runService.claim(correlation(run.id), delivery());
    if (claimed.outcome !== "written") throw new Error("the claim was refused");
    world.clock.advance(900);
    await world.runService.claim(correlation(run.id), delivery({ receiveCount: 2, claimToken: "t2" }));

    const late = await world.runService.handOver(claimed.run, { page: 3 }, { queuedWindowSeconds: 600 });

    expect(late).toMatchObject({ outcome: "refused", stored: { attempt: 2, handovers: 0, messageId: "m1" } });
  });
});
