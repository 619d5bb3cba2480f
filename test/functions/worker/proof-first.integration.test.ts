import { describe, expect, it } from "vitest";
import type { ReconcileResult } from "../../../shared/operations/define-operation.ts";
import { NonRetryableError } from "../../../shared/operations/non-retryable-error.ts";
import { eventOf, lambdaContext, recordOf } from "../sqs-records.ts";
import { aDelivery } from "./delivered-run.ts";

const proof = async () =>
  ({ decision: "reconciled_succeeded", reasonCode: "policy_sync.proven", evidence: {} }) as const;
const noProof = async () => ({ decision: "no_proof", reasonCode: "policy_sync.no_proof", evidence: {} }) as const;

/** Each way in which a worker ends a later attempt without its handler's success. */
const ends = [
  "a cancel request before the attempt",
  "a cancel request at a report",
  "a final error",
  "a blocked result",
];

/** A first attempt that is lost after its work, and a second one that ends as `how` says. */
async function aSecondAttempt(how: string, reconcile: () => Promise<ReconcileResult>) {
  const delivery = await aDelivery(
    async (work) => {
      if (work.run.attempt === 1 && how === "a cancel request before the attempt") await cancel();
      if (work.run.attempt === 1) throw new Error("the worker was killed");
      if (how === "a cancel request at a report") await cancel();
      await work.confirm({ processed: 0, total: 1 });
      if (how === "a final error") throw new NonRetryableError("provider_auth_failed", "No token.");
      return { kind: "ended", outcome: "blocked", reasonCode: "initiator_not_entitled" };
    },
    { reconcile: async () => ({ reconcile }) },
  );
  const { world, run, worker, body } = delivery;
  async function cancel() {
    const stored = await world.queries.getRun(run.id);
    if (stored === undefined) throw new Error("the run is gone");
    await world.runService.requestCancel(stored, { by: "owner", at: world.clock.now().toISOString() });
  }
  await worker(eventOf(recordOf(body)), lambdaContext());
  world.clock.advance(900);
  await worker(eventOf(recordOf(body, { receiveCount: 2 })), lambdaContext());
  return world.queries.getRun(run.id);
}

describe("a later attempt", () => {
  it.each(ends)("ends as proven despite %s", async (how) => {
    expect(await aSecondAttempt(how, proof)).toMatchObject({
      status: "completed",
      outcome: "succeeded",
      endedBy: { source: "adapter_reconciler", reasonCode: "policy_sync.proven" },
    });
  });

  it.each(ends)("ends by %s without proof", async (how) => {
    expect(await aSecondAttempt(how, noProof)).toMatchObject({
      status: "completed",
      outcome: how === "a blocked result" ? "blocked" : "failed",
    });
  });

  it("leaves its message when the adapter cannot answer", async () => {
    const run = await aSecondAttempt("a final error", () => Promise.reject(new Error("the table is away")));

    expect(run).toMatchObject({ status: "running", attempt: 2 });
  });
});
