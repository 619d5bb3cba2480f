import { expect, it } from "vitest";
import { bytesOf } from "../world.ts";
import { createSchedulesWorld, firstSlot, nightly, nightlyEdit, type SchedulesWorld } from "./schedules-world.ts";

const refusedBy = ({ status, body }: Awaited<ReturnType<SchedulesWorld["create"]>>) => [
  status,
  body.code,
  body.errors?.[0]?.path,
];

it("a new schedule starts at its first slot, in the name of its creator", async () => {
  const world = await createSchedulesWorld();
  const created = await world.create();
  expect(created).toMatchObject({
    status: 201,
    body: {
      ...{ name: "Nightly sync", type: "policy.sync", typeLabel: "Policy sync", environmentName: "Acme production" },
      ...{ rev: 1, owner: { id: "manager" }, paused: null, last: null, isChangeable: true },
      rule: { cron: "0 2 * * *", timezone: "Europe/Berlin", text: "Daily at 02:00, Europe/Berlin" },
      state: { code: "waiting", tone: "info" },
      next: { at: firstSlot, local: "2026-03-03T02:00+01:00", note: null },
    },
  });
  await world.tickAt("2026-03-03T01:00:30.000Z");

  const { id } = created.body;
  expect(await world.show(id)).toMatchObject({
    ...{ counts: { ran: 1, late: 0, skipped: 0, missed: 0 }, accountedUntil: firstSlot },
    state: { code: "on_time", tone: "success" },
    last: { from: firstSlot, n: 1, verdict: "ran", reason: null },
    occurrences: [{ from: firstSlot, verdict: "ran", startedAt: "2026-03-03T01:00:30.000Z" }],
  });
  const { lastRunId } = await world.show(id);
  const run = await world.call({ path: `/api/workspaces/acme/operations/${lastRunId}` });
  expect(run.body.initiator).toEqual({ id: "manager", name: "Schedule “Nightly sync”" });
});

it.each([
  [{ rule: { cron: "0 2 * *", timezone: "UTC" } }, "rule_invalid", "rule.cron"],
  [{ rule: { cron: "0 0 30 2 *", timezone: "UTC" } }, "rule_invalid", "rule.cron"],
  [{ rule: { cron: "0 2 * * *" } }, "rule_invalid", "rule.timezone"],
  [{ rule: {} }, "rule_invalid", "rule.cron"],
  [{ rule: { cron: "0 2 * * *", timezone: "UTC", everySeconds: 3600 } }, "rule_invalid", "rule.everySeconds"],
  [{ rule: { everySeconds: 330 } }, "rule_invalid", "rule.everySeconds"],
  [{ rule: { everySeconds: 3600, timezone: "UTC" } }, "rule_invalid", "rule.timezone"],
  [{ rule: { cron: "0 2 * * *", timezone: "Europe/Atlantis" } }, "timezone_unknown", "rule.timezone"],
  [{ rule: { cron: "*/4 * * * *", timezone: "UTC" } }, "interval_too_short", "rule.cron"],
  [{ rule: { everySeconds: 240 } }, "interval_too_short", "rule.everySeconds"],
  [{ wave: { targets: { all: true } } }, "input_invalid", "environmentId"],
  [{ environmentId: undefined }, "input_invalid", "environmentId"],
  [{ input: { providerConnectionId: "absent" } }, "input_invalid", "input.providerConnectionId"],
  [{ type: "restore.execute", input: {} }, "operation_not_schedulable", undefined],
  [{ type: "backup_set.archive", input: {} }, "operation_not_schedulable", undefined],
  [{ type: "alerts.evaluate", input: {} }, "operation_not_startable", undefined],
  [{ type: "policy.dance", input: {} }, "operation_type_unknown", undefined],
] as const)("a schedule with %j is refused as %s", async (change, code, path) => {
  const world = await createSchedulesWorld();

  expect(refusedBy(await world.create({ ...nightly, ...change }, "owner"))).toEqual([422, code, path]);
  expect((await world.list()).total).toBe(0);
});

