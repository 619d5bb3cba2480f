import * as z from "zod";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { createOccurrences } from "../../shared/records/occurrences.ts";
import { createSchedules } from "../../shared/records/schedules.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { targetOf } from "./manual-worker.ts";

const created = z.object({ id: z.string() });
const hourMillis = 3_600_000;
const lab = { user: "owner", workspaceId: "acme", environmentId: "acme-lab" };

async function create(
  stack: StartedStack,
  body: { readonly name: string; readonly [field: string]: unknown },
): Promise<string> {
  const headers = { "content-type": "application/json", "idempotency-key": body.name };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return created.parse(JSON.parse((await apiOf(stack).request("owner", "/api/workspaces/acme/schedules", init)).text))
    .id;
}

/** A schedule whose first slot is still to come. */
export const aNightlySchedule = (stack: StartedStack, name: string): Promise<string> =>
  create(stack, {
    ...{ name, type: "policy.sync", environmentId: "acme-prod", pauseAfter: 3 },
    rule: { cron: "30 2 * * *", timezone: "Europe/Berlin" },
  });

/** A nightly schedule that is still to run, and an hourly one whose newest slots were missed after others that ran. */
export async function someSchedules(
  stack: StartedStack,
): Promise<{ readonly nightly: string; readonly missed: string }> {
  const api = apiOf(stack);
  const nightly = await aNightlySchedule(stack, "Nightly policy sync");
  const missed = await create(stack, {
    name: "Hourly inventory",
    type: "inventory.sync",
    environmentId: "acme-lab",
    rule: { everySeconds: 3600 },
  });
  const { id: runId } = runOf(await api.start(lab, "inventory.sync"));
  await api.ended("owner", "acme", runId);

  const target = targetOf(stack);
  const schedules = createSchedules(target);
  const occurrences = createOccurrences({ ...target, tzdata: "2026a" });
  const found = await schedules.find("acme", missed);
  if (found.kind !== "schedule") throw new Error(`there is no schedule ${missed}`);
  const { schedule } = found;
  const now = target.clock.now();
  const cursor = Date.parse(schedule.cursor);
  const slot = (hoursAgo: number) => new Date(cursor - hoursAgo * hourMillis).toISOString();
  await occurrences.nameRun(schedule, slot(9), { runId, delaySeconds: 0 }, now);
  const skipped = { slot: slot(8), to: slot(6), n: 3, verdict: "skipped", reason: "busy", busyRunId: runId } as const;
  await occurrences.settle(schedule, skipped, now);
  const last = { slot: slot(5), to: slot(1), n: 5, verdict: "missed" } as const;
  await occurrences.settle(schedule, last, now);
  await schedules.advance(schedule, {
    cursor: schedule.cursor,
    counts: { ran: 0, late: 1, skipped: 3, missed: 5 },
    failuresInRow: 0,
    missedInRow: 5,
    unjudgedRunId: undefined,
    lastRunId: runId,
    last,
    dueAt: new Date(now.getTime() + hourMillis).toISOString(),
  });
  return { nightly, missed };
}
