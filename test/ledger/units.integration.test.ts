import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createFollow } from "../../functions/run-events/follow.ts";
import type { End } from "../../shared/ledger/finish.ts";
import { queuedRunItem } from "../../shared/ledger/run-item.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { type Meter, meteredClient } from "./meter.ts";
import { correlation, createWorld, delivery, parts, policySync, type World } from "./world.ts";

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

/** One whole life on the metered client: start, claim, finish, and what run-events remembers of it. */
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

async function remember(world: World, meter: Meter, run: Awaited<ReturnType<typeof life>>["run"]) {
  const before = meter.totals.writeUnits;
  const pointer = createSuccessPointer({ client: meter.client, tableName: world.table.tableName });
  await createFollow({ ...world, successPointer: pointer, findOperation })(run);
  return meter.totals.writeUnits - before;
}

/** Puts other runs of the workspace beside the one that is measured. */
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

describe("the units of a life, as the table itself counts them", () => {
  it.each([10, 2000])("are the same with %i runs in the table: 12 written, none read, 5 calls", async (runs) => {
    const world = await createWorld();
    await fill(world, runs);
    const meter = meteredClient(world.table);

    const { run, onTheWay } = await life(world, meter, succeeded);

    expect(onTheWay).toEqual({ calls: 5, writeUnits: 11, readUnits: 0 });
    expect(await remember(world, meter, run)).toBe(1);
  });

  it("are 13 written, 1 read and 7 calls for a later run of the same identity", async () => {
    const world = await createWorld();
    const first = await life(world, meteredClient(world.table), succeeded);
    await remember(world, meteredClient(world.table), first.run);
    const meter = meteredClient(world.table);

    const { run, onTheWay } = await life(world, meter, succeeded);

    expect(onTheWay).toEqual({ calls: 7, writeUnits: 12, readUnits: 1 });
    expect(await remember(world, meter, run)).toBe(1);
  });

  it("are 13 written for a failure, which stays among the open problems", async () => {
    const world = await createWorld();
    const meter = meteredClient(world.table);

    const { onTheWay } = await life(world, meter, failed);

    expect(onTheWay).toEqual({ calls: 5, writeUnits: 13, readUnits: 0 });
  });
});
