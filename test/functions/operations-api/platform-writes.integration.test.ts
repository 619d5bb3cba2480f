import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { platformItem } from "../../../shared/access/items.ts";
import { runKey } from "../../../shared/ledger/keys.ts";
import { correlation, delivery } from "../../ledger/world.ts";
import { queueRefusal } from "../sqs-records.ts";
import { bytesOf, connection, createWorld, type World } from "../world.ts";

async function aWorld(options: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld(options);
  await world.put(platformItem("helper", { capabilities: ["platform.operations.view", "platform.operations.manage"] }));
  return world;
}
const triage = (world: World, id: string, body: unknown, as = "helper") =>
  world.call({ method: "POST", path: `/api/system/operations/${id}/triage`, as, body });
const note = "Known since this morning.";

async function failed(world: World) {
  const run = await world.aRun();
  await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
  return run;
}
const auditOf = async (world: World) =>
  (await world.call({ path: "/api/workspaces/acme/audit", as: "owner" })).body.items.map(
    ({ action }: { action: string }) => action,
  );

describe("triage", () => {
  it("cancels a queued run and requests a running one to stop", async () => {
    const world = await aWorld();
    const queued = await world.aRun();
    const running = await world.aRun();
    await world.runService.claim(correlation(running.id), delivery());

    const done = await triage(world, queued.id, { action: "cancel" });
    const cancelled = await triage(world, running.id, { action: "cancel" });
    await triage(world, running.id, { action: "cancel" });

    expect(done.body).toMatchObject({ result: "cancelled", run: { reasonCode: "run.cancelled_by_platform" } });
    expect(cancelled.body.result).toBe("cancel_requested");
    expect(await auditOf(world)).toEqual(["operation_run.cancel_requested"]);
  });

  it("marks a problem as investigated once without changing its state", async () => {
    const world = await aWorld();
    const run = await failed(world);
    const before = await world.call({ path: `/api/workspaces/acme/operations/${run.id}` });

    const first = await triage(world, run.id, { action: "mark_investigated", note });
    world.clock.advance(60);
    const again = await triage(world, run.id, { action: "mark_investigated", note });

    expect(first.body).toMatchObject({ result: "marked", run: { investigated: { by: "helper", note } } });
    expect(again.body.run.investigated).toEqual(first.body.run.investigated);
    const after = await world.call({ path: `/api/workspaces/acme/operations/${run.id}` });
    expect(after.body.actionability.status).toEqual(before.body.actionability.status);
    expect(await auditOf(world)).toEqual(["operation_run.triage.investigated"]);
  });

  it("retries a failed low-risk run", async () => {
    const world = await aWorld();
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const run = await failed(world);

    const retried = await triage(world, run.id, { action: "retry" });
    const again = await triage(world, run.id, { action: "retry" });

    expect([retried.body.result, again.body.result]).toEqual(["retried", "already_running"]);
    expect(await auditOf(world)).toEqual(["operation_run.triage.retried"]);
  });

  it.each(["status", "outcome"])("does not offer cancel for a run with an unknown %s", async (field) => {
    const world = await aWorld();
    const { id } = await world.aRun();
    const { Item } = await world.client.send(new GetCommand({ TableName: world.tableName, Key: runKey(id) }));
    await world.put({ ...Item, [field]: "of_a_newer_release" });

    const { body } = await world.call({ path: `/api/system/operations/${id}`, as: "helper" });
    const offered = body.actions.map(({ action }: { action: string }) => action);
    const answers = [];
    for (const action of offered) answers.push((await triage(world, id, { action, note })).status);

    expect(offered).not.toContain("cancel");
    expect(answers).toEqual(offered.map(() => 200));
  });

  it("neither offers nor accepts a retry in an archived environment", async () => {
    const world = await aWorld();
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const run = await failed(world);
    const offered = async () => {
      const { body } = await world.call({ path: `/api/system/operations/${run.id}`, as: "helper" });
      return body.actions.map(({ action }: { action: string }) => action);
    };
    expect(await offered()).toEqual(["retry", "mark_investigated"]);
    const path = "/api/workspaces/acme/environments/acme-prod/archive";
    await world.call({ method: "POST", path, as: "owner" });

    expect(await offered()).toEqual(["mark_investigated"]);
    const refused = await triage(world, run.id, { action: "retry" });
    expect(refused).toMatchObject({ status: 409, body: { code: "action_not_available" } });
  });

  it("answers dispatch_failed when the queue rejects the retried run", async () => {
    // Setting the rate disables the repeated requests in German.
    const world = await aWorld({ ratePerSecond: 1000 });
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const run = await failed(world);
    world.sqs.on(SendMessageCommand).rejects(queueRefusal());

    const response = await triage(world, run.id, { action: "retry" });

    expect(response).toMatchObject({ status: 503, body: { code: "queue.dispatch_failed" } });
    const shown = await world.call({ path: response.body.run.href, as: "helper" });
    expect(shown.body).toMatchObject({
      id: response.body.run.id,
      outcome: "failed",
      reasonCode: "queue.dispatch_failed",
    });
    expect(await auditOf(world)).toEqual(["operation_run.triage.retried"]);
  });

  it("refuses an action that the run does not offer and a missing note", async () => {
    const world = await aWorld();
    const run = await failed(world);

    expect((await triage(world, run.id, { action: "cancel" })).status).toBe(409);
    expect((await triage(world, run.id, { action: "mark_investigated" })).status).toBe(422);
    expect((await triage(world, run.id, { action: "retry", extra: 1 })).status).toBe(422);
  });

  it("requires platform.operations.manage and answers 404 outside the platform plane", async () => {
    const world = await aWorld();
    const run = await world.aRun();

    expect((await triage(world, run.id, { action: "cancel" }, "platform")).status).toBe(403);
    const hidden = [
      await triage(world, run.id, { action: "cancel" }, "owner"),
      await triage(world, "absent", { action: "cancel" }),
    ].map(bytesOf);
    expect(hidden[0]?.status).toBe(404);
    expect(hidden[1]).toEqual(hidden[0]);
  });
});

