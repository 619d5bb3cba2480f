import { expect, it } from "vitest";
import { createSchedulesWorld, firstSlot, nightly } from "../operations-api/schedules-world.ts";

it("a schedule that needs a person is listed first, and counted", async () => {
  const world = await createSchedulesWorld();
  const every = async (name: string, over: object = {}) => (await world.create({ ...nightly, name, ...over })).body.id;
  await every("Calm", { rule: { cron: "0 12 5 * *", timezone: "UTC" } });
  const paused = await every("Paused", { type: "tenant.sync" });
  await every("Missed", { type: "inventory.sync", catchUp: "none" });
  await world.post(`/${paused}/pause`, { note: "Not needed." });
  await world.tickAt("2026-03-03T03:00:00.000Z");

  const all = await world.list();
  expect(all).toMatchObject({ total: 3, needAttention: 1, unreadable: 0 });
  const shown = all.items.map(
    ({ name, state, needsAttention }: Record<string, unknown> & { state: { code: string } }) => [
      name,
      state.code,
      needsAttention,
    ],
  );
  expect(shown).toEqual([
    ["Missed", "missed", true],
    ["Paused", "paused", false],
    ["Calm", "waiting", false],
  ]);
  const first = await world.list("limit=2");
  const second = await world.list(`limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["Missed", "Paused", "Calm"]);
  expect((await world.list("state=attention")).items).toMatchObject([{ name: "Missed" }]);
});

it("a schedule whose clocks are dead is overdue five minutes after its window", async () => {
  const world = await createSchedulesWorld();
  await world.create({ ...nightly, windowSeconds: 3600 });
  const stateAt = async (instant: string) => {
    world.clock.set(new Date(instant));
    return (await world.list()).items[0].state.code;
  };

  expect(await stateAt("2026-03-03T02:05:00.000Z")).toBe("waiting");
  expect(await stateAt("2026-03-03T02:05:00.001Z")).toBe("overdue");
});

it("a ledger lists its slots newest first, by verdict and time", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create({ ...nightly, catchUp: "none" })).body;
  await world.tickAt("2026-03-03T01:00:30.000Z");
  await world.tickAt("2026-03-06T03:00:00.000Z");
  const page = async (query: string) =>
    (await world.call({ path: `/api/workspaces/acme/schedules/${id}/occurrences`, query })).body;

  const [missed, ran] = (await page("")).items;
  expect(missed).toMatchObject({
    ...{ verdict: "missed", n: 3, from: "2026-03-04T01:00:00.000Z", to: "2026-03-06T01:00:00.000Z", runId: null },
    reason: { code: "missed", text: "The scheduler did not run in its start window." },
    state: { label: "Missed", tone: "danger" },
  });
  expect(ran).toMatchObject({ verdict: "ran", from: firstSlot, runState: { label: "Overdue" } });
  expect((await page("verdict=missed")).items).toHaveLength(1);
  expect((await page("to=2026-03-03T12:00:00Z")).items).toMatchObject([{ verdict: "ran" }]);
  expect(await page("from=2026-03-04T00:00:00Z&to=2026-03-03T00:00:00Z")).toMatchObject({ code: "query_invalid" });
  const first = await page("limit=1");
  expect((await page(`limit=1&cursor=${first.nextCursor}`)).items).toMatchObject([{ verdict: "ran" }]);
});

it("a slot whose owner lost the right to its work is not calm", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  const members = "/api/workspaces/acme/members";
  const body = { role: "readonly", environments: "all" };
  await world.call({ method: "PUT", path: `${members}/manager`, as: "owner", body });
  await world.tickAt("2026-03-03T01:00:30.000Z");

  expect(await world.show(id)).toMatchObject({
    needsAttention: true,
    state: {
      ...{ code: "refused", tone: "danger" },
      text: "Its owner may no longer start this work. Edit or resume it to become its owner.",
    },
  });
});

const preview = "/api/workspaces/acme/schedules/preview";
const previewOf = async (query: string) => {
  const world = await createSchedulesWorld();
  world.clock.set(new Date("2026-03-27T12:00:00.000Z"));
  return world.call({ path: preview, query, as: "readonly" });
};

it("a preview names the day on which the clock goes forward", async () => {
  const { body } = await previewOf("cron=30+2+*+*+*&timezone=Europe/Berlin");

  expect(body.text).toBe("Daily at 02:30, Europe/Berlin");
  expect(body.items).toHaveLength(10);
  expect(body.items.slice(0, 3)).toEqual([
    { at: "2026-03-28T01:30:00.000Z", local: "2026-03-28T02:30+01:00", note: null },
    {
      at: "2026-03-29T01:30:00.000Z",
      local: "2026-03-29T03:30+02:00",
      note: {
        code: "moved_forward",
        text: "02:30 does not exist on this day: the clock goes forward. The slot moves to 03:30.",
      },
    },
    { at: "2026-03-30T00:30:00.000Z", local: "2026-03-30T02:30+02:00", note: null },
  ]);
});

it.each([
  ["cron=30+2+25+10+*&timezone=Europe/Berlin", ["first_of_two"]],
  ["cron=30+*+25+10+*&timezone=Europe/Berlin", [null, null, "first_of_two", "second_of_two", null]],
] as const)("a preview of %s names the repeated hour", async (query, notes) => {
  const { body } = await previewOf(query);

  const found = body.items
    .slice(0, notes.length)
    .map(({ note }: { note: { code: string } | null }) => note?.code ?? null);
  expect(found).toEqual(notes);
});

it("a preview of an interval is shown in the zone that is asked for", async () => {
  const { body } = await previewOf("everySeconds=21600&timezone=Asia/Kolkata");

  expect(body.items[0]).toEqual({ at: "2026-03-27T18:00:00.000Z", local: "2026-03-27T23:30+05:30", note: null });
});

it.each([
  [3600, "Every hour"],
  [7200, "Every 2 hours"],
  [86_400, "Every 24 hours"],
])("an interval of %d seconds is named %s", async (everySeconds, text) => {
  expect((await previewOf(`everySeconds=${everySeconds}`)).body.text).toBe(text);
});

it.each([
  ["cron=nonsense&timezone=UTC", "rule_invalid", "cron"],
  ["cron=0+2+*+*+*&timezone=Mars/Olympus", "timezone_unknown", "timezone"],
  ["everySeconds=60", "interval_too_short", "everySeconds"],
  ["", "rule_invalid", "cron"],
] as const)("a preview of %s is refused as %s", async (query, code, path) => {
  const { status, body } = await previewOf(query);

  expect([status, body.code, body.errors?.[0]?.path]).toEqual([422, code, path]);
});
