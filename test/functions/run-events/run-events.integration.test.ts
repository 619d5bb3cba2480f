import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createRunEvents } from "../../../functions/run-events/app.ts";
import { createProcessRunEnd } from "../../../functions/run-events/process-run-end.ts";
import type { ParkedEnd } from "../../../shared/dispatch/park-event.ts";
import type { End } from "../../../shared/ledger/finish.ts";
import { runKey } from "../../../shared/ledger/keys.ts";
import { createSuccessPointer } from "../../../shared/ledger/success-pointer.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { Run } from "../../../shared/run/run.ts";
import { correlation, createWorld, delivery, policySync, type World } from "../../ledger/world.ts";
import { inRole } from "../../support/permissions.ts";

const image = z.record(z.string(), z.any());

/** The stream record of a run that has just ended. */
function recordOf(run: Run, over: object = {}, number = "1"): DynamoDBRecord {
  const item = {
    ...runKey(run.id),
    workspaceKey: `WS#${run.workspaceId}#0`,
    type: run.type,
    status: "completed",
    outcome: run.outcome,
    initiator: run.initiator,
    createdAt: run.createdAt,
    completedAt: run.completedAt,
    environmentId: run.environmentId,
    correlationHash: run.correlationHash,
    gen: run.gen,
    epoch: run.epoch,
    openKey: run.openKey,
    ...over,
  };
  const images = { NewImage: image.parse(marshall(item, { removeUndefinedValues: true })) };
  return { eventName: "MODIFY", dynamodb: { SequenceNumber: number, ...images } };
}

async function ended(
  world: World,
  outcome: End["outcome"],
  scope: { workspaceId: string; environmentId: string } = policySync.scope,
): Promise<Run> {
  const answer = await world.start({ ...policySync, scope });
  world.clock.advance(1);
  const id = "run" in answer ? answer.run.id : "";
  const claimed = await world.runService.claim(correlation(id, { environmentId: scope.environmentId }), delivery());
  if (claimed.outcome !== "written") throw new Error("the claim was refused");
  world.clock.advance(1);
  const write = await world.runService.finish(claimed.run, { outcome, source: "worker" }, "attempt");
  if (write.outcome !== "written") throw new Error("the end was refused");
  world.clock.advance(1);
  return write.run;
}

function eventsIn(
  world: World,
  follow = createProcessRunEnd({ ...world, successPointer: createSuccessPointer(world.table), findOperation }),
) {
  const parked: ParkedEnd[] = [];
  const counts = { parked: 0, retried: 0 };
  const handler = inRole(
    "RunEventsFollower",
    createRunEvents({
      ...world,
      follow,
      park: async (end) => void parked.push(end),
      onFailure(_runId, _error, isParked) {
        counts[isParked ? "parked" : "retried"] += 1;
      },
    }),
  );
  return { parked, counts, handler, deliver: (...records: DynamoDBRecord[]) => handler({ Records: records }) };
}

const openProblems = (world: World, environmentId = "acme-prod") =>
  world.queries.findOpenProblems({ workspaceId: "acme", environmentId }, 10).then(({ ids }) => ids);

