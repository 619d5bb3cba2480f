import { afterEach, describe, expect, it, vi } from "vitest";
import { createBridge } from "../../functions/failed-job-bridge/app.ts";
import type { ReconcileResult } from "../../shared/operations/define-operation.ts";
import { type AnyOperation, operations, registryOf } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { askMillisMax, createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSweep } from "../../shared/reconcile/sweep.ts";
import type { Run } from "../../shared/run/run.ts";
import { eventOf, laneOfQueue, recordOf, sentBodies } from "../functions/sqs-records.ts";
import { operationThat } from "../functions/worker/delivered-run.ts";
import { createWorld, policySync, type World } from "../ledger/world.ts";
import { inRole } from "../support/permissions.ts";

const fakeType = "fake.artifact.make";
const proven: ReconcileResult = {
  decision: "reconciled_succeeded",
  reasonCode: "fake.artifact_found",
  evidence: { artifactIds: ["artifact"] },
  related: { type: "fake_artifact", id: "artifact" },
};

/** A test-only operation whose adapter answers as configured. */
function fakeOperation(reconcile: () => Promise<ReconcileResult>): AnyOperation {
  const base = operationThat(async () => ({ kind: "ended", outcome: "succeeded" }));
  return { ...base, type: fakeType, reconcile: async () => ({ reconcile }) };
}

/** Every caller of adapters, over the product's registry plus one operation. */
async function worldWith(reconcile: () => Promise<ReconcileResult>) {
  const world = await createWorld();
  const findOperation = registryOf([...operations, fakeOperation(reconcile)]);
  const needs = createAdapterDependencies({ ...world.table, clock: world.clock });
  const askAdapter = createAskAdapter({ findOperation, needs });
  const reconcileRun = createReconcileRun({ ...world, askAdapter });
  const failures: string[] = [];
  const sweep = inRole(
    "ReconcileSweep",
    createSweep({
      ...world,
      reconcileRun,
      findOperation,
      overrides: {},
      onFailure: (_runId, error) => failures.push(String(error)),
    }),
  );
  const bridge = inRole(
    "FailedJobBridge",
    createBridge({
      ...world,
      laneOf: laneOfQueue,
      askAdapter,
      findOperation,
      reports: { rejected() {}, settled() {}, failed: (_id, error) => failures.push(String(error)) },
    }),
  );
  return { ...world, failures, sweep, bridge, reconcileRun };
}

async function aRun(world: World, of: { type?: string; environmentId?: string } = {}): Promise<Run> {
  const { type = fakeType, environmentId = "acme-prod" } = of;
  const operation = { ...policySync.operation, type };
  const answer = await world.start({ ...policySync, operation, scope: { workspaceId: "acme", environmentId } });
  if (!("run" in answer)) throw new Error("the start was refused");
  return answer.run;
}

/** The run's first message, as a dead-letter record. */
const messageOf = (world: World, run: Run) =>
  recordOf(sentBodies(world)[0] ?? "", { messageId: run.context.dispatch?.queueJobId ?? "" });
const anyNumber = { runsMax: 100, mayGoOn: () => true };

describe("an adapter that was added only to the registry", () => {
  it("proves the end of its runs in the sweep", async () => {
    const world = await worldWith(async () => proven);
    const run = await aRun(world);
    world.clock.advance(121);

    const { counts } = await world.sweep(anyNumber);

    expect(counts.reconciled).toBe(1);
    expect(await world.queries.getRun(run.id)).toMatchObject({
      outcome: "succeeded",
      context: { related: proven.related, reconciliation: { adapter: fakeType, evidence: proven.evidence } },
    });
  });

  it("proves the end in the bridge and for an operator", async () => {
    const world = await worldWith(async () => proven);
    const bridged = await aRun(world);
    const asked = await aRun(world, { environmentId: "acme-lab" });

    await world.bridge(eventOf(messageOf(world, bridged)));
    const { result } = await world.reconcileRun(asked, "operator_reconcile", "operator");

    expect(result).toBe("reconciled");
    for (const [id, source] of [
      [bridged.id, "failed_job_bridge"],
      [asked.id, "operator_reconcile"],
    ] as const) {
      const run = await world.queries.getRun(id);
      expect(run).toMatchObject({ outcome: "succeeded", context: { reconciliation: { source } } });
    }
  });
});

