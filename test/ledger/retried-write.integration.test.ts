import { describe, expect, it } from "vitest";
import { createRunAnnotations } from "../../shared/ledger/run-annotations.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import type { Run } from "../../shared/run/run.ts";
import { loseFirstAnswers } from "../support/lost-responses.ts";
import { correlation, createEngineWorld, delivery, policySync, type World } from "./world.ts";

/** A table whose client never receives the first response to a write. */
async function forgetfulWorld() {
  const world = await createEngineWorld();
  return { ...world, lost: loseFirstAnswers(world.table.client) };
}

async function aStart(world: World): Promise<Run> {
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  expect(answer.result).toBe("queued");
  return answer.run;
}

async function claimed(world: World, run: Run, over: Parameters<typeof delivery>[0] = {}): Promise<Run> {
  const write = await world.runService.claim(correlation(run.id), delivery(over));
  if (write.outcome === "refused") throw new Error("the claim was refused");
  return write.run;
}

describe("a retried write whose first response was lost", () => {
  it("counts once in every write of a run", async () => {
    const world = await forgetfulWorld();
    const started = await aStart(world);
    const first = await claimed(world, started);
    const handed = await world.runService.handOver(first, { page: 3 }, { queuedWindowSeconds: 600 });
    const second = await claimed(world, started, { messageId: "m2", claimToken: "t2" });
    const progress = await world.runService.reportProgress(second, { counts: { processed: 2 } });
    const ended = await world.runService.finish(second, { outcome: "succeeded", source: "worker" }, "attempt");

    expect(handed).toMatchObject({ outcome: "written", run: { handovers: 1 } });
    expect(progress.outcome).toBe("written");
    expect(ended).toMatchObject({
      outcome: "written",
      run: { status: "completed", outcome: "succeeded", attempt: 2, handovers: 1, claims: { length: 2 } },
    });
    // The identity, the run, its dispatch, two claims, a hand-over, progress and the end.
    expect(world.lost()).toBe(8);
  });

  it("reserves one send only", async () => {
    const world = await forgetfulWorld();
    world.sqs.rejects(new Error("no answer"));
    const run = await aStart(world);
    world.clock.advance(60);

    const reserved = await world.runService.reserveResend(run);
    world.clock.advance(1);
    const again = await world.runService.reserveResend(run);

    expect(reserved).toMatchObject({ outcome: "written", run: { tries: 1 } });
    expect(again).toMatchObject({ outcome: "refused", stored: { tries: 1 } });
  });

  it("records the requesting operator's cancellation once", async () => {
    const world = await forgetfulWorld();
    const run = await claimed(world, await aStart(world));
    const reconcileRun = createReconcileRun({
      ...world,
      askAdapter: async () => ({ decision: "reconciled_succeeded", reasonCode: "proven", evidence: {} }),
    });

    const asked = await reconcileRun(run, "operator_reconcile", "operator");
    const again = await reconcileRun(run, "operator_reconcile", "another operator");

    expect(asked).toMatchObject({ result: "reconciled", run: { endedBy: { actor: "operator" } } });
    expect(again).toMatchObject({ result: "already_terminal", run: { endedBy: { actor: "operator" } } });
  });

  it("stores one acknowledgement with its audit entry", async () => {
    const world = await forgetfulWorld();
    const run = await aStart(world);
    const ended = await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
    if (ended.outcome === "refused") throw new Error("the end was refused");
    const annotation = { by: "manager", at: "2026-03-02T09:00:00.000Z", note: "Seen." };
    const entry = { item: { pk: "WS#acme", sk: "AUDIT#entry" }, condition: "attribute_not_exists(pk)" };

    const write = await createRunAnnotations(world.table).acknowledge(ended.run, annotation, () => entry);

    expect(write).toMatchObject({ outcome: "written", run: { acknowledged: annotation } });
  });

  it("is refused when another writer was first", async () => {
    const world = await forgetfulWorld();
    const run = await claimed(world, await aStart(world));
    await world.runService.finish(run, { outcome: "succeeded", source: "worker" }, "attempt");
    world.clock.advance(1);

    const late = await world.runService.finish(run, { outcome: "succeeded", source: "worker" }, "attempt");
    const claim = await world.runService.claim(correlation(run.id), delivery({ receiveCount: 2, claimToken: "t2" }));

    expect(late).toMatchObject({ outcome: "refused", stored: { status: "completed" } });
    expect(claim).toMatchObject({ outcome: "refused", stored: { status: "completed" } });
  });
});
