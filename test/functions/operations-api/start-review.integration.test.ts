import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { createApp } from "../../../functions/operations-api/app.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { interceptedClient } from "../../ledger/world.ts";
import { anActiveSnapshot } from "../../support/evidence.ts";
import { testIds } from "../../support/ids.ts";
import { testSigner } from "../../support/kms.ts";
import { testLinks } from "../../support/links.ts";
import { eventOf } from "../events.ts";
import { lambdaContext } from "../lambda-context.ts";
import { prod, reviewsIn } from "../reviews.ts";
import { createWorld, provider, type World } from "../world.ts";

const path = "/api/workspaces/acme/operations";
const body = { type: "environment.review.compose", environmentId: "acme-prod" };
const start = (world: World) => world.call({ method: "POST", path, body, as: "manager" });

/** An environment with an active evidence snapshot, and the fingerprint of its reviews. */
async function worldWithEvidence() {
  const world = await createWorld();
  await anActiveSnapshot(world, prod);
  return world;
}

describe("starting a review", () => {
  it("answers with an existing ready or published review and starts nothing", async () => {
    const world = await worldWithEvidence();
    const queued = await start(world);
    const fingerprint = await fingerprintOf(world, queued.body.run.id);
    const id = await reviewsIn(world).ready(prod, { fingerprint });

    const available = { status: 200, body: { result: "already_available", related: { id }, run: null } };
    expect(await start(world)).toMatchObject(available);
    await world.call({
      method: "POST",
      path: `/api/workspaces/acme/environments/acme-prod/records/environment-reviews/${id}/publish`,
      as: "owner",
    });
    expect(await start(world)).toMatchObject(available);
  });

  it("answers with the active run that composes the draft", async () => {
    const world = await worldWithEvidence();
    const { run } = (await start(world)).body;
    const fingerprint = await fingerprintOf(world, run.id);
    await reviewsIn(world).draft(prod, { fingerprint, operationRunId: run.id });

    expect(await start(world)).toMatchObject({ status: 200, body: { result: "already_running", run: { id: run.id } } });
  });

  it.each(["draft", "failed"] as const)("resumes a %s review without an active run", async (status) => {
    const world = await worldWithEvidence();
    const { run } = (await start(world)).body;
    const fingerprint = await fingerprintOf(world, run.id);
    const reviews = reviewsIn(world);
    const id = await reviews.draft(prod, { fingerprint, operationRunId: run.id });
    if (status === "failed") await reviews.markFailed(prod, id);
    const active = await createRunQueries(world).getRun(run.id);
    if (active === undefined) throw new Error("the run is gone");
    await world.runService.finish(active, { outcome: "failed", source: "worker" }, "observed");

    const again = await start(world);

    expect(again).toMatchObject({ status: 202, body: { result: "queued" } });
    expect(again.body.run.id).not.toBe(run.id);
    expect(await reviews.draft(prod, { fingerprint, operationRunId: again.body.run.id })).toBe(id);
    expect((await reviews.list(prod, { limit: 10 })).records).toHaveLength(1);
  });

  it("creates one run for twenty concurrent starts", async () => {
    const world = await worldWithEvidence();

    const responses = await Promise.all(Array.from({ length: 20 }, () => start(world)));

    expect(responses.map(({ body: { result } }) => result).sort()).toEqual([
      ...Array(19).fill("already_running"),
      "queued",
    ]);
    expect(new Set(responses.map(({ body: { run } }) => run.id)).size).toBe(1);
    expect((await world.call({ path })).body.items).toHaveLength(1);
  });
});

describe("starting a review when the first starter crashes", () => {
  it.each(Array.from({ length: 10 }, (_, at) => ({ at })))(
    "after its store call $at leaves no orphan: later starts share one run",
    async ({ at }) => {
      const world = await worldWithEvidence();
      const stopped = apiThatStops(world, at);
      await stopped(eventOf({ method: "POST", path, body, as: "manager" }), lambdaContext);
      world.clock.advance(61);

      const responses = [await start(world), await start(world)];

      const { items } = (await world.call({ path })).body;
      expect(items).toHaveLength(1);
      expect(responses.map(({ body: { run } }) => run.id)).toEqual([items[0].id, items[0].id]);
      // The message is delivered in the end, whichever request sent it.
      const { body: detail } = await world.call({ path: `${path}/${items[0].id}` });
      expect(detail.context.dispatch).toBeDefined();
    },
  );
});

/** The API over a client that crashes at the given call, before or after the table applied it. */
function apiThatStops(world: World, at: number) {
  let calls = 0;
  const { tableName } = world;
  const intercepted = interceptedClient(world, async (_command, call) => {
    if (calls > at) throw new Error("stopped");
    calls += 1;
    await call();
    if (calls > at) throw new Error("stopped");
  });
  const sqs = new SQSClient({ region: "us-east-1" });
  mockClient(sqs)
    .on(SendMessageCommand)
    .callsFake(() => {
      if (calls > at) throw new Error("stopped");
      return { MessageId: "m" };
    });
  return createApp({
    client: intercepted,
    tableName,
    sqs,
    queueUrls: { short: "https://sqs.example/short", long: "https://sqs.example/long" },
    clock: world.clock,
    tableClock: world.clock,
    ids: testIds(99),
    deployment: "test",
    sendsMail: true,
    allowedOrigins: [provider],
    overrides: {},
    ratePerSecond: 1000,
    links: testLinks,
    signer: testSigner(),
    auditRetentionDays: 90,
    log: { error() {} },
    onDecision() {},
  });
}

async function fingerprintOf(world: World, runId: string): Promise<string> {
  const { body: run } = await world.call({ path: `${path}/${runId}` });
  return run.context.fingerprint;
}