describe("late proof", () => {
  it.each([
    { type: fakeType, seconds: 301, looked: "reconciled" },
    { type: fakeType, seconds: 299, looked: undefined },
    { type: "policy.sync", seconds: 301, looked: undefined },
  ])("is checked $seconds s after the last check of $type: $looked", async ({ type, seconds, looked }) => {
    let answer: ReconcileResult = { decision: "no_proof", reasonCode: "fake.nothing", evidence: {} };
    const world = await worldWith(async () => answer);
    await aRun(world, { type });
    world.clock.advance(121);
    expect((await world.sweep(anyNumber)).counts).toMatchObject({ waits: 1 });
    answer = proven;
    world.clock.advance(seconds);

    const { counts } = await world.sweep(anyNumber);

    expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual(looked === undefined ? [] : [[looked, 1]]);
  });
});

describe("a failing adapter", () => {
  const failing = async (): Promise<ReconcileResult> => {
    throw new Error("no table today");
  };

  it("returns the bridge's message for redelivery and ends nothing", async () => {
    const world = await worldWith(failing);
    const run = await aRun(world);

    const answer = await world.bridge(eventOf(messageOf(world, run)));

    expect(answer.batchItemFailures).toHaveLength(1);
    expect(world.failures).toEqual(["Error: no table today"]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "queued" });
  });

  it("never stops a sweep, and its run is not closed without knowledge", async () => {
    const world = await worldWith(failing);
    const run = await aRun(world);
    const other = await aRun(world, { type: "policy.sync" });
    world.clock.advance(3601);

    const { counts } = await world.sweep(anyNumber);

    expect(counts).toMatchObject({ failed: 1, closed: 1 });
    expect(world.failures).toEqual(["Error: no table today"]);
    expect(await world.queries.getRun(run.id)).toMatchObject({ status: "queued" });
    expect(await world.queries.getRun(other.id)).toMatchObject({ status: "completed", outcome: "failed" });
  });

  it("does not keep its run active beyond the last limit", async () => {
    const world = await worldWith(failing);
    const run = await aRun(world);
    world.clock.advance(24 * 3600 + 1);

    expect((await world.sweep(anyNumber)).counts.closed).toBe(1);
    expect(await world.queries.getRun(run.id)).toMatchObject({
      endedBy: { reasonCode: "run.infrastructure_timeout_or_abandonment" },
    });
  });
});

describe("adapter calls in a sweep", () => {
  afterEach(() => vi.useRealTimers());

  it("are limited, and the remaining runs wait for the next sweep", async () => {
    let asked = 0;
    const world = await worldWith(async () => {
      asked += 1;
      return { decision: "no_proof", reasonCode: "fake.nothing", evidence: {} };
    });
    const environments = ["one", "two", "three", "four", "five"];
    for (const environmentId of environments) await aRun(world, { environmentId });
    world.clock.advance(3601);

    const first = await world.sweep({ ...anyNumber, proofsMax: 2 });
    const second = await world.sweep({ ...anyNumber, proofsMax: 10 });

    expect(first).toMatchObject({ counts: { closed: 2, waits: 3 }, isCutShort: true });
    expect(second).toMatchObject({ counts: { closed: 3, waits: 0 }, isCutShort: false });
    expect(asked).toBe(5);
  });

  it("time out, naming the adapter", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const ask = createAskAdapter({
      findOperation: registryOf([fakeOperation(() => new Promise(() => {}))]),
      needs: {
        ...createAdapterDependencies({ ...(await createWorld()).table, clock: { now: () => new Date(0) } }),
      },
    });
    const world = await createWorld();
    const run = await aRun(world);

    const answer = expect(ask(run, new Date(0))).rejects.toThrow(`the adapter of ${fakeType} gave no answer`);
    await vi.advanceTimersByTimeAsync(askMillisMax);

    await answer;
  });
});
