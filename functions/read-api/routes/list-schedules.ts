import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived, sees } from "../../../shared/access/member.ts";
import { listSchedules } from "../../../shared/contract/schedule-routes.ts";
import type { schedulePage } from "../../../shared/contract/schedules.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { ListedSchedule, ScheduleLists } from "../../../shared/records/schedule-lists.ts";
import { type ScheduleState, scheduleStates } from "../../../shared/run/schedule-states.ts";
import { concerns } from "../../../shared/schedules/concerned-environments.ts";
import { needsPerson, scheduleStateAt } from "../../../shared/schedules/schedule-state.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { scheduleAnswerOf } from "../../representations/schedule.ts";
import type { Cursors } from "../cursor.ts";

interface Dependencies {
  readonly access: Access;
  readonly lists: Pick<ScheduleLists, "list">;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/**
 * The schedules of a workspace, worst first. All of them are read for each page, because any of them may be the worst.
 * Those of archived environments are listed only where the environment is asked for.
 */
export const listSchedulesEndpoint = ({ access, lists, cursors, clock }: Dependencies) =>
  readEndpoint(listSchedules, async ({ caller, locale, query, param }) => {
    const workspaceId = param("ws");
    const { limit, cursor, environmentId, state } = query;
    const filter = { ...(environmentId !== undefined && { environmentId }), ...(state !== undefined && { state }) };
    const use = { caller: caller.sub, route: listSchedules.name, workspaceId, filter };
    const after = await cursors.open(use, cursor);
    const member = await (environmentId === undefined
      ? workspaceOr404(access, caller, workspaceId)
      : environmentOr404(access, caller, workspaceId, environmentId));
    need(member, listSchedules.capability);

    const now = clock.now();
    const { schedules, newer } = await lists.list(member.workspace.id);
    const places = schedules
      .filter(({ schedule: of }) => environmentId === undefined || concerns(of, environmentId))
      // A wave leaves archived environments out.
      .filter(({ schedule: of }) => of.wave === undefined || !isArchived(member, environmentId ?? null))
      .filter(({ schedule: of }) => sees(member, of.environmentId))
      .filter(({ schedule: of }) => environmentId !== undefined || !isArchived(member, of.environmentId))
      .map((listed) =>
        placeOf(listed, scheduleStateAt(listed, isArchived(member, listed.schedule.environmentId), now)),
      );
    const wanted = places
      .filter(
        (place) => state === undefined || (state === "attention" ? needsPerson(place.state) : place.state === state),
      )
      .filter(({ position }) => after === undefined || position > after)
      .toSorted((a, b) => (a.position < b.position ? -1 : 1));
    const shown = wanted.slice(0, limit);
    const names = await access.findEnvironmentNames(
      member.workspace.id,
      shown.flatMap(({ listed }) => listed.schedule.environmentId ?? []),
    );
    const body: z.input<typeof schedulePage> = {
      items: shown.map(({ listed }) => {
        const { environmentId: id } = listed.schedule;
        return scheduleAnswerOf(listed, { member, environmentName: id && (names.get(id) ?? id), locale, now });
      }),
      appliedFilters: { ...filter, ...(environmentId === undefined && { archivedEnvironments: "excluded" }) },
      total: places.length,
      needAttention: places.filter((place) => needsPerson(place.state)).length,
      unreadable: newer,
      nextCursor: await cursors.seal(use, wanted.length > limit ? shown.at(-1)?.position : undefined),
      // A clock comes by once a minute, and the whole list is read for each look.
      polling: { intervalSeconds: places.length === 0 ? null : 60 },
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** A schedule with its place in the list: by state, then by its next slot; the id makes it unique. */
function placeOf(listed: ListedSchedule, state: ScheduleState) {
  const rank = String(scheduleStates.indexOf(state)).padStart(2, "0");
  return { listed, state, position: `${rank}#${listed.dueAt ?? "~"}#${listed.schedule.id}` };
}
