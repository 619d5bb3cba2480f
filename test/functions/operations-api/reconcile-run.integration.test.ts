import { describe, expect, it } from "vitest";
import { aComposeRun, lab, prod, reviewsIn } from "../reviews.ts";
import { bytesOf, createWorld, type World } from "../world.ts";

const pathOf = (runId: string, workspaceId = "acme") => `/api/workspaces/${workspaceId}/operations/${runId}/reconcile`;
const ask = (world: World, runId: string, as = "operator") => world.call({ method: "POST", path: pathOf(runId), as });

describe("reconciling one run", () => {
  it("ends it by a ready review with the caller, evidence and related link", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    const id = await reviewsIn(world).ready();

    const response = await ask(world, run.id);

    const related = { type: "environment_review", id };
    expect(response).toMatchObject({
      status: 200,
      body: { result: "reconciled", run: { id: run.id, status: "completed", outcome: "succeeded", related } },
    });
    const { body } = await world.call({ path: `/api/workspaces/acme/operations/${run.id}` });
    expect(body.context.reconciliation).toMatchObject({
      source: "operator_reconcile",
      adapter: "environment.review.compose",
      decision: "reconciled_succeeded",
      reasonCode: "review_compose.matching_review_ready",
      previousStatus: "queued",
      previousOutcome: "pending",
      evidence: { chosenReviewId: id, consideredReviewIds: [id] },
      related,
    });
    expect(body.transitions.at(-1)).toMatchObject({ to: "completed", source: "adapter_reconciler", actor: "operator" });
  });

  it("does not change a run that has ended", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    await reviewsIn(world).ready();
    await ask(world, run.id);
    const before = await world.call({ path: `/api/workspaces/acme/operations/${run.id}` });
    world.clock.advance(60);

    const again = await ask(world, run.id, "owner");

    expect(again.body).toMatchObject({ result: "already_terminal", run: { outcome: "succeeded" } });
    const after = await world.call({ path: `/api/workspaces/acme/operations/${run.id}` });
    expect(after.body.context).toEqual(before.body.context);
    expect(after.body.transitions).toEqual(before.body.transitions);
  });

  it("answers still_running while its draft is fresh and no_proof once stale", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    await reviewsIn(world).draft(prod, { operationRunId: run.id });

    expect((await ask(world, run.id)).body.result).toBe("still_running");
    world.clock.advance(421);
    expect((await ask(world, run.id)).body).toMatchObject({ result: "no_proof", run: { status: "queued" } });
  });

  it("reports each adapter decision once and none without an adapter call", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);

    await ask(world, run.id);
    await ask(world, run.id);
    await reviewsIn(world).ready();
    await ask(world, run.id);
    await ask(world, run.id);
    await ask(world, run.id, "outsider");

    expect(world.decisions).toEqual(["no_proof", "no_proof", "reconciled_succeeded"]);
  });

  it("answers still_running while another run works on the draft", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    const other = await aComposeRun(world);
    await reviewsIn(world).draft(prod, { operationRunId: other.id });
    world.clock.advance(421);

    expect((await ask(world, run.id)).body.result).toBe("still_running");
  });

  it("answers unsupported for a type without an adapter", async () => {
    const world = await createWorld();
    const run = await world.aRun({ type: "policy.sync" });
    const unknown = await world.aRun({ type: "no.such.type" });

    expect((await ask(world, run.id)).body).toMatchObject({ result: "unsupported", run: { status: "queued" } });
    expect((await ask(world, unknown.id)).body).toMatchObject({
      result: "unsupported",
      run: { type: "no.such.type", label: "Unknown operation", freshness: "unknown" },
    });
  });

  it("ignores and does not reveal a matching review of another environment", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    const twin = await reviewsIn(world).ready(lab);

    const response = await ask(world, run.id);

    expect(response.body.result).toBe("no_proof");
    expect(response.text).not.toContain(twin);
    expect((await world.call({ path: `/api/workspaces/acme/operations/${run.id}` })).text).not.toContain(twin);
  });

  it("writes a non-success only when no lease is live", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    const reviews = reviewsIn(world);
    const id = await reviews.draft(prod, { operationRunId: run.id });
    await reviews.markFailed(prod, id);
    await world.runService.claim(
      { version: 1, runId: run.id, ...prod, type: run.type, queue: "operations-short" },
      { messageId: "m", receiveCount: 1, claimToken: "t", remainingSeconds: 60 },
    );

    expect((await ask(world, run.id)).body).toMatchObject({ result: "still_running", run: { status: "running" } });
    world.clock.advance(76);
    expect((await ask(world, run.id)).body).toMatchObject({ result: "reconciled", run: { outcome: "failed" } });
  });

  it("checks token, query, scope and capability in this order", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    const path = pathOf(run.id);

    expect((await world.call({ method: "POST", path, as: null })).status).toBe(401);
    expect((await world.call({ method: "POST", path, query: "force=1", as: "outsider" })).status).toBe(400);
    const hidden = await Promise.all([
      ...["outsider", "former", "lab-operator"].map((as) => world.call({ method: "POST", path, as })),
      world.call({ method: "POST", path: pathOf(run.id, "globex"), as: "outsider" }),
      world.call({ method: "POST", path: pathOf("01ARZ3NDEKTSV4RRFFQ69G5FAV") }),
      world.call({ method: "POST", path: pathOf("no-id") }),
    ]);
    const [first, ...others] = hidden.map(bytesOf);
    expect(first?.status).toBe(404);
    for (const other of others) expect(other).toEqual(first);
    expect(await ask(world, run.id, "readonly")).toMatchObject({ status: 403, body: { code: "capability_missing" } });
    expect((await world.call({ method: "POST", path, body: { force: true } })).status).toBe(422);
    expect((await world.call({ method: "POST", path, body: {} })).status).toBe(200);
  });

  it("is audited with its caller and result", async () => {
    const world = await createWorld();
    const run = await aComposeRun(world);
    await ask(world, run.id);

    const { body } = await world.call({ path: "/api/workspaces/acme/audit", as: "owner" });

    expect(body.items).toMatchObject([
      {
        action: "operation_run.reconcile_requested",
        actor: { type: "human", id: "operator" },
        environmentId: "acme-prod",
        resourceId: run.id,
        metadata: { result: "no_proof", decision: "no_proof" },
      },
    ]);
  });
});
