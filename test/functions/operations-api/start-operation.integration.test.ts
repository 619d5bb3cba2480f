import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { startRequest } from "../../../shared/contract/runs.ts";
import { queueRefusal } from "../sqs-records.ts";
import { connection, createWorld, type World } from "../world.ts";

const path = "/api/workspaces/acme/operations";
const syncBody = { type: "policy.sync", environmentId: "acme-prod", input: {} };

async function worldWithConnection(): Promise<World> {
  const world = await createWorld();
  for (const environmentId of ["acme-prod", "acme-lab"]) {
    await world.connections.put({ workspaceId: "acme", environmentId }, "default", connection);
  }
  return world;
}

it("a start queues a run for its caller and sends one message", async () => {
  const world = await worldWithConnection();

  const response = await world.call({ method: "POST", path, body: syncBody });

  expect(response.status).toBe(202);
  expect(response.body).toMatchObject({
    result: "queued",
    run: {
      type: "policy.sync",
      status: "queued",
      outcome: "pending",
      environmentName: "Acme production",
      initiator: { id: "operator", name: "operator" },
      freshness: "fresh_active",
    },
  });
  expect(response.headers.location).toBe(`${path}/${response.body.run.id}`);
  expect(world.sqs.commandCalls(SendMessageCommand)).toHaveLength(1);
});

it("an identical start answers with the active run", async () => {
  const world = await worldWithConnection();
  const first = await world.call({ method: "POST", path, body: syncBody });

  const second = await world.call({ method: "POST", path, body: syncBody, as: "manager" });

  expect(second).toMatchObject({ status: 200, body: { result: "already_running", run: { id: first.body.run.id } } });
  expect(world.sqs.commandCalls(SendMessageCommand)).toHaveLength(1);
});

it("a start replays its idempotency key and rejects it for another body", async () => {
  const world = await worldWithConnection();
  const headers = { "idempotency-key": "key 1" };
  const first = await world.call({ method: "POST", path, body: syncBody, headers });

  const { input, ...rest } = syncBody;
  const reordered = { input, ...rest };
  const same = await world.call({ method: "POST", path, body: reordered, headers });
  const other = await world.call({ method: "POST", path, body: { ...syncBody, environmentId: "acme-lab" }, headers });

  const run = { id: first.body.run.id };
  expect(same).toMatchObject({ status: 200, body: { result: "replayed", run } });
  expect(other).toMatchObject({ status: 409, body: { code: "idempotency_key_reused", run } });
  const shown = await world.call({ path: other.body.run.href });
  expect(shown).toMatchObject({ status: 200, body: run });
});

it("idempotency keys are scoped by caller", async () => {
  const world = await worldWithConnection();
  const headers = { "idempotency-key": "key 1" };
  await world.call({ method: "POST", path, body: syncBody, headers });

  const other = { ...syncBody, environmentId: "acme-lab" };
  const response = await world.call({ method: "POST", path, body: other, headers, as: "manager" });

  expect(response).toMatchObject({ status: 202, body: { result: "queued" } });
});

it("a start ends its run with dispatch_failed when the queue rejects its message", async () => {
  const world = await worldWithConnection();
  world.sqs.on(SendMessageCommand).rejects(queueRefusal());

  const response = await world.call({ method: "POST", path, body: syncBody });

  expect(response).toMatchObject({ status: 503, body: { code: "queue.dispatch_failed" } });
  const shown = await world.call({ path: response.body.run.href });
  expect(shown.body).toMatchObject({ id: response.body.run.id, status: "completed", outcome: "failed" });
});

it("a start leaves its run queued when the send result is unknown", async () => {
  const world = await worldWithConnection();
  world.sqs.on(SendMessageCommand).rejects(new Error("socket hang up"));

  expect(await world.call({ method: "POST", path, body: syncBody })).toMatchObject({
    status: 202,
    body: { result: "queued", run: { status: "queued" } },
  });
});

it("a start localizes the label and never a code", async () => {
  const world = await worldWithConnection();

  const german = await world.call({ method: "POST", path, body: syncBody, headers: { "accept-language": "de-AT" } });
  const english = await world.call({ path: `${path}/${german.body.run.id}` });

  expect(german.headers["content-language"]).toBe("de");
  expect(english.headers["content-language"]).toBe("en");
  expect(german.body.run.label).not.toBe(english.body.label);
  expect(german.body.run.type).toBe(english.body.type);
});

it("a start without input is accepted", () => {
  expect(startRequest.parse({ type: "policy.sync", environmentId: "acme-prod" }).input).toEqual({});
});
