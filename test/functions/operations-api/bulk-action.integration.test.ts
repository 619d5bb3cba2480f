import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { bulkActionKey } from "../../../shared/ledger/keys.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { writeHistory } from "../read-api/run-histories.ts";
import { queueRefusal } from "../sqs-records.ts";
import { connection, type World } from "../world.ts";

const none = { alreadyTrue: 0, needsPerson: 0 };
const bulk = "/api/workspaces/acme/bulk-actions";

async function problems(world: World, count: number, given: Record<string, unknown> = {}): Promise<string[]> {
  return writeHistory(
    world,
    Array.from({ length: count }, (_, at) => ({
      environmentId: "acme-prod",
      state: "failed" as const,
      age: 1000 + at,
      work: `${at}`,
      ...given,
    })),
  );
}
const post = (world: World, body: unknown, as = "operator", headers: Record<string, string> = {}) =>
  world.call({ method: "POST", path: bulk, as, body, headers });

/** Fails a request's write, counted from 1, and everything after it. True if there was one. */
async function cutOffAt(world: World, at: number, request: () => Promise<unknown>): Promise<boolean> {
  let writes = 0;
  world.client.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        if (/Put|Update/.test(commandName)) writes++;
        if (writes >= at) throw new Error("cut off");
        return next(args);
      },
    { step: "initialize", name: "cut" },
  );
  await request();
  world.client.middlewareStack.remove("cut");
  return writes >= at;
}

it("one request acknowledges forty problems and stores each result", async () => {
  const world = await createInProcessWorld();
  const runIds = await problems(world, 40);

  const { status, body } = await post(world, { action: "acknowledge", note: "Known outage", runIds });
  expect([status, body.isComplete, body.counts]).toEqual([200, true, { total: 40, done: 40, refused: 0, ...none }]);
  const runs = await createRunQueries(world).getRuns(runIds);
  expect(runs.map(({ acknowledged }) => acknowledged?.note)).toEqual(Array(40).fill("Known outage"));
  const shown = await world.call({ path: `${bulk}/${body.id}`, as: "readonly" });
  expect(shown.body.items.map(({ result }: { result: string }) => result)).toEqual(Array(40).fill("acknowledged"));
});

it("a bulk action refuses runs that no longer offer it and does the others", async () => {
  const world = await createInProcessWorld();
  const [done = "", open = ""] = await problems(world, 2);
  await post(world, { action: "acknowledge", note: "Before the others", runIds: [done] });

  const { body } = await post(world, { action: "acknowledge", note: "Later on", runIds: [done, open] });
  expect(body.counts).toEqual({ total: 2, done: 1, refused: 1, ...none });
});

it("nothing is stored when one run is hidden from the caller", async () => {
  const world = await createInProcessWorld();
  const [mine = ""] = await problems(world, 1, { environmentId: "acme-lab" });
  const [hidden = ""] = await problems(world, 1);

  const answer = await post(
    world,
    { action: "acknowledge", note: "All of them", runIds: [mine, hidden] },
    "lab-operator",
  );
  expect(answer.status).toBe(404);
  const [run] = await createRunQueries(world).getRuns([mine]);
  expect(run?.acknowledged).toBeUndefined();
});

it("a reader sees only the runs of their environments in a bulk action", async () => {
  const world = await createInProcessWorld();
  const [lab = ""] = await problems(world, 1, { environmentId: "acme-lab" });
  const [prod = ""] = await problems(world, 1);
  const { body } = await post(world, { action: "acknowledge", note: "Both of them", runIds: [lab, prod] });

  const seen = await world.call({ path: `${bulk}/${body.id}`, as: "lab-operator" });
  expect(seen.body.items.map(({ runId }: { runId: string }) => runId)).toEqual([lab]);
  expect((await world.call({ path: `${bulk}/${body.id}`, as: "outsider" })).status).toBe(404);
  const continued = { method: "POST" as const, path: `${bulk}/${body.id}/continue` };
  expect((await world.call({ ...continued, as: "manager" })).status).toBe(404);
  expect((await world.call({ ...continued, as: "operator" })).body.isComplete).toBe(true);
});