describe("the run-events function", () => {
  it("retires an open problem after a later success of the same work", async () => {
    const world = await createWorld();
    const problem = await ended(world, "failed");
    const success = await ended(world, "succeeded");

    expect(await openProblems(world)).toEqual([problem.id]);
    await eventsIn(world).deliver(recordOf(problem), recordOf(success));

    expect(await openProblems(world)).toEqual([]);
    expect(await world.queries.getRun(problem.id)).toMatchObject({ status: "completed", outcome: "failed" });
  });

  it("gives the same result for reordered and duplicate deliveries", async () => {
    const world = await createWorld();
    const problem = await ended(world, "failed");
    const success = await ended(world, "succeeded");
    const events = eventsIn(world);

    await events.deliver(recordOf(success), recordOf(problem), recordOf(success), recordOf(problem));

    expect(await openProblems(world)).toEqual([]);
  });

  it.each([
    { what: "an earlier success", before: "succeeded" as const, after: "failed" as const },
    { what: "a later partial success", before: "failed" as const, after: "partially_succeeded" as const },
  ])("keeps a problem open after $what", async ({ before, after }) => {
    const world = await createWorld();
    const first = await ended(world, before);
    const second = await ended(world, after);

    await eventsIn(world).deliver(recordOf(first), recordOf(second));

    expect(await openProblems(world)).toContain([first, second].find((run) => run.outcome === "failed")?.id);
  });

  it("does not retire a problem of another environment", async () => {
    const world = await createWorld();
    const problem = await ended(world, "failed");
    const success = await ended(world, "succeeded", { workspaceId: "acme", environmentId: "acme-lab" });

    await eventsIn(world).deliver(recordOf(problem), recordOf(success));

    expect(await openProblems(world)).toEqual([problem.id]);
  });

  it("reports the first failed record, so that it and later ones are redelivered", async () => {
    const world = await createWorld();
    const run = await ended(world, "succeeded");
    let times = 0;
    const { deliver, parked } = eventsIn(world, async () => {
      times += 1;
      if (times === 2) throw new Error("throttled");
    });

    const answer = await deliver(recordOf(run, {}, "1"), recordOf(run, {}, "2"), recordOf(run, {}, "3"));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(parked).toEqual([]);
  });

  it("parks an end after 15 minutes of failed attempts, not before", async () => {
    const world = await createWorld();
    const run = await ended(world, "succeeded");
    // The stream lags by an hour, which is no failure of this end.
    world.clock.advance(3600);
    const { deliver, parked, counts } = eventsIn(world, async () => {
      throw new Error("broken");
    });
    const again = { batchItemFailures: [{ itemIdentifier: "7" }] };

    expect(await deliver(recordOf(run, {}, "7"))).toEqual(again);
    world.clock.advance(900);
    expect(await deliver(recordOf(run, {}, "7"))).toEqual(again);
    world.clock.advance(1);
    expect(await deliver(recordOf(run, {}, "7"))).toEqual({ batchItemFailures: [] });
    expect(parked).toEqual([{ reason: "failed", runId: run.id, sequenceNumber: "7" }]);
    expect(counts).toEqual({ parked: 1, retried: 2 });
  });

  it("starts a new retry window for an end that succeeded after a failure", async () => {
    const world = await createWorld();
    const run = await ended(world, "succeeded");
    let isBroken = true;
    const { deliver, parked } = eventsIn(world, async () => {
      if (isBroken) throw new Error("broken");
    });

    await deliver(recordOf(run));
    isBroken = false;
    await deliver(recordOf(run));
    isBroken = true;
    world.clock.advance(3600);
    await deliver(recordOf(run));

    expect(parked).toEqual([]);
  });

  it("parks an unreadable record with its keys and never blocks its shard", async () => {
    const world = await createWorld();
    const run = await ended(world, "succeeded");
    const seen: string[] = [];
    const { deliver, parked, counts } = eventsIn(world, async ({ id }) => void seen.push(id));
    const unreadable = recordOf(run, { claims: "not a list" }, "2");
    const keyless = recordOf(run, { pk: { a: 1 }, workspaceKey: 7 }, "3");

    const answer = await deliver(recordOf(run, {}, "1"), unreadable, keyless, recordOf(run, {}, "4"));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([run.id, run.id]);
    expect(parked).toEqual([
      { reason: "unreadable", runId: run.id, sequenceNumber: "2" },
      { reason: "unreadable", sequenceNumber: "3" },
    ]);
    expect(counts).toEqual({ parked: 2, retried: 0 });
  });

  it("redelivers a record when its send to the parking queue fails", async () => {
    const world = await createWorld();
    const run = await ended(world, "succeeded");
    const handler = createRunEvents({
      ...world,
      follow: async () => {},
      park: async () => {
        throw new Error("no queue");
      },
      onFailure() {},
    });

    const answer = await handler({ Records: [recordOf(run, {}, "1"), recordOf(run, { claims: "not a list" }, "2")] });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
  });

  it("retires a problem without an open key without a write", async () => {
    const world = await createWorld();
    const problem = await ended(world, "failed");
    await world.runService.retire(problem);
    const retired = await world.queries.getRun(problem.id);
    if (retired === undefined) throw new Error("the run is gone");

    expect(retired.openKey).toBeUndefined();
    expect(await world.runService.retire(retired)).toEqual({ outcome: "refused", stored: retired });
  });

  it("never parks an end again after a manual redrive from the stored run", async () => {
    const world = await createWorld();
    const problem = await ended(world, "failed");
    const success = await ended(world, "succeeded");
    world.clock.advance(90_000);
    const { client, tableName } = world.table;
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: runKey(success.id) }));
    const again: DynamoDBRecord = { dynamodb: { NewImage: image.parse(marshall(Item)) } };
    const broken = eventsIn(world, async () => {
      throw new Error("the bus is still out");
    });

    expect(await broken.deliver(again)).toEqual({ batchItemFailures: [{ itemIdentifier: "" }] });
    expect(broken.parked).toEqual([]);
    expect(await openProblems(world)).toEqual([problem.id]);
    expect(await eventsIn(world).deliver(again)).toEqual({ batchItemFailures: [] });
    expect(await openProblems(world)).toEqual([]);
  });

  it("ignores a stream record that is not an end", async () => {
    const world = await createWorld();
    const run = await ended(world, "succeeded");
    const seen: string[] = [];
    const { deliver } = eventsIn(world, async ({ id }) => void seen.push(id));
    const retired = { ...recordOf(run) };
    retired.dynamodb = { ...retired.dynamodb, OldImage: image.parse(marshall({ status: "completed" })) };

    await deliver(retired, recordOf(run, { status: "running" }), recordOf(run, { sk: "X#input" }), {
      eventName: "REMOVE",
    });

    expect(seen).toEqual([]);
  });
});
