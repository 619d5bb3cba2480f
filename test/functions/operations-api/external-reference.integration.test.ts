import { expect, it } from "vitest";
import { completedDetailOf } from "../../../functions/run-events/publish-end.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { connection, createWorld, type World } from "../world.ts";

const operations = "/api/workspaces/acme/operations";

async function startWith(world: World, externalReference: unknown, environmentId = "acme-prod") {
  const body = { type: "policy.sync", environmentId, input: {}, externalReference };
  return world.call({ method: "POST", path: operations, as: "owner", body });
}

async function worldWithConnection() {
  const world = await createWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  return world;
}

it("a start's reference returns in answers, events and repetitions", async () => {
  const world = await worldWithConnection();
  const started = await startWith(world, "  TICKET-4711 ");
  expect(started).toMatchObject({ status: 202, body: { run: { externalReference: "TICKET-4711" } } });
  const { id } = started.body.run;
  expect(await world.call({ path: `${operations}/${id}` })).toMatchObject({
    body: { externalReference: "TICKET-4711" },
  });

  const run = await createRunQueries(world).getRun(id);
  if (run === undefined) throw new Error("the run is gone");
  const ended = await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
  if (ended.outcome !== "written") throw new Error("the end was refused");
  expect(completedDetailOf(ended.run)).toMatchObject({ externalReference: "TICKET-4711" });

  const path = `${operations}/${id}/actions`;
  expect(await world.call({ method: "POST", path, as: "owner", body: { action: "run_again" } })).toMatchObject({
    body: { result: "queued", run: { externalReference: "TICKET-4711" } },
  });
});

it("the list finds runs by their whole reference and by its words", async () => {
  const world = await worldWithConnection();
  const { body } = await startWith(world, "TICKET-4711");
  const { run: other } = (await startWith(world, undefined)).body;
  expect(other.id).toBe(body.run.id);

  const found = async (query: Record<string, string>) =>
    (await world.call({ path: operations, query: new URLSearchParams(query).toString() })).body.items.map(
      ({ id }: { id: string }) => id,
    );
  expect(await found({ externalReference: "TICKET-4711" })).toEqual([body.run.id]);
  expect(await found({ externalReference: "TICKET-47" })).toEqual([]);
  expect(await found({ text: "ticket-47" })).toEqual([body.run.id]);
  expect(await found({ externalReference: "TICKET-4711", tab: "active" })).toEqual([body.run.id]);
});

it.each(["", " ", "x".repeat(101), 7, "a\u202eb"])("a start is refused when its reference is %j", async (reference) => {
  const world = await worldWithConnection();
  expect(await startWith(world, reference)).toMatchObject({
    status: 422,
    body: { errors: [{ path: "externalReference" }] },
  });
});
