import { describe, expect, it } from "vitest";
import { loadTexts } from "../../shared/presenter/locale.ts";
import { initiatorOf } from "../../shared/presenter/run-words.ts";
import { createNotificationRecorder } from "../../shared/records/notifications.ts";
import type { Run } from "../../shared/run/run.ts";
import { runAuditEntriesOf } from "../../shared/run/run-audit-entries.ts";
import { itemsOfEnvironment, itemsOfWorkspace } from "../../tools/workspace-items.ts";
import { aSchedule, createSlotWorld } from "./slot-world.ts";

await loadTexts("de");

/** A world in which a slot has started its run. */
async function aScheduledRun() {
  const world = await createSlotWorld(new Date("2026-03-02T09:00:00.000Z"));
  await world.addSchedule(aSchedule());
  world.set(Date.parse("2026-03-03T01:00:30.000Z"));
  await world.tick.tick(() => true);
  const { lastRunId = "" } = await world.find(aSchedule().id);
  const run = await world.queries.getRun(lastRunId);
  if (run === undefined) throw new Error("the slot has no run");
  return { world, run };
}

describe("a scheduled run", () => {
  it.each([
    ["en", "Schedule “Nightly sync”"],
    ["de", "Zeitplan „Nightly sync“"],
  ] as const)("names its schedule as its starter in %s", async (locale, name) => {
    const { run } = await aScheduledRun();

    expect(initiatorOf(run, locale)).toEqual({ id: "manager", name });
  });

  it("names schedule and slot in the audit entry of its start", async () => {
    const { run } = await aScheduledRun();

    expect(runAuditEntriesOf(run, "mutation")).toMatchObject([
      {
        actor: { type: "scheduled", id: "manager", label: "Nightly sync" },
        metadata: { scheduleId: aSchedule().id, slot: "2026-03-03T01:00:00.000Z" },
      },
    ]);
  });

  it.each([
    { outcome: "succeeded", notices: 0 },
    { outcome: "failed", notices: 1 },
    { outcome: "partially_succeeded", notices: 1 },
  ] as const)("notifies its owner when it ended $outcome: $notices", async ({ outcome, notices }) => {
    const { world, run } = await aScheduledRun();
    const ended: Run = { ...run, status: "completed", outcome, completedAt: "2026-03-03T01:02:00.000Z" };
    await createNotificationRecorder({ ...world.target, retentionDays: 30 }).record(ended);

    expect(world.items().filter(({ sk }) => String(sk).startsWith("NOTE#"))).toHaveLength(notices);
  });
});

describe("schedules and their ledgers", () => {
  const items = [
    { pk: "WS#acme", sk: "SCHEDULE#one", record: { environmentId: "acme-prod" } },
    { pk: "WS#acme", sk: "SCHEDULE#two", record: { environmentId: "acme-lab" } },
    { pk: "SCHED#acme#one", sk: "O#2026", record: { environmentId: "acme-prod" } },
    { pk: "SCHED#acme#two", sk: "O#2026", record: { environmentId: "acme-lab" } },
    { pk: "SCHED#globex#three", sk: "O#2026", record: { environmentId: "globex-prod" } },
  ];
  const keysOf = (found: readonly { pk: string; sk: string }[]) => found.map(({ pk, sk }) => `${pk} ${sk}`);

  it("belong to the export of their workspace", () => {
    expect(keysOf(itemsOfWorkspace("acme", items))).toEqual(keysOf(items.slice(0, 4)));
  });

  it("are erased with their environment", () => {
    expect(keysOf(itemsOfEnvironment("acme", "acme-lab", items))).toEqual([
      "WS#acme SCHEDULE#two",
      "SCHED#acme#two O#2026",
    ]);
  });
});
