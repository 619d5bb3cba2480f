import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { correlation, delivery } from "../../ledger/world.ts";
import { queueRefusal } from "../sqs-records.ts";
import { bytesOf, connection, createWorld, type World } from "../world.ts";

const pathOf = (id: string, workspaceId = "acme") => `/api/workspaces/${workspaceId}/operations/${id}/actions`;
const note = "The provider said so.";

const act = (world: World, id: string, body: unknown, as = "owner") =>
  world.call({ method: "POST", path: pathOf(id), as, body });

const actionsOf = async (world: World, as = "owner") =>
  (await world.call({ path: "/api/workspaces/acme/audit", as })).body.items.map(
    ({ action }: { action: string }) => action,
  );

async function failed(world: World, options: Parameters<World["aRun"]>[0] = {}) {
  const run = await world.aRun(options);
  const write = await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
  if (write.outcome !== "written") throw new Error("the end was refused");
  return write.run;
}

async function atWork(world: World) {
  const run = await world.aRun();
  const write = await world.runService.claim(correlation(run.id), delivery());
  if (write.outcome !== "written") throw new Error("the claim was refused");
  return write.run;
}

describe("cancel", () => {
  it("ends a queued run at once and is idempotent", async () => {
    const world = await createWorld();
    const run = await world.aRun();

    const first = await act(world, run.id, { action: "cancel" });
    const again = await act(world, run.id, { action: "cancel" });

    expect(first).toMatchObject({ status: 200, body: { result: "cancelled", run: { outcome: "failed" } } });
    expect(again).toMatchObject({ status: 200, body: { result: "cancelled" } });
  });

  it("requests a running run to stop and is audited once", async () => {
    const world = await createWorld();
    const run = await atWork(world);

    const first = await act(world, run.id, { action: "cancel" });
    const again = await act(world, run.id, { action: "cancel" });
    const other = await act(world, run.id, { action: "cancel" }, "operator");

    expect(first.body).toMatchObject({ result: "cancel_requested", run: { isCancelRequested: true } });
    expect([again.status, other.status]).toEqual([200, 409]);
    expect(await actionsOf(world)).toEqual(["operation_run.cancel_requested"]);
  });

  it("is refused after the run has ended another way", async () => {
    const world = await createWorld();
    const run = await failed(world);

    expect(await act(world, run.id, { action: "cancel" })).toMatchObject({
      status: 409,
      body: { code: "action_not_available" },
    });
  });
});

describe("acknowledge", () => {
  it("closes an open problem with its note and keeps the outcome", async () => {
    const world = await createWorld();
    const run = await failed(world, { type: "restore.execute" });

    const first = await act(world, run.id, { action: "acknowledge", note });
    world.clock.advance(60);
    const again = await act(world, run.id, { action: "acknowledge", note });
    const other = await act(world, run.id, { action: "acknowledge", note: "Another reason." });

    expect(first.body).toMatchObject({
      result: "acknowledged",
      run: { outcome: "failed", needsAttention: false, acknowledgement: { by: "owner", note } },
    });
    expect([again.status, other.status]).toEqual([200, 409]);
    expect(again.body.run.acknowledgement).toEqual(first.body.run.acknowledgement);
    expect(await actionsOf(world)).toEqual(["operation_run.acknowledged"]);
    const attention = await world.call({ path: "/api/workspaces/acme/operations", query: "tab=needs_attention" });
    expect(attention.body.items).toEqual([]);
  });

  it("does not apply to a later failure of the same work", async () => {
    const world = await createWorld();
    const run = await failed(world, { type: "restore.execute" });
    await act(world, run.id, { action: "acknowledge", note });
    const again = await failed(world, { type: "restore.execute" });

    const attention = await world.call({ path: "/api/workspaces/acme/operations", query: "tab=needs_attention" });

    expect(attention.body.items).toMatchObject([{ id: again.id, acknowledgement: null, needsAttention: true }]);
  });

  it("is offered on every open follow-up and refused without a note", async () => {
    const world = await createWorld();
    const manual = await failed(world, { type: "restore.execute" });
    const plain = await failed(world);

    const without = await act(world, manual.id, { action: "acknowledge" });
    expect(without).toMatchObject({ status: 422, body: { errors: [{ path: "note" }] } });
    expect((await act(world, plain.id, { action: "acknowledge", note })).status).toBe(200);
    expect((await act(world, plain.id, { action: "acknowledge", note: "Another note." })).status).toBe(409);
  });
});

