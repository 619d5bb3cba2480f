import { createHash } from "node:crypto";
import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived } from "../../../shared/access/member.ts";
import { createSchedule } from "../../../shared/contract/schedule-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { type Ids, ulid } from "../../../shared/foundation/ids.ts";
import type { PrepareDependencies } from "../../../shared/operations/registry.ts";
import {
  deploymentSchedulesMax,
  type ScheduleLists,
  workspaceSchedulesMax,
} from "../../../shared/records/schedule-lists.ts";
import type { FoundSchedule, Schedule, Schedules } from "../../../shared/records/schedules.ts";
import { newSchedule } from "../../../shared/schedules/change-schedule.ts";
import { dueAfter } from "../../../shared/schedules/decide-slots.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { scheduleAnswerOf } from "../../representations/schedule.ts";
import { callerKey, keyReused } from "../caller-key.ts";
import type { ChangeSchedule } from "../change-schedule.ts";
import { settingsOr422 } from "../schedule-settings.ts";
import type { SelectTargets } from "../select-targets.ts";

interface Dependencies {
  readonly access: Access;
  readonly schedules: Pick<Schedules, "find">;
  readonly lists: Pick<ScheduleLists, "count" | "countAll">;
  readonly changes: ChangeSchedule;
  readonly prepareNeeds: PrepareDependencies;
  readonly selectTargets: SelectTargets;
  /** The time that the clocks of the schedules go by. */
  readonly tableClock: Clock;
  readonly ids: Ids;
}

/**
 * Creates a schedule of one environment or of a selection of them, owned by the caller. With an idempotency key the id follows from the key, so a
 * repeated request finds the schedule that the first one made.
 */
export const createScheduleEndpoint = (parts: Dependencies) =>
  writeEndpoint(createSchedule, async ({ caller, locale, param, body, idempotencyKey }) => {
    const { access, schedules, lists, changes, prepareNeeds, selectTargets, tableClock, ids } = parts;
    const { type, environmentId = null, ...wanted } = body;
    if ((environmentId === null) === (wanted.wave === undefined)) {
      throw invalid("environmentId", "or `wave` is required, and not both: one environment, or a selection of them");
    }
    const entered =
      environmentId === null ? undefined : await environmentOr404(access, caller, param("ws"), environmentId);
    const member = entered ?? (await workspaceOr404(access, caller, param("ws")));
    const workspaceId = member.workspace.id;
    need(member, createSchedule.capability);
    const now = tableClock.now();
    const key = idempotencyKey === undefined ? undefined : callerKey(idempotencyKey, body);
    const id = key === undefined ? ids.next(now) : idOfKey(workspaceId, caller.sub, key.keyHash);
    const answerOf = (listed: { readonly schedule: Schedule; readonly dueAt: string | undefined }) =>
      scheduleAnswerOf(listed, { member, environmentName: entered?.environment.name ?? null, locale, now });
    const replayed = (stored: FoundSchedule) => {
      if (stored.kind !== "schedule" || stored.schedule.requestHash !== key?.bodyHash) throw keyReused();
      return { status: 200, body: answerOf(stored) };
    };

    const known = key === undefined ? undefined : await schedules.find(workspaceId, id);
    if (known !== undefined && known.kind !== "absent") return replayed(known);
    const settings = await settingsOr422(member, { type, environmentId }, wanted, {
      prepareNeeds,
      selectTargets,
      now,
    });
    if (isArchived(member, environmentId)) {
      throw new ProblemError("environment_archived", {
        detail: "The environment is archived. Unarchive it to create schedules in it.",
      });
    }
    await refuseWhenFull(lists, workspaceId);
    const owner = { ownerId: caller.sub, ownerName: caller.name };
    const made = newSchedule({ id, workspaceId, environmentId, type }, settings, owner, now);
    const schedule = { ...made, ...(key && { requestHash: key.bodyHash }) };
    const dueAt = dueAfter(schedule, Date.parse(schedule.cursor));
    // Another request with the same key was faster, or a removed schedule still has the id.
    if (!(await changes.create(caller, schedule, dueAt))) return replayed(await schedules.find(workspaceId, id));
    return { status: 201, body: answerOf({ schedule, dueAt }) };
  });

/** The limits protect the clock and its lists; requests at the same moment may exceed them by a few. */
async function refuseWhenFull(lists: Dependencies["lists"], workspaceId: string): Promise<void> {
  const [here, everywhere] = await Promise.all([lists.count(workspaceId), lists.countAll()]);
  const detail =
    here >= workspaceSchedulesMax
      ? `A workspace has at most ${workspaceSchedulesMax} schedules; remove one first.`
      : `The deployment has at most ${deploymentSchedulesMax} schedules; remove one first.`;
  if (here >= workspaceSchedulesMax || everywhere >= deploymentSchedulesMax)
    throw new ProblemError("limit_reached", { detail });
}

/** An id in the form of all others, from the key of a caller. */
function idOfKey(workspaceId: string, sub: string, keyHash: string): string {
  const bytes = createHash("sha256")
    .update(JSON.stringify(["schedule", workspaceId, sub, keyHash]))
    .digest();
  let at = 0;
  return ulid(new Date(0), () => (bytes[at++] ?? 0) / 256);
}
