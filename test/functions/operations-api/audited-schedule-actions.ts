import { createSchedules, type Schedule } from "../../../shared/records/schedules.ts";
import { aSchedule } from "../../schedules/slot-world.ts";
import type { Call } from "../events.ts";
import { connection, type World } from "../world.ts";

interface AuditedScheduleAction {
  readonly name: string;
  readonly action: string;
  readonly arrange?: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
  readonly status?: number;
}

const schedules = "/api/workspaces/acme/schedules";
const settings = { name: "Weekly sync", rule: { cron: "0 4 * * SUN", timezone: "UTC" } };
const note = "The tenant is moved.";
const everywhere: Schedule["wave"] = {
  ...{ targets: { all: true }, canary: 0, concurrency: 10, stop: { failuresMax: 1000, failedPercentMax: 100 } },
};

const stored =
  (over: Parameters<typeof aSchedule>[0] = {}) =>
  async (world: World) => {
    const schedule = aSchedule({ type: "tenant.sync", ...over });
    const part = createSchedules(world).createPart(schedule, "2026-03-03T01:00:00.000Z");
    if ("item" in part) await world.put(part.item);
    await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
    return schedule.id;
  };
const paused = { at: "2026-03-02T09:00:00.000Z", by: "owner", note };

/** Changes of schedules by people. */
export const auditedScheduleActions: readonly AuditedScheduleAction[] = [
  {
    ...{ name: "creating a schedule", action: "schedule.created", status: 201, arrange: stored() },
    request: () => ({
      ...{ method: "POST", path: schedules, headers: { "idempotency-key": "once" } },
      body: { ...settings, type: "tenant.sync", environmentId: "acme-prod" },
    }),
  },
  {
    ...{ name: "creating a schedule of several environments", action: "schedule.created", status: 201 },
    arrange: stored(),
    request: () => ({
      ...{ method: "POST", path: schedules, headers: { "idempotency-key": "once" } },
      body: { ...settings, type: "tenant.sync", wave: { targets: { all: true } } },
    }),
  },
  {
    ...{ name: "removing a schedule", action: "schedule.removed", arrange: stored() },
    request: (id) => ({ method: "DELETE", path: `${schedules}/${id}` }),
  },
  {
    ...{ name: "editing a schedule", action: "schedule.edited", arrange: stored() },
    request: (id) => ({ method: "PUT", path: `${schedules}/${id}`, body: { rev: 1, ...settings } }),
  },
  {
    ...{ name: "pausing a schedule", action: "schedule.paused", arrange: stored() },
    request: (id) => ({ method: "POST", path: `${schedules}/${id}/pause`, body: { note } }),
  },
  {
    ...{ name: "resuming a schedule", action: "schedule.resumed", arrange: stored({ paused }) },
    request: (id) => ({ method: "POST", path: `${schedules}/${id}/resume`, body: { note } }),
  },
];

/** A start by hand of work in many environments; the run records who started it. */
export const auditedRunNow: AuditedScheduleAction = {
  name: "running a schedule of several environments now",
  action: "operation_run.started",
  arrange: stored({ environmentId: null, wave: everywhere }),
  request: (id) => ({ method: "POST", path: `${schedules}/${id}/run` }),
};