describe("a workspace", () => {
  const put = (world: World, id: string, body: unknown, as = "helper") =>
    world.call({ method: "PUT", path: `/api/system/workspaces/${id}`, as, body });

  it("is created with its first owner; a later write renames it and keeps members", async () => {
    const world = await aWorld();

    const made = await put(world, "initech", { name: "Initech", owner: "founder" });
    const again = await put(world, "initech", { name: "Initech", owner: "founder" });
    const renamed = await put(world, "initech", { name: "Initech 2" });

    expect([made.body, again.body, renamed.body]).toEqual([
      { id: "initech", name: "Initech", created: true },
      { id: "initech", name: "Initech", created: false },
      { id: "initech", name: "Initech 2", created: false },
    ]);
    const { body } = await world.call({ path: "/api/me", as: "founder" });
    expect(body.workspaces).toMatchObject([{ id: "initech", name: "Initech 2", environments: "all" }]);
    const members = await world.call({ path: "/api/workspaces/initech/members", as: "founder" });
    expect(members.body.items).toMatchObject([{ id: "founder", role: "owner" }]);
  });

  it("rejects another owner after creation and names the remedy", async () => {
    const world = await aWorld();
    await put(world, "initech", { name: "Initech", owner: "founder" });
    const body = { name: "Initech 2", owner: "initech-owner" };
    const path = "/api/system/workspaces/initech";

    const response = await put(world, "initech", body);
    const headers = { "accept-language": "de" };
    const german = await world.call({ method: "PUT", path, as: "helper", body, headers });

    expect(response).toMatchObject({ status: 422, body: { code: "input_invalid", errors: [{ path: "owner" }] } });
    expect(response.body.errors[0].message).toContain("omit it");
    expect(german.body.errors[0].message).toContain("Lassen Sie die Angabe weg");
    expect((await world.call({ path: "/api/me", as: "initech-owner" })).body.workspaces).toEqual([]);
    const { body: me } = await world.call({ path: "/api/me", as: "founder" });
    expect(me.workspaces).toMatchObject([{ id: "initech", name: "Initech" }]);
  });

  it("is rejected with an invalid id or body", async () => {
    const world = await aWorld();

    expect((await put(world, "Not-Valid", { name: "x", owner: "y" })).status).toBe(422);
    expect(await put(world, "initech", { name: "x" })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "owner", code: "required" }] },
    });
    expect((await put(world, "initech", { name: "x", owner: "no token's subject" })).status).toBe(422);
    expect((await put(world, "initech", { name: "x", owner: "y" }, "platform")).status).toBe(403);
    expect((await put(world, "initech", { name: "x", owner: "y" }, "owner")).status).toBe(404);
  });
});

describe("an environment", () => {
  const put = (world: World, id: string, as = "manager", body: unknown = { name: "Acme test" }) =>
    world.call({ method: "PUT", path: `/api/workspaces/acme/environments/${id}`, as, body });

  it("is created and renamed, with one audit entry each", async () => {
    const world = await aWorld();

    expect(await put(world, "acme-test")).toMatchObject({ status: 200, body: { id: "acme-test", name: "Acme test" } });
    await put(world, "acme-test");
    await put(world, "acme-test", "manager", { name: "Renamed" });

    const { body } = await world.call({ path: "/api/workspaces/acme/environments", as: "owner" });
    expect(body.items).toContainEqual({ id: "acme-test", name: "Renamed", isArchived: false, approval: null });
    expect(await auditOf(world)).toEqual(["environment.written", "environment.written"]);
  });

  it("answers 403 without the capability and 404 when hidden", async () => {
    const world = await aWorld();

    expect((await put(world, "acme-test", "operator")).status).toBe(403);
    expect((await put(world, "acme-lab", "lab-operator")).status).toBe(403);
    expect((await put(world, "Not-Valid")).status).toBe(422);
    expect((await put(world, "acme-test", "manager", { name: "x", extra: 1 })).status).toBe(422);
    const [first, second, third] = [
      await put(world, "acme-prod", "lab-operator"),
      await put(world, "nowhere", "lab-operator"),
      await put(world, "acme-prod", "outsider"),
    ].map(bytesOf);
    expect(first?.status).toBe(404);
    expect([second, third]).toEqual([first, first]);
  });
});
