import { expect, it } from "vitest";
import { occurrencePage, preview, scheduleAnswer, scheduleDetail } from "../../shared/contract/schedules.ts";
import { apiOf, runOf } from "./api.ts";
import { sharedStack } from "./stacks.ts";
import { tableOf } from "./table.ts";
import { until } from "./until.ts";

const workspaceId = "acme";
const schedules = `/api/workspaces/${workspaceId}/schedules`;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const at = (millis: number) => new Date(millis).toISOString();

/** Its clocks stand still: a slot is visited when the test invokes one. */
const shared = sharedStack({ hasSchedules: false });

async function withoutClocks() {
  const stack = await shared();
  const api = apiOf(stack);
  const post = (path: string, body: object = {}) =>
    api.request("manager", `${schedules}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    stack,
    api,
    async create(environmentId: string, rule: object) {
      const work = { type: "provider.connection.check", environmentId, jitterSeconds: 0 };
      const { status, text } = await post("", { name: "Check the connection", ...work, rule });
      expect(status, text).toBe(201);
      return scheduleAnswer.parse(JSON.parse(text));
    },
    /** Starts the work of a schedule by hand, to its end. */
    async runNow(id: string) {
      const { status, text } = await post(`/${id}/run`);
      expect([200, 202], text).toContain(status);
      return api.ended("manager", workspaceId, runOf(JSON.parse(text)).id);
    },
    show: (id: string) => api.read("manager", `${schedules}/${id}`, scheduleDetail),
    ledger: async (id: string) => (await api.read("manager", `${schedules}/${id}/occurrences`, occurrencePage)).items,
    /** Both clocks at once. */
    async tick() {
      const done = await Promise.all([stack.invoke("schedule-clock"), stack.invoke("schedule-clock")]);
      expect(done.map(({ hasFailed }) => hasFailed)).toEqual([false, false]);
    },
  };
}

/**
 * A daily schedule whose slot comes in the next minute, and an hourly one that no clock visits for five slots. Both are
 * also started by hand, before any slot.
 */
async function playedStory() {
  const { stack, api, create, runNow, show, ledger, tick } = await withoutClocks();
  const due = Math.ceil((Date.now() + 15 * second) / minute) * minute;
  const time = new Date(due);
  const cron = `${time.getUTCMinutes()} ${time.getUTCHours()} * * *`;
  const daily = await create("acme-prod", { cron, timezone: "UTC" });
  // Its newest slot is 45 minutes old: past its window, but young enough to be caught up.
  const hourly = await create("acme-lab", { everySeconds: 3600, anchor: at(due - 45 * minute) });
  const byHand = [await runNow(daily.id), await runNow(hourly.id)];
  const before = [await ledger(daily.id), await ledger(hourly.id)];
  const unvisited = { since: at(due - 5 * hour), dueAt: at(due - 4.75 * hour) };
  await tableOf(stack).leaveUnvisited(workspaceId, hourly.id, unvisited);
  const overdue = await show(hourly.id);

  const slot = await until("the slot of the daily schedule has run", async () => {
    if (Date.now() < due) return undefined;
    await tick();
    return (await ledger(daily.id))[0];
  });
  await tick();
  const outage = await ledger(hourly.id);
  const runs = { slot: slot.runId ?? "", caughtUp: outage[0]?.runId ?? "" };
  return {
    ...{ due, byHand, before, overdue, outage, runs, slots: await ledger(daily.id) },
    slotRun: await api.ended("manager", workspaceId, runs.slot),
    caughtUpRun: await api.ended("manager", workspaceId, runs.caughtUp),
    daily: await show(daily.id),
    hourly: await show(hourly.id),
    preview: await api.read("readonly", `${schedules}/preview?cron=30+2+*+*+*&timezone=Europe/Berlin`, preview),
  };
}

let played: ReturnType<typeof playedStory> | undefined;
/** The story, played once for the tests of this file. */
const story = () => (played ??= playedStory());

it("wish 16: missed and next slots are named in words and in their zone", async () => {
  const { due, overdue, outage, hourly, preview: planned } = await story();
  expect(overdue).toMatchObject({ state: { code: "overdue" }, needsAttention: true });
  expect(outage[1]).toMatchObject({ n: 4, reason: { text: "The scheduler did not run in its start window." } });
  expect(hourly.next).toMatchObject({ at: at(due + 0.25 * hour) });
  expect(hourly.windowSeconds).toBe(1800);

  expect(planned.text).toBe("Daily at 02:30, Europe/Berlin");
  expect(planned.items).toHaveLength(10);
  for (const { at: instant, local } of planned.items) expect(Date.parse(local)).toBe(Date.parse(instant));
});

it("wish 17: the ledger names missed slots, and a manual run fills none", async () => {
  const { due, byHand, before, slots, outage, runs, slotRun, caughtUpRun, daily, hourly } = await story();
  expect(byHand.map(({ outcome }) => outcome)).toEqual(["succeeded", "succeeded"]);
  expect(before).toEqual([[], []]);
  expect(slots).toMatchObject([{ from: at(due), to: at(due), n: 1, verdict: "ran", runId: runs.slot }]);
  expect(outage).toMatchObject([
    { from: at(due - 0.75 * hour), n: 1, verdict: "late", runId: runs.caughtUp },
    { from: at(due - 4.75 * hour), to: at(due - 1.75 * hour), n: 4, verdict: "missed", runId: null },
  ]);
  expect([slotRun.outcome, caughtUpRun.outcome]).toEqual(["succeeded", "succeeded"]);
  expect(new Set([slotRun, caughtUpRun, ...byHand].map(({ id }) => id)).size).toBe(4);
  expect(daily.counts).toEqual({ ran: 1, late: 0, skipped: 0, missed: 0 });
  expect(hourly.counts).toEqual({ ran: 0, late: 1, skipped: 0, missed: 4 });
});
