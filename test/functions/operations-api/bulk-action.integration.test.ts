import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { writeHistory } from "../read-api/run-histories.ts";
import { queueRefusal } from "../sqs-records.ts";
import { connection, type World } from "../world.ts";

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
const post = (world: World, body: unknown, as = "operator") => world.call({ method: "POST", path: bulk, as, body });

it("one request acknowledges forty problems and stores each result", async () => {
  const world = await createInProcessWorld();
  const runIds = await problems(world, 40);

  const { status, body } = await post(world, { action: "acknowledge", note: "Known outage", runIds });
  expect([status, body.isComplete, body.counts]).toEqual([200, true, { total: 40, done: 40, refused: 0 }]);
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
  expect(body.counts).toEqual({ total: 2, done: 1, refused: 1 });
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

  expect(body.counts).toEqual({ total: 1, done: 0, refused: 1 });
  expect(body.items).toMatchObject([{ result: "not_queued", newRunId: expect.any(String) }]);
  const shown = await world.call({ path: `/api/workspaces/acme/operations/${body.items[0].newRunId}` });
  expect(shown.body).toMatchObject({ outcome: "failed", repeats: runIds[0] });
});
