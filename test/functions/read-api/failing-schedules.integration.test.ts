import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { expect, it } from "vitest";
import { scheduleKey, schedulePartition, timelinePartition } from "../../../shared/ledger/keys.ts";
import { createSchedules } from "../../../shared/records/schedules.ts";
import { createSchedulesWorld, nightly, type SchedulesWorld } from "../operations-api/schedules-world.ts";

const base = "/api/workspaces/acme";
const surfaces = ["overview", "inbox", "operations/causes", "environments/acme-prod/dashboard"];
const read = async (world: SchedulesWorld, surface: string, as = "readonly") =>
  (await world.call({ path: `${base}/${surface}`, as })).body;
const create = async (world: SchedulesWorld, over: object = {}) =>
  (await world.create({ ...nightly, catchUp: "none", ...over })).body.id as string;

it.each(surfaces)("%s is not calm while a schedule has missed slots", async (surface) => {
  const world = await createSchedulesWorld();
  const id = await create(world);
  expect((await read(world, surface)).schedules).toBeNull();
  await world.tickAt("2026-03-05T03:00:00.000Z");

  const shown = await read(world, surface);
  expect(shown).toMatchObject({
    schedules: {
      ...{ cause: "schedule_failing", label: "Schedule not on time" },
      count: { value: 1, capped: false, list: { state: "attention" } },
      items: [
        {
          ...{ scheduleId: id, name: "Nightly sync", environmentId: "acme-prod" },
          ...{ state: { code: "missed", tone: "danger" }, since: "2026-03-03T01:00:00.000Z" },
        },
      ],
    },
    polling: { intervalSeconds: 60 },
  });
  expect(shown.schedules.items[0].state.text).toBe(
    "3 slots were missed: the scheduler did not run in their start window.",
  );
  const list = await world.list(new URLSearchParams(shown.schedules.count.list).toString());
  expect(list.items).toHaveLength(shown.schedules.count.value);
  if ("calm" in shown) expect(shown.calm).toBeNull();
  else expect(shown).toMatchObject({ headline: "1 schedule needs attention.", state: { tone: "danger" } });
  expect((await read(world, "operations/summary")).calm).toBeNull();
});

it("the overview marks the environment of the schedule alone", async () => {
  const world = await createSchedulesWorld();
  await create(world);
  await world.tickAt("2026-03-05T03:00:00.000Z");

  const tones = Object.fromEntries(
    (await read(world, "overview")).environments.map(({ id, state }: { id: string; state: { tone: string } }) => [
      id,
      state.tone === "danger",
    ]),
  );
  expect(tones).toEqual({ "acme-lab": false, "acme-prod": true });
});

it("a schedule whose clocks are dead is on every page", async () => {
  const world = await createSchedulesWorld();
  await create(world, { windowSeconds: 3600 });
  const countsAt = async (instant: string) => {
    world.clock.set(new Date(instant));
    return Promise.all(surfaces.map(async (surface) => (await read(world, surface)).schedules?.count.value ?? 0));
  };

  expect(await countsAt("2026-03-03T02:05:00.000Z")).toEqual([0, 0, 0, 0]);
  expect(await countsAt("2026-03-03T02:05:00.001Z")).toEqual([1, 1, 1, 1]);
});

it("an overdue schedule that the last release stored is on every page", async () => {
  const world = await createSchedulesWorld();
  const id = await create(world, { windowSeconds: 3600 });
  const former = { dueShard: "SCHEDULE#former", openKey: `S#2026-03-03T02:05:00.000Z#acme-prod#${id}` };
  await world.client.send(
    new UpdateCommand({
      ...{ TableName: world.tableName, Key: scheduleKey("acme", id) },
      UpdateExpression: "SET dueShard = :dueShard, openKey = :openKey, workspaceKey = :workspaceKey",
      ExpressionAttributeValues: {
        ":dueShard": former.dueShard,
        ":openKey": former.openKey,
        ":workspaceKey": timelinePartition("acme"),
      },
    }),
  );
  world.clock.set(new Date("2026-03-03T02:05:00.001Z"));

  for (const surface of surfaces) {
    expect((await read(world, surface)).schedules?.items).toMatchObject([{ scheduleId: id }]);
  }
});

