import type { Access } from "../../../shared/access/access-store.ts";
import { runSchedule } from "../../../shared/contract/schedule-routes.ts";
import type { Schedules } from "../../../shared/records/schedules.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { scheduleOr404 } from "../../middleware/schedule-or-404.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { callerKey } from "../caller-key.ts";
import type { StartWork } from "../start-work.ts";

interface Dependencies {
  readonly access: Access;
  readonly schedules: Pick<Schedules, "find">;
  readonly startWork: StartWork;
}

/** Starts the work of a schedule now, on behalf of the caller. The run names the schedule and fills none of its slots. */
export const runScheduleEndpoint = ({ access, schedules, startWork }: Dependencies) =>
  actionEndpoint(runSchedule, async ({ caller, locale, param, idempotencyKey }) => {
    const workspace = await workspaceOr404(access, caller, param("ws"));
    const { schedule } = await scheduleOr404(schedules, workspace, param("schedule"));
    const member = await environmentOr404(access, caller, workspace.workspace.id, schedule.environmentId);
    need(member, runSchedule.capability);
    const { type, input, id } = schedule;
    return startWork({
      ...{ member, locale, type, input },
      initiator: { ...initiatorOf(caller), scheduleId: id },
      key: idempotencyKey === undefined ? undefined : callerKey(idempotencyKey, { scheduleId: id }),
    });
  });
