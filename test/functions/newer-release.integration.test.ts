import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import * as z from "zod";
import { createBridge } from "../../functions/failed-job-bridge/app.ts";
import { createRunEvents } from "../../functions/run-events/app.ts";
import type { ParkedEnd } from "../../shared/dispatch/park-event.ts";
import { runKey } from "../../shared/ledger/keys.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSweep } from "../../shared/reconcile/sweep.ts";
import { correlation, delivery, type World } from "../ledger/world.ts";
import { eventOf, lambdaContext, laneOfQueue, recordOf } from "./sqs-records.ts";
import { aDelivery } from "./worker/delivered-run.ts";

const image = z.record(z.string(), z.any());

async function itemOf({ table: { client, tableName } }: World, id: string): Promise<Record<string, unknown>> {
  return (
    (await client.send(new GetCommand({ TableName: tableName, Key: runKey(id), ConsistentRead: true }))).Item ?? {}
  );
}

/** An active run past every window, changed by a newer release, with its worker, bridge and sweep. */
async function aChangedRun(field: string, value: unknown, state: "queued" | "running" = "running") {
  const made = await aDelivery(async () => ({ kind: "completed", outcome: "succeeded" }) as never);
  const { world, run } = made;
  if (state === "running") await world.runService.claim(correlation(run.id), delivery());
  const item = { ...(await itemOf(world, run.id)), [field]: value };
  await world.table.client.send(new PutCommand({ TableName: world.table.tableName, Item: item }));
  world.clock.advance(3 * 86_400);
  return { ...made, item };
}

const changes = [
  { field: "status", value: "paused_by_a_newer_release" },
  { field: "outcome", value: "of_a_newer_release" },
];

it.each(changes)("the sweep skips and counts a run with an unknown $field", async ({ field, value }) => {
  const { world, run, item } = await aChangedRun(field, value);
  const failures: unknown[] = [];
  const sweep = createSweep({
    ...world,
    reconcileRun: createReconcileRun({
      ...world,
      askAdapter: async () => ({ decision: "reconciled_succeeded", reasonCode: "x", evidence: {} }),
    }),
    findOperation,
    overrides: {},
    onFailure: (_id, error) => failures.push(error),
  });

  const { counts } = await sweep({ runsMax: 10, mayGoOn: () => true });

  expect(failures).toEqual([]);
  expect(counts.newer_version).toBe(1);
  expect(await itemOf(world, run.id)).toEqual(item);
});

it.each([
  ...changes.map((change) => ({ ...change, whose: "its own", messageId: "m1" })),
  ...changes.map((change) => ({ ...change, whose: "a superseded", messageId: "m2" })),
])("the bridge keeps and counts $whose message of a run with an unknown $field", async (of) => {
  const { world, run, body, item } = await aChangedRun(of.field, of.value);
  const reports: unknown[] = [];
  const bridge = createBridge({
    ...world,
    findOperation,
    laneOf: laneOfQueue,
    askAdapter: async () => {
      throw new Error("the adapter was asked about a run of a newer release");
    },
    reports: {
      rejected: (reason) => reports.push(reason),
      settled: (_run, how) => reports.push(how),
      failed: (_id, error) => reports.push(error),
    },
  });

  const answer = await bridge(eventOf(recordOf(body, { messageId: of.messageId })));

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: of.messageId }] });
  expect(reports).toEqual(["newer_version"]);
  expect(await itemOf(world, run.id)).toEqual(item);
});

it.each([
  ...changes.map((change) => ({ ...change, state: "running" as const })),
  ...changes.map((change) => ({ ...change, state: "queued" as const })),
])("the worker leaves the message of a $state run with an unknown $field", async ({ field, value, state }) => {
  const { world, run, body, item, worker, reports } = await aChangedRun(field, value, state);

  const answer = await worker(eventOf(recordOf(body, { receiveCount: 2 })), lambdaContext());

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
  expect(reports).toEqual(["rejected newer_version"]);
  expect(await itemOf(world, run.id)).toEqual(item);
});

it("an end written by a newer release is parked with its run", async () => {
  const { item, run } = await aChangedRun("outcome", "of_a_newer_release");
  const parked: ParkedEnd[] = [];
  const followed: string[] = [];
  const events = createRunEvents({
    follow: async ({ id }) => void followed.push(id),
    park: async (end) => void parked.push(end),
    clock: { now: () => new Date(0) },
    onFailure() {},
  });
  const ended = image.parse(marshall({ ...item, status: "completed" }, { removeUndefinedValues: true }));

  const answer = await events({ Records: [{ dynamodb: { SequenceNumber: "5", NewImage: ended } }] });

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(followed).toEqual([]);
  expect(parked).toEqual([{ reason: "unreadable", runId: run.id, sequenceNumber: "5" }]);
});
