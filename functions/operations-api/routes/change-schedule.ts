import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived, type Member } from "../../../shared/access/member.ts";
import {
  editSchedule,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
} from "../../../shared/contract/schedule-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { PrepareDependencies } from "../../../shared/operations/registry.ts";
import type { Locale } from "../../../shared/presenter/locale.ts";
import type { Schedule, Schedules } from "../../../shared/records/schedules.ts";
import * as change from "../../../shared/schedules/change-schedule.ts";
import { dueAfter } from "../../../shared/schedules/decide-slots.ts";
import type { Caller } from "../../middleware/caller.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { ProblemError } from "../../middleware/errors.ts";
import { anyScheduleOr404, scheduleOr404 } from "../../middleware/schedule-or-404.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { scheduleAnswerOf } from "../../representations/schedule.ts";
import type { ChangeSchedule } from "../change-schedule.ts";
import { changesOf } from "../changes.ts";
import { auditedSchedule, needToStart, settingsOr422 } from "../schedule-settings.ts";
import type { SelectTargets } from "../select-targets.ts";

interface Dependencies {
  readonly access: Access;
  readonly schedules: Pick<Schedules, "find" | "findAny">;
  readonly changes: ChangeSchedule;
  readonly prepareNeeds: PrepareDependencies;
  readonly selectTargets: SelectTargets;
  /** The time that the clocks of the schedules go by. */
  readonly tableClock: Clock;
}

interface Request {
  readonly caller: Caller;
  readonly locale: Locale;
  param(name: string): string;
}

/** The schedule of a request, the caller where it starts its work, and how to answer with it. */
async function enter(parts: Dependencies, request: Request, capability: string) {
  const workspace = await workspaceOr404(parts.access, request.caller, request.param("ws"));
  const read = async () => (await scheduleOr404(parts.schedules, workspace, request.param("schedule"))).schedule;
  return { ...(await enterAt(parts, request, { workspace, stored: await read(), capability })), read };
}

interface Entered {
  readonly workspace: Member;
  readonly stored: Schedule;
  readonly capability: string;
}

async function enterAt(
  { access, tableClock }: Dependencies,
  { caller, locale, param }: Request,
  { workspace, stored, capability }: Entered,
) {
  const { environmentId } = stored;
  const entered =
    environmentId === null ? undefined : await environmentOr404(access, caller, param("ws"), environmentId);
  const member: Member = entered ?? workspace;
  need(member, capability);
  const now = tableClock.now();
  const answer = (schedule: Schedule) => {
    const dueAt = dueAfter(schedule, Date.parse(schedule.cursor));
    const environmentName = entered?.environment.name ?? null;
    return { status: 200, body: scheduleAnswerOf({ schedule, dueAt }, { member, environmentName, locale, now }) };
  };
  return { member, stored, now, answer };
}

const ownerOf = ({ sub, name }: Caller) => ({ ownerId: sub, ownerName: name });

/** Replaces the settings of a schedule that the caller has read in its newest revision. */
export const editScheduleEndpoint = (parts: Dependencies) =>
  writeEndpoint(editSchedule, async (request) => {
    const { caller, body } = request;
    const { member, stored, read, now, answer } = await enter(parts, request, editSchedule.capability);
    const { rev, ...wanted } = body;
    const anchor = "anchor" in stored.rule ? stored.rule.anchor : undefined;
    const settings = await settingsOr422(member, stored, wanted, { ...parts, now, anchor });
    const edited = await parts.changes.change(caller, stored, read, {
      action: "schedule.edited",
      to(before) {
        const done = change.editSchedule(before, settings, ownerOf(caller), now);
        if (before.rev === rev + 1 && isSameSettings(before, done)) return undefined;
        if (before.rev !== rev) {
          throw new ProblemError("revision_conflict", {
            detail: `The schedule has revision ${before.rev} now. Read it again and apply your change to it.`,
          });
        }
        return done;
      },
    });
    return answer(edited);
  });

/** Whether a repeated request finds its own change. */
const isSameSettings = (before: Schedule, after: change.ScheduleChange) =>
  after.kind === "changed" && changesOf(auditedSchedule(before), auditedSchedule(after.schedule)).length === 0;

/** Pauses a schedule. One that paused after failures stays paused, in the name of the caller from then on. */
export const pauseScheduleEndpoint = (parts: Dependencies) =>
  writeEndpoint(pauseSchedule, async (request) => {
    const { caller, body } = request;
    const { stored, read, now, answer } = await enter(parts, request, pauseSchedule.capability);
    const paused = await parts.changes.change(caller, stored, read, {
      ...{ action: "schedule.paused", note: body.note },
      to: (before) =>
        before.paused?.by === undefined ? change.pauseSchedule(before, caller.name, body.note, now) : undefined,
    });
    return answer(paused);
  });

/** Lets a paused schedule run again, on behalf of the caller, who needs the right to start its work. */
export const resumeScheduleEndpoint = (parts: Dependencies) =>
  writeEndpoint(resumeSchedule, async (request) => {
    const { caller, body } = request;
    const { member, stored, read, now, answer } = await enter(parts, request, resumeSchedule.capability);
    needToStart(member, stored);
    refuseArchived(member, stored);
    const resumed = await parts.changes.change(caller, stored, read, {
      ...{ action: "schedule.resumed", note: body.note },
      to: (before) => (before.paused === undefined ? undefined : change.resumeSchedule(before, ownerOf(caller), now)),
    });
    return answer(resumed);
  });

/** Removes a schedule once its due slots are accounted for. A repeated request is answered with what the first removed. */
export const removeScheduleEndpoint = (parts: Dependencies) =>
  actionEndpoint(removeSchedule, async (request) => {
    const workspace = await workspaceOr404(parts.access, request.caller, request.param("ws"));
    const found = await anyScheduleOr404(parts.schedules, workspace, request.param("schedule"));
    const { capability } = removeSchedule;
    const { stored, now, answer } = await enterAt(parts, request, { workspace, stored: found.schedule, capability });
    if (found.isRemoved) return answer(stored);
    const read = async () => (await scheduleOr404(parts.schedules, workspace, request.param("schedule"))).schedule;
    const removed = await parts.changes.change(request.caller, stored, read, {
      ...{ action: "schedule.removed", removedAt: now },
      to: (before) => change.removeSchedule(before, now),
    });
    return answer(removed);
  });

function refuseArchived(member: Member, { environmentId }: Schedule): void {
  if (!isArchived(member, environmentId)) return;
  throw new ProblemError("environment_archived", {
    detail: "The environment is archived. Unarchive it, then resume the schedule.",
  });
}
