import fc from "fast-check";
import { expect, it } from "vitest";
import { createBridge } from "../../functions/failed-job-bridge/app.ts";
import { createDynamoDb } from "../../local/engines/table/engine.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { eventOf, lambdaContext, laneOfQueue, recordOf, sentBodies } from "../functions/sqs-records.ts";
import { workerIn } from "../functions/worker/delivered-run.ts";
import { createWorld, policySync } from "../ledger/world.ts";
import { testClock } from "../support/clock.ts";
import { inRole } from "../support/permissions.ts";
import { tableDefinition } from "../support/table.ts";
import { injections } from "./injection-payloads.ts";

const tableName = "attacked";

/** A queued run with its message, its worker and its bridge. */
async function aTarget() {
  const clock = testClock();
  const engine = createDynamoDb({ clock });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  const client = createDirectClient(async (call) => engine.execute(call));
  const world = await createWorld({ table: { client, tableName, connect: () => client }, clock });
  const mine = await world.start(policySync);
  const theirs = await world.start({ ...policySync, scope: { workspaceId: "globex", environmentId: "globex-prod" } });
  if (!("run" in mine) || !("run" in theirs)) throw new Error("the start was refused");
  let worked = 0;
  const { worker, reports } = workerIn(world, async () => {
    worked += 1;
    return { kind: "ended", outcome: "succeeded" };
  });
  const bridge = inRole(
    "FailedJobBridge",
    createBridge({
      ...world,
      laneOf: laneOfQueue,
      findOperation,
      askAdapter: async () => ({ decision: "unsupported", reasonCode: "x", evidence: {} }),
      reports: {
        rejected: (reason) => reports.push(`bridge ${reason}`),
        settled: (_run, how) => reports.push(`bridge ended ${how}`),
        failed: (_id, error) => reports.push(`bridge failed ${String(error)}`),
      },
    }),
  );
  return {
    body: sentBodies(world)[0] ?? "",
    otherRunId: theirs.run.id,
    changes: () => engine.table(tableName).changeCount(),
    worked: () => worked,
    takeReports: () => reports.splice(0),
    async deliver(body: string) {
      const event = eventOf(recordOf(body, { messageId: "forged", queue: "operations-long" }));
      return [await worker(event, lambdaContext()), await bridge(event)];
    },
  };
}

const comesBack = { batchItemFailures: [{ itemIdentifier: "forged" }] };

/** Messages that differ from the real one in at least one part. */
function forgeryOf(real: string, otherRunId: string): fc.Arbitrary<string> {
  const message: { correlation: Record<string, unknown>; job: Record<string, unknown> } = JSON.parse(real);
  const value = fc.oneof(
    fc.constantFrom<unknown>(
      "globex",
      "acme-lab",
      "globex-prod",
      otherRunId,
      "restore.execute",
      "operations-short",
      null,
      0,
      2,
      "1",
    ),
    fc.constantFrom(...injections),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const name = (of: object) =>
    fc.oneof(fc.constantFrom(...Object.keys(of)), fc.constantFrom("runId", "bulkRunId", "input", "payload"));
  const inCorrelation = fc
    .tuple(name(message.correlation), value)
    .map(([key, to]) => ({ ...message, correlation: { ...message.correlation, [key]: to } }));
  const inJob = fc
    .tuple(name(message.job), value)
    .map(([key, to]) => ({ ...message, job: { ...message.job, [key]: to } }));
  const beside = fc.tuple(fc.string(), value).map(([key, to]) => ({ ...message, [key]: to }));
  const without = name(message.correlation).map((key) => ({
    ...message,
    correlation: Object.fromEntries(Object.entries(message.correlation).filter(([one]) => one !== key)),
  }));
  const changed = fc.oneof(inCorrelation, inJob, beside, without).map((one) => JSON.stringify(one));
  const cut = fc.nat(real.length - 1).map((at) => real.slice(0, at));
  const other = fc.oneof(fc.json(), fc.string(), fc.constantFrom("", "null", "[]", "{}"));
  return fc.oneof({ weight: 6, arbitrary: changed }, cut, other).filter((text) => text !== real);
}

it("3,000 forged messages change nothing in the worker and the bridge", async () => {
  const target = await aTarget();
  const before = target.changes();

  await fc.assert(
    fc.asyncProperty(forgeryOf(target.body, target.otherRunId), async (forged) => {
      expect(await target.deliver(forged)).toEqual([comesBack, comesBack]);
      expect(target.changes()).toBe(before);
      expect(target.takeReports().filter((report) => !/^(?:rejected|bridge) [a-z_]+$/.test(report))).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
  expect(target.worked()).toBe(0);
});

it("a body of 1 MiB changes nothing", async () => {
  const target = await aTarget();
  const before = target.changes();
  const large = 1_048_576;
  const message = JSON.parse(target.body);

  for (const body of [
    "[".repeat(large),
    "x".repeat(large),
    JSON.stringify({ ...message, padding: "x".repeat(large) }),
    JSON.stringify({ ...message, correlation: { ...message.correlation, workspaceId: "x".repeat(large) } }),
    JSON.stringify({ ...message, correlation: { ...message.correlation, operationRunId: "x".repeat(1_000) } }),
  ]) {
    expect(await target.deliver(body)).toEqual([comesBack, comesBack]);
  }
  expect(target.changes()).toBe(before);
  expect(target.worked()).toBe(0);
});

it("the unmodified message is processed", async () => {
  const target = await aTarget();

  await target.deliver(target.body);

  expect(target.worked()).toBe(1);
});
