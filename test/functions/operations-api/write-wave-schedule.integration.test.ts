import { expect, it } from "vitest";
import { bytesOf } from "../world.ts";
import { createSchedulesWorld, firstSlot, nightly, nightlyEdit, schedules } from "./schedules-world.ts";

const { environmentId: _one, ...work } = nightly;
const everywhere = { ...work, wave: { targets: { all: true } } } as const;
const many = Array.from({ length: 101 }, (_, at) => `e${at}`);
const edit = { ...nightlyEdit, wave: everywhere.wave };

const refusedBy = ({ status, body }: { status: number; body: { code?: string; errors?: { path: string }[] } }) => [
  status,
  body.code,
  body.errors?.[0]?.path,
];

it("a schedule of all environments starts a wave at its slot", async () => {
  const world = await createSchedulesWorld();
  const created = await world.create(everywhere);
  expect(created).toMatchObject({
    status: 201,
    body: {
      ...{ environmentId: null, environmentName: null, isChangeable: true, isStartable: true },
      wave: {
        ...{ targets: { all: true }, canary: 0, concurrency: 10, text: "All environments" },
        stop: { failuresMax: 1000, failedPercentMax: 100 },
      },
    },
  });
  await world.tickAt("2026-03-03T01:00:30.000Z");

  const { id } = created.body;
  const { lastRunId, ...shown } = await world.show(id);
  expect(shown).toMatchObject({
    state: { code: "on_time" },
    occurrences: [{ from: firstSlot, verdict: "ran", runId: lastRunId }],
  });
  const run = await world.call({ path: `/api/workspaces/acme/operations/${lastRunId}` });
  expect(run.body).toMatchObject({ type: "operations.wave", initiator: { name: "Schedule “Nightly sync”" } });
  const targets = await world.call({ path: `/api/workspaces/acme/waves/${lastRunId}/targets` });
  expect(targets.body.wave).toMatchObject({ type: "policy.sync", total: 2, canary: 0 });
});

it.each([
  ["an empty list", { wave: { targets: { environmentIds: [] } } }, "wave.targets.environmentIds"],
  [
    "an absent environment",
    { wave: { targets: { environmentIds: ["acme-lab", "absent"] } } },
    "wave.targets.environmentIds",
  ],
  ["a list of 101", { wave: { targets: { environmentIds: many } } }, "wave.targets.environmentIds"],
  ["an absent promise", { wave: { targets: { brokenPromise: "absent" } } }, "wave.targets.brokenPromise"],
  ["neither wave nor environment", { wave: undefined }, "environmentId"],
  ["both of them", { environmentId: "acme-prod" }, "environmentId"],
  ["too many at once", { wave: { targets: { all: true }, concurrency: 26 } }, "wave.concurrency"],
] as const)("a schedule of several environments is refused for %s", async (_what, change, path) => {
  const world = await createSchedulesWorld();

  expect(refusedBy(await world.create({ ...everywhere, ...change }))).toEqual([422, "input_invalid", path]);
  expect((await world.list()).total).toBe(0);
});

it("an edit replaces the targets of a wave, and never makes it one environment", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create(everywhere)).body;
  const { wave: _none, ...withoutWave } = edit;
  expect(refusedBy(await world.edit(id, withoutWave))).toEqual([422, "input_invalid", "wave"]);
  const one = (await world.create()).body;
  expect(refusedBy(await world.edit(one.id, edit))).toEqual([422, "input_invalid", "wave"]);

  const listed = { targets: { environmentIds: ["acme-lab"] }, canary: 1, concurrency: 2 };
  const edited = await world.edit(id, { ...edit, wave: listed });
  expect(edited.body).toMatchObject({ rev: 2, wave: { ...listed, text: "1 environment" } });
  const [entry] = await world.trail();
  expect(JSON.stringify(entry)).toContain("acme-lab");
});

it("a schedule of several environments is absent for members of single ones", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create(everywhere)).body;
  const at = (of: string) => ({ path: `${schedules}/${of}`, as: "lab-operator" });

  const hidden = await world.call(at(id));
  expect(hidden.status).toBe(404);
  expect(bytesOf(hidden)).toEqual(bytesOf(await world.call(at("01JZZZZZZZZZZZZZZZZZZZZZZZ"))));
  expect(await world.list("", "lab-operator")).toMatchObject({ items: [], total: 0 });
});

it("the list of an environment has the schedules of several that concern it", async () => {
  const world = await createSchedulesWorld();
  await world.create(everywhere);
  await world.create({ ...everywhere, name: "Lab only", wave: { targets: { environmentIds: ["acme-lab"] } } });
  const namesIn = async (environmentId: string) => {
    const { items, total } = await world.list(`environmentId=${environmentId}`);
    expect(items).toHaveLength(total);
    return items.map(({ name }: { name: string }) => name).toSorted();
  };

  expect(await namesIn("acme-lab")).toEqual(["Lab only", "Nightly sync"]);
  expect(await namesIn("acme-prod")).toEqual(["Nightly sync"]);
});

it("missed slots of several environments stand on the pages of those they concern", async () => {
  const world = await createSchedulesWorld();
  const listed = { ...everywhere, catchUp: "none", wave: { targets: { environmentIds: ["acme-lab"] } } };
  const { id } = (await world.create(listed)).body;
  await world.tickAt("2026-03-05T09:00:00.000Z");
  const on = async (path: string, as = "readonly") =>
    (await world.call({ path: `/api/workspaces/acme${path}`, as })).body.schedules;

  const item = { scheduleId: id, environmentId: null, environment: "1 environment", state: { code: "missed" } };
  for (const path of ["/overview", "/inbox", "/environments/acme-lab/dashboard"]) {
    expect(await on(path)).toMatchObject({ count: { value: 1, capped: false }, items: [item] });
  }
  expect(await on("/environments/acme-prod/dashboard")).toBeNull();
  expect(await on("/environments/acme-lab/dashboard", "lab-operator")).toBeNull();
});

it("the work of a schedule of several environments starts at once as a wave", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create(everywhere)).body;
  const started = await world.post(`/${id}/run`, undefined, "manager");

  expect(started).toMatchObject({ status: 202, body: { result: "queued", run: { type: "operations.wave" } } });
  expect(await world.post(`/${id}/run`, undefined, "operator")).toMatchObject({ status: 403 });
  expect((await world.show(id)).counts).toEqual({ ran: 0, late: 0, skipped: 0, missed: 0 });
});

it("a broken promise says which schedule of several environments serves it", async () => {
  const world = await createSchedulesWorld();
  const made = await world.call({
    ...{ method: "POST", path: "/api/workspaces/acme/promises", as: "manager" },
    body: { name: "Synced daily", proof: "sync", withinSeconds: 3600, environments: "all" },
  });
  expect(made.status).toBe(200);
  const serving = {
    ...everywhere,
    name: "Catch up",
    rule: { cron: "0 2 28 * *", timezone: "UTC" },
    wave: { targets: { brokenPromise: made.body.id } },
  };
  await world.create(serving);
  world.clock.advance(7200);
  const { rows } = (await world.call({ path: "/api/workspaces/acme/promises/matrix", as: "readonly" })).body;
  const cells = rows.flatMap(
    ({ cells: all }: { cells: { key: string; why: { kind: string; text: string }[] }[] }) => all,
  );

  expect(cells.length).toBeGreaterThan(0);
  for (const { why } of cells)
    expect(why).toMatchObject([{ kind: "scheduled", text: expect.stringContaining("Catch up") }]);
});