it("a change of a schedule needs two rights, to schedules and to its work", async () => {
  const world = await createSchedulesWorld();
  const { body } = await world.create();

  for (const as of ["readonly", "operator"]) {
    expect(refusedBy(await world.create(nightly, as))[0]).toBe(403);
    expect(refusedBy(await world.edit(body.id, nightlyEdit, as))[0]).toBe(403);
    expect(refusedBy(await world.post(`/${body.id}/pause`, { note: "Because." }, as))[0]).toBe(403);
  }
  expect(await world.show(body.id)).toMatchObject({ isChangeable: false, isStartable: false });
});

it("a schedule of a hidden environment answers as an absent one", async () => {
  const world = await createSchedulesWorld();
  const { body } = await world.create();
  const at = (id: string, as: string, path = "") => ({ path: `/api/workspaces/acme/schedules/${id}${path}`, as });

  for (const path of ["", "/occurrences"]) {
    const hidden = await world.call(at(body.id, "lab-operator", path));
    expect(hidden.status).toBe(404);
    expect(bytesOf(hidden)).toEqual(bytesOf(await world.call(at("01JZZZZZZZZZZZZZZZZZZZZZZZ", "lab-operator", path))));
  }
  expect(bytesOf(await world.post(`/${body.id}/run`, undefined, "lab-operator"))).toEqual(
    bytesOf(await world.post("/01JZZZZZZZZZZZZZZZZZZZZZZZ/run", undefined, "lab-operator")),
  );
  expect(bytesOf(await world.create(nightly, "lab-operator"))).toEqual(
    bytesOf(await world.create({ ...nightly, environmentId: "absent" }, "lab-operator")),
  );
  expect(await world.list("", "lab-operator")).toMatchObject({ items: [], total: 0 });
});

it("a repeated creation finds its schedule by the idempotency key", async () => {
  const world = await createSchedulesWorld();
  const once = { "idempotency-key": "once" };
  const first = await world.create(nightly, "manager", once);
  const again = await world.create(nightly, "manager", once);
  const other = await world.create({ ...nightly, name: "Other" }, "manager", once);

  expect([first.status, again.status, other.status]).toEqual([201, 200, 409]);
  expect(again.body).toEqual(first.body);
  expect(other.body.code).toBe("idempotency_key_reused");
  expect((await world.list()).total).toBe(1);
  expect(await world.trail()).toHaveLength(1);
});

it("an edit needs the newest revision and makes the caller the owner", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  const weekly = { ...nightlyEdit, name: "Weekly sync", rule: { cron: "0 4 * * SUN", timezone: "UTC" } };
  const edited = await world.edit(id, weekly, "owner");

  expect(edited.body).toMatchObject({
    ...{ rev: 2, name: "Weekly sync", owner: { id: "owner" } },
    next: { at: "2026-03-08T04:00:00.000Z" },
  });
  expect(refusedBy(await world.edit(id, weekly))).toEqual([409, "revision_conflict", undefined]);
  const [entry] = await world.trail();
  expect(entry).toMatchObject({
    action: "schedule.edited",
    changes: expect.arrayContaining([
      { field: "name", label: "Name", from: "Nightly sync", to: "Weekly sync" },
      { field: "rule", label: "Rule", from: "0 2 * * * Europe/Berlin", to: "0 4 * * SUN UTC" },
      { field: "owner", label: "Owner", from: "manager", to: "owner" },
    ]),
  });
});

it("an edit of the rule waits until the due slots are accounted for", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  const later = { ...nightlyEdit, rule: { cron: "0 5 * * *", timezone: "Europe/Berlin" } };
  world.clock.set(new Date("2026-03-03T00:59:30.000Z"));

  expect(refusedBy(await world.edit(id, later))).toEqual([409, "schedule_busy", undefined]);
  expect((await world.edit(id, { ...nightlyEdit, name: "Renamed" })).status).toBe(200);
  await world.tickAt("2026-03-03T01:00:30.000Z");
  expect((await world.edit(id, { ...later, rev: 2 })).body).toMatchObject({
    next: { at: "2026-03-03T04:00:00.000Z" },
    counts: { ran: 1, missed: 0 },
  });
});

