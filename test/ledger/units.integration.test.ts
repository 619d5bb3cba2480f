import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createProcessRunEnd } from "../../functions/run-events/process-run-end.ts";
import { cancelledEnd } from "../../shared/ledger/cancelled-end.ts";
import type { End } from "../../shared/ledger/finish.ts";
import { createRunAnnotations } from "../../shared/ledger/run-annotations.ts";
import { queuedRunItem } from "../../shared/ledger/run-item.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAuditRecorder } from "../../shared/records/audit.ts";
import { createNotificationRecorder } from "../../shared/records/notifications.ts";
import type { Run } from "../../shared/run/run.ts";
import { cancelRequestedEntryOf, repeatedEntryOf } from "../../shared/run/run-audit-entries.ts";
import { inRole } from "../support/permissions.ts";
import { type Meter, meteredClient } from "./meter.ts";
import { correlation, createEngineWorld, delivery, parts, policySync, type World } from "./world.ts";

const succeeded: End = {
  outcome: "succeeded",
  source: "worker",
  summaryCounts: { total: 87, processed: 87, created: 87, updated: 0, unchanged: 0, deleted: 0, failed: 0 },
};
const failed: End = {
  outcome: "failed",
  source: "worker",
  reasonCode: "run.handler_failed",
  failures: [{ code: "run.handler_failed", message: "The provider could not be reached." }],
};

const byManager = { by: "manager", at: "2026-03-02T09:00:00.000Z" };
const annotation = { ...byManager, note: "The provider said so." };

/** An audit entry written with a change. */
const entryIn = (world: World) => () =>
  createAuditRecorder({ ...world.table, retentionDays: 90 }).partOf({
    id: world.ids.next(world.clock.now()),
    workspaceId: "acme",
    environmentId: "acme-prod",
    actor: { type: "human", id: "manager", label: "manager" },
    action: "operation_run.acknowledged",
    resourceType: "operation_run",
    resourceId: "run",
    outcome: "success",
    metadata: { note: annotation.note },
    recordedAt: world.clock.now().toISOString(),
  });

/** One run on the metered client: start, claim, finish, and the processing of its end. */
async function life(world: World, meter: Meter, end: End, scope = policySync.scope) {
  const table = { client: meter.client, tableName: world.table.tableName };
  const ledger = parts({ table, clock: world.clock, sqs: world.sqsClient, seed: 99 });
  const answer = await ledger.start({ ...policySync, scope });
  const id = "run" in answer ? answer.run.id : "";
  world.clock.advance(2);
  const claimed = await ledger.runService.claim(correlation(id, { environmentId: scope.environmentId }), delivery());
  if (claimed.outcome !== "written") throw new Error("the claim was refused");
  world.clock.advance(2);
  const ended = await ledger.runService.finish(claimed.run, end, "attempt");
  if (ended.outcome !== "written") throw new Error("the end was refused");
  world.clock.advance(2);
  return { run: ended.run, onTheWay: { ...meter.totals } };
}

/** Processes an end on the metered client and returns the units it wrote. */
async function remember(world: World, meter: Meter, run: Run) {
  const before = meter.totals.writeUnits;
  const metered = { client: meter.client, tableName: world.table.tableName };
  const ledger = { queries: createRunQueries(metered), runService: world.runService };
  await inRole(
    "RunEventsFollower",
    createProcessRunEnd({ ...ledger, successPointer: createSuccessPointer(metered), findOperation }),
  )(run);
  return meter.totals.writeUnits - before;
}

/** Adds other runs to the workspace of the measured one. */
async function fill(world: World, runs: number) {
  const items = Array.from({ length: runs }, (_, n) => {
    const scope = { workspaceId: "acme", environmentId: `env-${n % 20}` };
    const { prepared, initiator, operation } = policySync;
    const createdAt = world.clock.now().toISOString();
    const start = { ...prepared, ...scope, initiator, createdAt, type: operation.type, correlationHash: undefined };
    return queuedRunItem({ ...start, id: world.ids.next(world.clock.now()) }, "t", createdAt);
  });
  for (let at = 0; at < items.length; at += 25) {
    const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await world.table.client.send(new BatchWriteCommand({ RequestItems: { [world.table.tableName]: requests } }));
  }
}

describe("the units of a run, as billed by the table", () => {
  it.each([10, 2000])("are 12 written, none read and 5 calls with %i runs in the table", async (runs) => {
    const world = await createEngineWorld();
    await fill(world, runs);
    const meter = meteredClient(world.table);

    const { run, onTheWay } = await life(world, meter, succeeded);

    expect(onTheWay).toEqual({ calls: 5, writeUnits: 11, readUnits: 0 });
    expect(await remember(world, meter, run)).toBe(1);
  });

  it("are 13 written, 1 read and 7 calls for a repeated run", async () => {
    const world = await createEngineWorld();
    const first = await life(world, meteredClient(world.table), succeeded);
    await remember(world, meteredClient(world.table), first.run);
    const meter = meteredClient(world.table);

    const { run, onTheWay } = await life(world, meter, succeeded);

    expect(onTheWay).toEqual({ calls: 7, writeUnits: 12, readUnits: 1 });
    expect(await remember(world, meter, run)).toBe(1);
  });

  it("are 13 written for a failure, which joins the open work", async () => {
    const world = await createEngineWorld();
    const meter = meteredClient(world.table);

    const { onTheWay } = await life(world, meter, failed);

    expect(onTheWay).toEqual({ calls: 5, writeUnits: 13, readUnits: 0 });
  });
});

