import { expect, it } from "vitest";
import { createInProcessWorld } from "../in-process-world.ts";
import { hub } from "./read-all-pages.ts";
import { writeHistory } from "./run-histories.ts";

const path = `${hub}/metrics`;

it("metrics list the last hours and the longest-waiting run", async () => {
  const world = await createInProcessWorld();
  const ids = await writeHistory(world, [
    { environmentId: "acme-prod", state: "succeeded", age: 3 * 3600, waited: 20, ran: 100 },
    { environmentId: "acme-prod", state: "failed", age: 1800, waited: 10, ran: 30 },
    { environmentId: "acme-lab", state: "queued", age: 90 },
    { environmentId: "acme-prod", state: "queued", age: 60 },
    { environmentId: "acme-prod", state: "running", age: 300 },
  ]);

  const { body } = await world.call({ path, query: "hours=4" });

  expect(body.hours).toHaveLength(4);
  expect(body.hours[0]).toMatchObject({ succeeded: 1, ranSeconds: { p50: 100, p95: 100 }, isRunning: false });
  expect(body.hours.at(-1)).toMatchObject({ hour: "2026-03-02T09:00:00.000Z", isRunning: true });
  expect(body.hours.at(-2)).toMatchObject({ failed: 1, waitedSeconds: { p50: 10, p95: 10 } });
  expect(body).toMatchObject({
    oldestWaiting: { run: { id: ids[2] }, seconds: 90 },
    capped: false,
    polling: { intervalSeconds: 10 },
  });
  const lab = await world.call({ path, query: "environmentId=acme-lab", as: "lab-operator" });
  expect(lab.body.hours).toHaveLength(24);
  expect(lab.body.oldestWaiting).toMatchObject({ run: { id: ids[2] } });
});

it("metrics count a run that ended in the first hour but was created earlier", async () => {
  const world = await createInProcessWorld();
  await writeHistory(world, [
    { environmentId: "acme-prod", state: "succeeded", age: 23 * 3600, waited: 0, ran: 22.5 * 3600 },
  ]);

  const { body } = await world.call({ path, query: "hours=2" });

  expect(body.hours[0]).toMatchObject({ succeeded: 1 });
});

it("metrics leave out hours that were not read whole, and say so", async () => {
  const world = await createInProcessWorld();
  await writeHistory(
    world,
    Array.from({ length: 1001 }, (_, at) => ({
      environmentId: "acme-prod",
      state: "succeeded" as const,
      age: 20 + at * 15,
    })),
  );

  const { body } = await world.call({ path, query: "hours=24" });

  expect(body.capped).toBe(true);
  expect(body.hours.length).toBeLessThanOrEqual(5);
  expect(body.hours[0].succeeded).toBe(240);
});

it.each(["hours=0", "hours=73", "hours=1.5", "hours=", "days=1"])("metrics reject the query %s", async (query) => {
  const world = await createInProcessWorld();

  expect(await world.call({ path, query })).toMatchObject({ status: 400, body: { code: "query_invalid" } });
});
