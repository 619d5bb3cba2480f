import fc from "fast-check";
import { expect, it } from "vitest";
import { createReader } from "../../../bench/read-models.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { everyRow, hub } from "./read-all-pages.ts";
import { anyRunHistory, type Life, writeHistory } from "./run-histories.ts";

const queued: Life = { environmentId: "acme-prod", state: "queued", age: 5 };
const laneOf = ({ type = "policy.sync" }: Life) => findOperation(type)?.lane;

/** For each run, the earlier active runs of its lane. */
function aheadOf(lives: readonly Life[], ids: readonly string[]): Map<string, number> {
  const all = lives.map((life, at) => ({ life, id: ids[at] ?? "" }));
  const active = all.filter(({ life }) => life.state === "queued" || life.state === "running");
  return new Map(
    all.map(({ life, id }) => [
      id,
      active.filter((other) => other.id < id && laneOf(other.life) === laneOf(life)).length,
    ]),
  );
}

const waitingOf = (rows: readonly RunAnswer[]) =>
  rows.flatMap(({ id, waiting }) => (waiting === null ? [] : [{ id, ...waiting }]));

it("every surface shows the queue position of each queued run", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRunHistory, { maxLength: 20 }), async (lives) => {
      const world = await createInProcessWorld();
      const ahead = aheadOf(lives, await writeHistory(world, lives));

      const rows = await everyRow(world, { tab: "active", limit: "3" });
      const inPlace = await everyRow(world, { tab: "active", environmentId: "acme-prod" });
      const { body: activity } = await world.call({ path: `${hub}/activity` });
      for (const waiting of [rows, inPlace, activity.items].flatMap(waitingOf)) {
        expect(waiting.ahead).toBe(waiting.reason === "in_queue" ? ahead.get(waiting.id) : null);
      }
      for (const { id, waiting } of rows) {
        expect((await world.call({ path: `${hub}/${id}` })).body.waiting).toEqual(waiting);
      }
    }),
    { numRuns: 15 },
  );
});

it("the queue position is a sentence with correct singular and plural", async () => {
  const world = await createInProcessWorld();
  const ids = await writeHistory(world, [{ ...queued, state: "running", age: 9 }, { ...queued, age: 8 }, queued]);
  const labels = async (locale: string) =>
    Promise.all(
      ids.slice(1).map(async (id) => {
        const { body } = await world.call({ path: `${hub}/${id}`, headers: { "accept-language": locale } });
        return body.waiting.label;
      }),
    );

  expect(await labels("en")).toEqual([
    "In its queue, behind 1 earlier run of this workspace",
    "In its queue, behind 2 earlier runs of this workspace",
  ]);
  expect(await labels("de")).toEqual([
    "In der Warteschlange, hinter 1 früheren Vorgang dieses Arbeitsbereichs",
    "In der Warteschlange, hinter 2 früheren Vorgängen dieses Arbeitsbereichs",
  ]);
});

it("the queue position is hidden from members of some environments", async () => {
  const world = await createInProcessWorld();
  const [id = ""] = await writeHistory(world, [{ ...queued, environmentId: "acme-lab" }]);
  const unknown = { reason: "in_queue", label: "Waiting in its queue", ahead: null, until: null };

  expect((await world.call({ path: `${hub}/${id}`, as: "lab-operator" })).body.waiting).toEqual(unknown);
  expect((await everyRow(world, { tab: "active" }, "lab-operator"))[0]?.waiting).toEqual(unknown);
});

it("a run's page makes the same calls for any queue length", async () => {
  const calls = await Promise.all(
    [20, 50, 300].map(async (count) => {
      const world = await createInProcessWorld();
      const ids = await writeHistory(
        world,
        Array.from({ length: count }, (_, at) => ({ ...queued, age: 5 + count - at })),
      );
      const read = createReader(world, world.clock);
      const { billed } = await read({ path: `${hub}/{run}` }, ids.at(-1) ?? "");
      return billed.length;
    }),
  );

  expect(new Set(calls)).toEqual(new Set([7]));
});