describe("the units of processing a success", () => {
  it("do not grow with unrelated open problems", async () => {
    const costs = [];
    for (const others of [0, 3, 30]) {
      const world = await createEngineWorld();
      await failures(world, others, "other work");
      const { run } = await life(world, meteredClient(world.table), succeeded);
      const meter = meteredClient(world.table);
      await remember(world, meter, run);
      costs.push({ others, ...meter.totals });
    }

    expect(costs).toEqual([
      { others: 0, calls: 2, writeUnits: 1, readUnits: 0.5 },
      { others: 3, calls: 2, writeUnits: 1, readUnits: 0.5 },
      { others: 30, calls: 2, writeUnits: 1, readUnits: 0.5 },
    ]);
  });

  it("grow by half a unit for each problem it resolves", async () => {
    const world = await createEngineWorld();
    await failures(world, 4, "other work");
    await failures(world, 2);
    const { run } = await life(world, meteredClient(world.table), succeeded);
    const meter = meteredClient(world.table);

    await remember(world, meter, run);

    expect(meter.totals).toEqual({ calls: 3, writeUnits: 1, readUnits: 1.5 });
    expect(
      (await world.queries.findOpenProblems({ workspaceId: "acme", environmentId: "acme-prod" }, 100)).ids,
    ).toHaveLength(4);
  });
});

/** Open problems, of the same work or of another. */
async function failures(world: World, count: number, selectionHash?: string) {
  for (let n = 0; n < count; n++) {
    const context = {
      ...policySync.prepared.context,
      ...(selectionHash && { selectionHash: `${selectionHash} ${n}` }),
    };
    const identity = selectionHash === undefined ? policySync.prepared.identity : { work: `${selectionHash} ${n}` };
    const prepared = { ...policySync.prepared, identity, context };
    const answer = await world.start({ ...policySync, prepared });
    if (!("run" in answer)) throw new Error("the start was refused");
    await world.runService.finish(answer.run, { ...failed, source: "operator" }, "observed");
    world.clock.advance(1);
  }
}

interface Scene {
  readonly world: World;
  /** Product components over the metered client. */
  readonly metered: { readonly client: Meter["client"]; readonly tableName: string };
  readonly ledger: ReturnType<typeof parts>;
}

/** Actions of people on a run, each with its unmetered setup. */
const actions: readonly {
  readonly action: string;
  readonly cost: Meter["totals"];
  readonly why: string;
  readonly arrange: (world: World) => Promise<Run>;
  readonly act: (scene: Scene, run: Run) => Promise<unknown>;
}[] = [
  {
    action: "a cancel that ends a queued run",
    cost: { calls: 1, writeUnits: 5, readUnits: 0 },
    why: "the end 1, its moved open and due entries 4",
    arrange: queued,
    act: ({ ledger }, run) => ledger.runService.finish(run, cancelledEnd(byManager, true), "observed"),
  },
  {
    action: "a cancel request for a running run",
    cost: { calls: 2, writeUnits: 4, readUnits: 0 },
    why: "the request 1, the moved due entry 2, the audit entry 1",
    arrange: atWork,
    async act({ ledger, metered }, run) {
      const write = await ledger.runService.requestCancel(run, byManager);
      const entry = write.outcome === "written" ? cancelRequestedEntryOf(write.run) : undefined;
      if (entry !== undefined) await createAuditRecorder({ ...metered, retentionDays: 90 }).record(entry);
    },
  },
  {
    action: "an acknowledgement",
    cost: { calls: 2, writeUnits: 5, readUnits: 1 },
    why: "the run and its entry in the audit, doubled by the transaction 4, out of open 1; a look at what it came to",
    arrange: failedRun,
    act: ({ metered, world }, run) => createRunAnnotations(metered).acknowledge(run, annotation, entryIn(world)),
  },
  {
    action: "the platform's annotation",
    cost: { calls: 2, writeUnits: 4, readUnits: 1 },
    why: "as an acknowledgement, but nothing leaves an index",
    arrange: failedRun,
    act: ({ metered, world }, run) => createRunAnnotations(metered).markInvestigated(run, annotation, entryIn(world)),
  },
  {
    action: "running again",
    cost: { calls: 6, writeUnits: 9, readUnits: 1 },
    why: "a start of a known identity 8 with a read of its run, the audit entry 1",
    arrange: failedRun,
    async act({ ledger, metered }, run) {
      const answer = await ledger.start({ ...policySync, repeats: run.id });
      const entry = "run" in answer ? repeatedEntryOf(answer.run) : undefined;
      if (entry !== undefined) await createAuditRecorder({ ...metered, retentionDays: 90 }).record(entry);
    },
  },
  {
    action: "notifying the initiator of a run's end",
    cost: { calls: 1, writeUnits: 1, readUnits: 0 },
    why: "one small item of constant size",
    arrange: failedRun,
    act: ({ metered }, run) => createNotificationRecorder({ ...metered, retentionDays: 90 }).record(run),
  },
];

describe("the units of actions on a run, as billed by the table", () => {
  it.each(actions)("match the unit model for $action: $why", async ({ cost, arrange, act }) => {
    const world = await createEngineWorld();
    await fill(world, 10);
    const run = await arrange(world);
    world.clock.advance(60);
    const meter = meteredClient(world.table);
    const metered = { client: meter.client, tableName: world.table.tableName };
    const ledger = parts({ table: metered, clock: world.clock, sqs: world.sqsClient, seed: 99 });

    await act({ world, metered, ledger }, run);

    expect(meter.totals).toEqual(cost);
  });
});

async function queued(world: World): Promise<Run> {
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  return answer.run;
}

async function atWork(world: World): Promise<Run> {
  const write = await world.runService.claim(correlation((await queued(world)).id), delivery());
  if (write.outcome !== "written") throw new Error("the claim was refused");
  return write.run;
}

async function failedRun(world: World): Promise<Run> {
  return (await life(world, meteredClient(world.table), failed)).run;
}