it("an acknowledgement of many runs requires a note", async () => {
  const world = await createInProcessWorld();
  const runIds = await problems(world, 1);

  expect((await post(world, { action: "acknowledge", runIds })).status).toBe(422);
});

it("a bulk action names a new run that could not be queued", async () => {
  const world = await createInProcessWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  const runIds = await problems(world, 1, { type: "policy.sync" });
  world.sqs.on(SendMessageCommand).rejects(queueRefusal());

  const { body } = await post(world, { action: "run_again", runIds });

  expect(body.counts).toEqual({ total: 1, done: 0, refused: 1, ...none });
  expect(body.items).toMatchObject([{ result: "not_queued", newRunId: expect.any(String) }]);
  const shown = await world.call({ path: `/api/workspaces/acme/operations/${body.items[0].newRunId}` });
  expect(shown.body).toMatchObject({ outcome: "failed", repeats: runIds[0] });
});

describe("a bulk action with an idempotency key", () => {
  const headers = { "idempotency-key": "the response was lost" };

  it("is started once however often it is requested", async () => {
    const world = await createInProcessWorld();
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    const runIds = await problems(world, 2, { type: "policy.sync", state: "failed" });
    const request = { action: "run_again", runIds };

    const answers = await Promise.all([1, 2, 3].map(() => post(world, request, "operator", headers)));
    const later = await post(world, request, "operator", headers);

    expect(new Set([...answers, later].map(({ body }) => body.id)).size).toBe(1);
    expect(later.body.isComplete).toBe(true);
    expect((await post(world, request)).body.id).not.toBe(later.body.id);
  });

  it("is completed by a repeated request after a failed write", async () => {
    const world = await createInProcessWorld();
    for (let at = 1; ; at++) {
      const runIds = await problems(world, 3);
      const request = { action: "acknowledge", note: "Known outage", runIds };
      const own = { "idempotency-key": `cut off at write ${at}` };
      const isReached = await cutOffAt(world, at, () => post(world, request, "operator", own));

      const { status, body } = await post(world, request, "operator", own);
      expect([status, body.isComplete, body.counts.total], `write ${at}`).toEqual([200, true, 3]);
      if (!isReached) break;
      expect(at).toBeLessThan(40);
    }
  });

  it("rejects another request and belongs to its caller", async () => {
    const world = await createInProcessWorld();
    const [first = "", second = ""] = await problems(world, 2);
    const note = "Known outage";
    const { body } = await post(world, { action: "acknowledge", note, runIds: [first] }, "operator", headers);

    const other = await post(world, { action: "acknowledge", note, runIds: [second] }, "operator", headers);
    expect([other.status, other.body.code]).toEqual([409, "idempotency_key_reused"]);
    const manager = await post(world, { action: "acknowledge", note, runIds: [second] }, "manager", headers);
    expect(manager.body.id).not.toBe(body.id);
  });
});

it("an unknown bulk action is shown as unknown and not continued", async () => {
  const world = await createInProcessWorld();
  const runIds = await problems(world, 1);
  const { body } = await post(world, { action: "acknowledge", note: "Known outage", runIds });
  const Key = bulkActionKey("acme", body.id);
  const update = { UpdateExpression: "SET #action = :later", ExpressionAttributeNames: { "#action": "action" } };
  const ExpressionAttributeValues = { ":later": "reassign" };
  await world.client.send(new UpdateCommand({ TableName: world.tableName, Key, ...update, ExpressionAttributeValues }));

  const shown = await world.call({ path: `${bulk}/${body.id}`, as: "readonly" });
  expect([shown.status, shown.body.action, shown.body.label]).toEqual([200, "unknown", "Action of a newer version"]);
  const continued = await world.call({ method: "POST", path: `${bulk}/${body.id}/continue`, as: "operator" });
  expect([continued.status, continued.body.code]).toEqual([409, "action_not_available"]);
});