describe("run_again", () => {
  it("creates exactly one new run that refers to the repeated one", async () => {
    const world = await createWorld();
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const run = await failed(world);

    const first = await act(world, run.id, { action: "run_again" });
    const again = await act(world, run.id, { action: "run_again" });

    expect(first).toMatchObject({ status: 200, body: { result: "queued", run: { status: "queued" } } });
    expect(again.body).toMatchObject({ result: "already_running", run: { id: first.body.run.id } });
    const detail = await world.call({ path: `/api/workspaces/acme/operations/${first.body.run.id}` });
    expect(detail.body.repeats).toBe(run.id);
    expect(await actionsOf(world)).toEqual(["operation_run.repeated"]);
  });

  it("answers a repeated key with the run of its first request", async () => {
    const world = await createWorld();
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const run = await failed(world);
    const other = await failed(world);
    const again = (id: string, key: string) =>
      world.call({
        ...{ method: "POST", path: pathOf(id), as: "owner", body: { action: "run_again" } },
        headers: { "idempotency-key": key },
      });

    const first = await again(run.id, "one");
    const made = await createRunQueries(world).getRun(first.body.run.id);
    if (made === undefined) throw new Error("the repetition was not stored");
    await world.runService.finish(made, { outcome: "succeeded", source: "operator" }, "observed");

    await act(world, run.id, { action: "acknowledge", note });
    expect(await again(run.id, "two")).toMatchObject({ status: 409, body: { code: "action_not_available" } });
    expect(await again(run.id, "one")).toMatchObject({
      status: 200,
      body: { result: "queued", run: { id: made.id, outcome: "succeeded" } },
    });
    expect(await again(other.id, "one")).toMatchObject({
      status: 409,
      body: { code: "idempotency_key_reused", run: { id: made.id } },
    });
    const audited = (await actionsOf(world)).toSorted();
    expect(audited).toEqual(["operation_run.acknowledged", "operation_run.repeated"]);
  });

  it("answers dispatch_failed with the failed new run when the queue rejects it", async () => {
    // Setting the rate disables the repeated requests in German.
    const world = await createWorld({ ratePerSecond: 1000 });
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const run = await failed(world);
    world.sqs.on(SendMessageCommand).rejects(queueRefusal());

    const response = await act(world, run.id, { action: "run_again" });

    expect(response).toMatchObject({ status: 503, body: { code: "queue.dispatch_failed" } });
    const shown = await world.call({ path: response.body.run.href });
    expect(shown.body).toMatchObject({ id: response.body.run.id, outcome: "failed", repeats: run.id });
    expect(await actionsOf(world)).toEqual(["operation_run.repeated"]);
  });

  it("returns an already active run and adds no audit entry", async () => {
    const world = await createWorld();
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const run = await failed(world);
    const body = { type: "policy.sync", environmentId: "acme-prod", input: {} };
    const started = await world.call({ method: "POST", path: "/api/workspaces/acme/operations", body });

    const response = await act(world, run.id, { action: "run_again" });

    expect(response.body).toMatchObject({ result: "already_running", run: { id: started.body.run.id } });
    expect(await actionsOf(world)).toEqual([]);
  });

  it("is refused for missing records and for high-risk operations", async () => {
    const world = await createWorld();
    const gone = await failed(world);
    const risky = await failed(world, { type: "restore.execute" });

    for (const { id } of [gone, risky]) {
      expect(await act(world, id, { action: "run_again" })).toMatchObject({ status: 409 });
    }
  });
});

it("an action requires the start capability and hides other runs behind 404", async () => {
  const world = await createWorld();
  const run = await world.aRun();
  const restore = await world.aRun({ type: "restore.execute" });

  expect((await act(world, run.id, { action: "cancel" }, "readonly")).status).toBe(403);
  expect((await act(world, restore.id, { action: "cancel" }, "operator")).status).toBe(403);
  expect((await act(world, run.id, { action: "cancel", extra: true })).status).toBe(422);
  expect((await act(world, run.id, { action: "delete" })).status).toBe(422);
  const hidden = await Promise.all([
    act(world, run.id, { action: "cancel" }, "outsider"),
    act(world, run.id, { action: "cancel" }, "lab-operator"),
    act(world, run.id, { action: "cancel" }, "former"),
    act(world, "absent", { action: "cancel" }),
    world.call({ method: "POST", path: pathOf(run.id, "globex"), as: "outsider", body: { action: "cancel" } }),
  ]);
  const [first, ...others] = hidden.map(bytesOf);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});
