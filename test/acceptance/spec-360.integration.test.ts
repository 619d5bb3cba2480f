import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { correlate, readMessage } from "../../shared/dispatch/correlate.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createInProcessWorld } from "../functions/in-process-world.ts";
import { everyRow, hub } from "../functions/read-api/read-all-pages.ts";
import { prod, reviewsIn } from "../functions/reviews.ts";
import type { World } from "../functions/world.ts";
import { anActiveSnapshot } from "../support/evidence.ts";
import { everySurface, rowsOf } from "./surfaces.ts";

const compose = "environment.review.compose";

async function aStartedReview(world: World) {
  await anActiveSnapshot(world, prod);
  const body = { type: compose, environmentId: "acme-prod" };
  const { body: started } = await world.call({ method: "POST", path: hub, body, as: "manager" });
  const [sent] = world.sqs.commandCalls(SendMessageCommand);
  const { MessageBody } = z.object({ MessageBody: z.string() }).parse(sent?.args[0].input);
  return { id: started.run.id, message: MessageBody };
}

async function correlated(world: World, message: string, runId: string) {
  const read = readMessage(message, (type) => findOperation(type) !== undefined);
  if (read.kind === "rejected") return read.reason;
  return correlate(read.correlation, await createRunQueries(world).getRun(runId));
}

describe("360 US2: consistent dispatch metadata", () => {
  it("360 US2.1: a queued review run stores the dispatch metadata of its message", async () => {
    const world = await createInProcessWorld();
    const { id, message } = await aStartedReview(world);

    const { body } = await world.call({ path: `${hub}/${id}`, as: "owner" });

    expect(body.context.dispatch).toEqual({
      correlationVersion: 1,
      operationRunId: id,
      jobClass: compose,
      queue: "operations-short",
      connection: "sqs",
      dispatchedAt: world.clock.now().toISOString(),
      queueJobId: "message-1",
    });
    expect(JSON.parse(message)).toEqual({
      correlation: { version: 1, operationRunId: id, ...prod, operationType: compose },
      job: { jobClass: compose, queue: "operations-short" },
    });
  });

  it("360 edge 3: a run without a job id is correlated by its message", async () => {
    const world = await createInProcessWorld();
    world.sqs.on(SendMessageCommand).resolves({});
    const { id, message } = await aStartedReview(world);

    const stored = await createRunQueries(world).getRun(id);

    expect(stored).toMatchObject({ status: "queued" });
    expect(stored?.context.dispatch?.queueJobId).toBeUndefined();
    expect(await correlated(world, message, id)).toBe("correlated");
  });
});

describe("360 US3: links to recorded proof", () => {
  it("360 US3.1: every surface links the proving review", async () => {
    const world = await createInProcessWorld();
    const reviews = reviewsIn(world);
    const run = await world.aRun({ type: compose });
    const named = await reviews.ready(prod, { fingerprint: "a".repeat(64), operationRunId: run.id });
    const related = { type: "environment_review", id: await reviews.ready(prod, { fingerprint: "b".repeat(64) }) };
    await world.runService.finish(run, provenBy(related), "observed");

    const rows = rowsOf(await everySurface(world, run.id));

    expect(Object.keys(rows)).toEqual(["list", "detail", "overview", "dashboard"]);
    for (const row of Object.values(rows)) expect(row.related).toEqual(related);
    const { context: _forCauses, ...detail } = (await world.call({ path: `${hub}/${run.id}` })).body;
    expect(JSON.stringify(detail)).not.toContain(named);
  });

  it("360 edge 4: a related review of another environment is hidden on every surface", async () => {
    const world = await createInProcessWorld();
    const run = await world.aRun({ type: compose });
    const elsewhere = await reviewsIn(world).ready({ workspaceId: "acme", environmentId: "acme-lab" });
    await world.runService.finish(run, provenBy({ type: "environment_review", id: elsewhere }), "observed");

    const rows = rowsOf(await everySurface(world, run.id));

    for (const row of Object.values(rows)) {
      expect(row).toMatchObject({ outcome: "succeeded", related: null, headline: "Completed successfully." });
    }
    expect(JSON.stringify(rows)).not.toContain(elsewhere);
  });

  it("360 edge 5: a historical type keeps its own name on every surface", async () => {
    const world = await createInProcessWorld();
    const run = await world.aRun({ type: "inventory_sync" });

    const rows = rowsOf(await everySurface(world, run.id));

    expect(Object.keys(rows)).toEqual(["hint", "list", "detail", "overview", "dashboard"]);
    for (const row of Object.values(rows)) {
      expect(row).toMatchObject({ type: "inventory_sync", label: "Unknown operation", freshness: "unknown" });
    }
    expect(await everyRow(world, { type: "inventory.sync" })).toEqual([]);
  });
});

function provenBy(related: { type: string; id: string }) {
  return {
    outcome: "succeeded",
    source: "adapter_reconciler",
    reconciliation: {
      source: "adapter_reconciler",
      adapter: compose,
      decision: "reconciled_succeeded",
      reasonCode: "review_compose.matching_review_ready",
      evidence: {},
      related,
    },
  } as const;
}
