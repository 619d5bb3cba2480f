import { expect, it } from "vitest";
import { membershipItem } from "../../../shared/access/items.ts";
import { createNotificationRecorder } from "../../../shared/records/notifications.ts";
import type { Run } from "../../../shared/run/run.ts";
import { aNotifiedRun, anEndedRun, notificationIdOf, retentionDays } from "../notifications-world.ts";
import { bytesOf, createWorld, type World } from "../world.ts";

const read = (world: World, id: string, as = "operator") =>
  world.call({ method: "POST", path: `/api/notifications/${id}/read`, as });
const readRun = (world: World, run: Run, as?: string) => read(world, notificationIdOf(run), as);

it("reading a notification marks it and keeps the first read time", async () => {
  const world = await createWorld();
  const run = await aNotifiedRun(world);
  const at = world.clock.now().toISOString();

  const first = await readRun(world, run);
  world.clock.advance(60);
  const second = await readRun(world, run);

  expect(first).toMatchObject({ status: 200, body: { runId: run.id, readAt: at } });
  expect(second.body).toEqual(first.body);
  expect((await world.call({ path: "/api/notifications" })).body).toMatchObject({
    items: [{ runId: run.id, readAt: at }],
    unread: { value: 0, capped: false },
  });
});

it("a read notification stays read when its end is redelivered", async () => {
  const world = await createWorld();
  const run = await aNotifiedRun(world);
  const { body } = await readRun(world, run);

  await createNotificationRecorder({ ...world, retentionDays }).record(run);

  expect((await world.call({ path: "/api/notifications" })).body).toMatchObject({
    items: [{ readAt: body.readAt }],
    unread: { value: 0 },
  });
});

it("a notification that is absent, foreign, expired or malformed answers the same 404", async () => {
  const world = await createWorld();
  const run = await aNotifiedRun(world);
  const untold = await anEndedRun(world);
  const absent = bytesOf(await readRun(world, untold));
  expect(absent.status).toBe(404);

  expect(bytesOf(await readRun(world, run, "owner"))).toEqual(absent);
  for (const id of ["x", run.id, `${notificationIdOf(run)}0`, "%23", "0000000000000."]) {
    expect(bytesOf(await read(world, id))).toEqual(absent);
  }
  await world.put(membershipItem("acme", "operator", { role: "operator", environments: ["acme-lab"] }));
  expect(bytesOf(await readRun(world, run))).toEqual(absent);
  await world.put(membershipItem("acme", "operator", { role: "operator", environments: "all" }));
  world.clock.advance(retentionDays * 86_400);
  expect(bytesOf(await readRun(world, run))).toEqual(absent);
});
