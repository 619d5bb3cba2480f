import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived, type Member } from "../../../shared/access/member.ts";
import { runSchedule } from "../../../shared/contract/schedule-routes.ts";
import type { Schedules } from "../../../shared/records/schedules.ts";
import type { EnvironmentSelection } from "../../../shared/run/environment-selection.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { scheduleOr404 } from "../../middleware/schedule-or-404.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { callerKey } from "../caller-key.ts";
import { needToStartWaves } from "../schedule-settings.ts";
import type { StartWork } from "../start-work.ts";
import type { WaveStarts } from "../wave-endpoints.ts";

interface Dependencies {
  readonly access: Access;
  readonly schedules: Pick<Schedules, "find">;
  readonly startWork: StartWork;
  readonly waves: WaveStarts;
}

/** Starts the work of a schedule now, on behalf of the caller. The run names the schedule and fills none of its slots. */
export const runScheduleEndpoint = ({ access, schedules, startWork, waves }: Dependencies) =>
  actionEndpoint(runSchedule, async ({ caller, locale, param, idempotencyKey }) => {
    const workspace = await workspaceOr404(access, caller, param("ws"));
    const { schedule } = await scheduleOr404(schedules, workspace, param("schedule"));
    const { type, input, id, environmentId, wave } = schedule;
    const start = {
      ...{ locale, type, input },
      initiator: { ...initiatorOf(caller), scheduleId: id },
      key: idempotencyKey === undefined ? undefined : callerKey(idempotencyKey, { scheduleId: id }),
    };
    if (wave !== undefined) {
      need(workspace, runSchedule.capability);
      needToStartWaves(workspace);
      const { targets, ...rules } = wave;
      return waves.startWave({ ...start, member: workspace, rules, select: () => activeOf(waves, workspace, targets) });
    }
    const member = await environmentOr404(access, caller, workspace.workspace.id, environmentId ?? "");
    need(member, runSchedule.capability);
    return startWork({ ...start, member });
  });

/** The environments of a selection without archived ones, as at a slot. */
async function activeOf({ selectTargets }: WaveStarts, member: Member, targets: EnvironmentSelection) {
  const { ids } = await selectTargets(member, targets);
  return { places: ids.filter((id) => !isArchived(member, id)).map((id) => ({ id })) };
}