it("a paused schedule skips its slots and says who paused it and why", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  const paused = await world.post(`/${id}/pause`, { note: "The tenant is moved." });
  expect(paused.body).toMatchObject({
    ...{ paused: { by: "manager", note: "The tenant is moved." }, next: null },
    state: { code: "paused", tone: "neutral", text: "manager paused it. Its slots are skipped until it is resumed." },
  });
  await world.tickAt("2026-03-04T01:00:30.000Z");
  await world.post(`/${id}/resume`, { note: "It was moved." }, "owner");
  await world.tickAt("2026-03-05T01:00:30.000Z");

  expect(await world.show(id)).toMatchObject({
    ...{ counts: { ran: 1, skipped: 2, missed: 0 }, owner: { id: "owner" }, paused: null },
    occurrences: [{ verdict: "ran" }, { verdict: "skipped", n: 2, reason: { code: "paused" } }],
  });
  expect((await world.trail()).map(({ action, note }: Record<string, unknown>) => [action, note])).toEqual([
    ["schedule.resumed", "It was moved."],
    ["schedule.paused", "The tenant is moved."],
    ["schedule.created", null],
  ]);
});

it("a slot of a pause stays skipped when the scheduler did not run meanwhile", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  await world.post(`/${id}/pause`, { note: "The tenant is moved." });
  world.clock.set(new Date("2026-03-05T01:30:00.000Z"));
  await world.post(`/${id}/resume`, { note: "It was moved." });
  await world.tickAt("2026-03-05T01:31:00.000Z");

  expect((await world.show(id)).counts).toEqual({ ran: 0, late: 0, skipped: 3, missed: 0 });
});

it("a start by hand names its schedule and fills no slot", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  const started = await world.post(`/${id}/run`, undefined, "operator", { "idempotency-key": "once" });
  const again = await world.post(`/${id}/run`, undefined, "operator", { "idempotency-key": "once" });

  expect(started).toMatchObject({ status: 202, body: { result: "queued", run: { type: "policy.sync" } } });
  expect(again).toMatchObject({ status: 200, body: { result: "replayed", run: { id: started.body.run.id } } });
  await world.tickAt("2026-03-03T01:00:30.000Z");
  expect(await world.show(id)).toMatchObject({ counts: { ran: 0 }, occurrences: [], lastRunId: null });
});

it("a removed schedule is gone with its slots, and its ledger expires", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  await world.tickAt("2026-03-03T01:00:30.000Z");
  const removed = await world.call({ method: "DELETE", path: `/api/workspaces/acme/schedules/${id}`, as: "manager" });
  await world.tickAt("2026-03-04T01:00:30.000Z");

  expect(removed.status).toBe(200);
  expect((await world.call({ path: `/api/workspaces/acme/schedules/${id}` })).status).toBe(404);
  expect((await world.list()).total).toBe(0);
});

it("an archived environment stops its schedules and takes no new ones", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  await world.post(`/${id}/pause`, { note: "It is given up." });
  await world.call({ method: "POST", path: "/api/workspaces/acme/environments/acme-prod/archive", as: "manager" });

  expect(refusedBy(await world.create())).toEqual([409, "environment_archived", undefined]);
  expect(refusedBy(await world.post(`/${id}/resume`, { note: "Again." }))[1]).toBe("environment_archived");
  expect(refusedBy(await world.post(`/${id}/run`))[1]).toBe("environment_archived");
  expect(await world.list()).toMatchObject({ items: [], total: 0 });
  expect((await world.list("environmentId=acme-prod")).items).toMatchObject([
    { state: { code: "stopped" }, next: null },
  ]);
});
