import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import type { Right } from "../../shared/ledger/finish.ts";
import { runKey } from "../../shared/ledger/keys.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import type { WriteOutcome } from "../../shared/ledger/write-outcome.ts";
import type { Run } from "../../shared/run/run.ts";
import { correlation, createEngineWorld, delivery, policySync, type World } from "./world.ts";

const changes = [
  { field: "status", value: "paused" },
  { field: "outcome", value: "deferred" },
] as const;

/** Every write of the run service, with the right that the stored run would grant it. */
const writes: Record<string, (runService: RunService, run: Run) => Promise<WriteOutcome>> = {
  claim: (runService, run) => runService.claim(correlation(run.id), delivery()),
  recordDispatch: (runService, { id }) => runService.recordDispatch(id, { version: 1, queue: "operations-long" }),
  reserveResend: (runService, run) => runService.reserveResend(run),
  reportProgress: (runService, run) => runService.reportProgress(run, { phase: "reading" }),
  handOver: (runService, run) => runService.handOver(run, {}, { queuedWindowSeconds: 60 }),
  rearm: (runService, run) => runService.rearm(run, "2026-03-03T00:00:00.000Z"),
  requestCancel: (runService, run) => runService.requestCancel(run, { by: "operator", at: run.createdAt }),
  "finish by its attempt": (runService, run) => end(runService, run, "attempt"),
  "finish by its creator": (runService, run) => end(runService, run, "undelivered"),
  "finish by an observer": (runService, run) => end(runService, run, "observed"),
  "finish by proof": (runService, run) =>
    runService.finish(run, { outcome: "succeeded", source: "adapter_reconciler" }, "observed"),
  renewOpenKey: (runService, run) => runService.renewOpenKey(run),
  retire: (runService, run) => runService.retire(run),
};
const end = (runService: RunService, run: Run, right: Right) =>
  runService.finish(run, { outcome: "failed", source: "worker" }, right);

async function change({ table: { client, tableName } }: World, run: Run, field: string, value: string) {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: runKey(run.id),
    UpdateExpression: "SET #field = :value",
    ExpressionAttributeNames: { "#field": field },
    ExpressionAttributeValues: { ":value": value },
  });
  await client.send(command);
}

/** A run in each state, never dispatched, so that it may also be resent. */
const states: Record<string, (world: World) => Promise<Run>> = {
  queued: async (world) => {
    const ensured = await world.runService.ensure({
      ...policySync.scope,
      type: policySync.operation.type,
      initiator: policySync.initiator,
      identityHash: "identity",
      correlationHash: undefined,
      input: {},
      context: {},
      firstDueSeconds: 60,
    });
    if (!("run" in ensured)) throw new Error(`the start was answered ${ensured.kind}`);
    return ensured.run;
  },
  running: async (world) => {
    const { id } = (await states.queued?.(world)) ?? {};
    const write = await world.runService.claim(correlation(id ?? ""), delivery());
    if (write.outcome === "refused") throw new Error("the claim was refused");
    return write.run;
  },
  "handed-over": async (world) => {
    const run = await states.running?.(world);
    const write = run && (await world.runService.handOver(run, {}, { queuedWindowSeconds: 60 }));
    if (write?.outcome !== "written") throw new Error("the hand-over was refused");
    return write.run;
  },
  failed: async (world) => {
    const run = await states.running?.(world);
    const write = run && (await end(world.runService, run, "attempt"));
    if (write?.outcome !== "written") throw new Error("the end was refused");
    return write.run;
  },
};

describe.each(changes)("a run with $field of a newer release", ({ field, value }) => {
  it.each(Object.keys(states))("refuses every write when it was %s", async (state) => {
    const world = await createEngineWorld();
    const read = await states[state]?.(world);
    if (read === undefined) throw new Error(`no state ${state}`);
    await change(world, read, field, value);
    world.clock.advance(3 * 86_400);
    const stored = await world.queries.getRun(read.id);

    for (const [name, write] of Object.entries(writes)) {
      expect((await write(world.runService, stored ?? read)).outcome, name).toBe("refused");
    }
    expect(await world.queries.getRun(read.id)).toEqual(stored);
  });

  it.each(["queued", "running"])("keeps its line when it was %s", async (state) => {
    const world = await createEngineWorld();
    const run = await states[state]?.(world);
    if (run === undefined) throw new Error(`no state ${state}`);
    await change(world, run, field, value);

    expect((await states.queued?.(world))?.id).toBe(run.id);
  });
});