it("a schedule that the platform paused is on every page at once", async () => {
  const world = await createSchedulesWorld();
  const id = await create(world);
  const schedules = createSchedules(world);
  const found = await schedules.find("acme", id);
  if (found.kind !== "schedule") throw new Error("the schedule was not stored");
  await schedules.pauseAfterFailures(found.schedule, "2026-03-02T12:00:00.000Z", 3);

  for (const surface of surfaces) {
    expect((await read(world, surface)).schedules).toMatchObject({
      items: [{ state: { code: "paused_by_failures" }, since: "2026-03-02T12:00:00.000Z" }],
    });
  }
});

it("a schedule that an earlier release paused is shown after its next slot", async () => {
  const world = await createSchedulesWorld();
  const id = await create(world);
  const schedules = createSchedules(world);
  const found = await schedules.find("acme", id);
  if (found.kind !== "schedule") throw new Error("the schedule was not stored");
  await schedules.pauseAfterFailures(found.schedule, "2026-03-02T12:00:00.000Z", 3);
  await world.client.send(
    new UpdateCommand({
      ...{ TableName: world.tableName, Key: scheduleKey("acme", id) },
      UpdateExpression: "SET dueShard = :dueShard REMOVE openKey, workspaceKey",
      ExpressionAttributeValues: { ":dueShard": schedulePartition(3) },
    }),
  );
  expect((await read(world, "overview")).schedules).toBeNull();
  await world.tickAt("2026-03-03T01:00:30.000Z");

  for (const surface of surfaces) {
    expect((await read(world, surface)).schedules?.items).toMatchObject([
      { scheduleId: id, state: { code: "paused_by_failures" } },
    ]);
  }
});

it("a member without the environment reads nothing of its schedules", async () => {
  const world = await createSchedulesWorld();
  await create(world);
  await world.tickAt("2026-03-05T03:00:00.000Z");

  for (const surface of surfaces.slice(0, 3)) {
    expect((await read(world, surface, "lab-operator")).schedules).toBeNull();
  }
});

it("an archived environment has no schedule that needs a person", async () => {
  const world = await createSchedulesWorld();
  await create(world);
  await world.tickAt("2026-03-05T03:00:00.000Z");
  await world.call({ method: "POST", path: `${base}/environments/acme-prod/archive`, as: "owner" });

  for (const surface of surfaces) expect((await read(world, surface)).schedules).toBeNull();
});

const step = fc.oneof(
  fc.record({ kind: fc.constant("tick" as const), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constantFrom("pause", "resume", "remove", "demote", "promote"), at: fc.nat(1) }),
);

it("no page is calmer than a scan of all schedules", async () => {
  let failing = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
      const world = await createSchedulesWorld();
      const ids = [await create(world), await create(world, { name: "Other", type: "inventory.sync" })];
      for (const one of steps) {
        if ("hours" in one) {
          const later = new Date(world.clock.now().getTime() + one.hours * 3_600_000).toISOString();
          if (one.kind === "tick") await world.tickAt(later);
          else world.clock.set(new Date(later));
        } else await act(world, one.kind, ids[one.at] ?? "");
        const { needAttention } = await world.list();
        failing += needAttention;
        for (const surface of ["overview", "inbox"]) {
          const { schedules } = await read(world, surface);
          expect([surface, schedules?.count.value ?? 0]).toEqual([surface, needAttention]);
        }
      }
    }),
    { numRuns: 25, seed: 17 },
  );
  expect(failing).toBeGreaterThan(20);
});

/** A person's change; one that the state of the schedule does not allow is refused. */
async function act(world: SchedulesWorld, kind: string, id: string): Promise<void> {
  const member = (role: string) =>
    world.call({ method: "PUT", path: `${base}/members/manager`, as: "owner", body: { role, environments: "all" } });
  const answer =
    kind === "demote" || kind === "promote"
      ? await member(kind === "demote" ? "readonly" : "manager")
      : kind === "remove"
        ? await world.call({ method: "DELETE", path: `${base}/schedules/${id}`, as: "owner" })
        : await world.post(`/${id}/${kind}`, { note: "Checked." }, "owner");
  expect([200, 204, 404, 409]).toContain(answer.status);
}
