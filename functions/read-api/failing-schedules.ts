import type * as z from "zod";
import { isArchived, type Member, sees } from "../../shared/access/member.ts";
import type { failingSchedules } from "../../shared/contract/schedules.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import { type Locale, wordsOf } from "../../shared/presenter/locale.ts";
import { type ScheduleCounts, targetsTextOf } from "../../shared/presenter/schedule-words.ts";
import type { FindNeeding, NeedingReach } from "../../shared/records/needing-schedules.ts";
import type { ListedSchedule } from "../../shared/records/schedule-lists.ts";
import type { Schedule } from "../../shared/records/schedules.ts";
import { concerns } from "../../shared/schedules/concerned-environments.ts";
import { needsPerson, needsPersonSince, scheduleStateAt } from "../../shared/schedules/schedule-state.ts";
import { scheduleStateAnswerOf } from "../representations/schedule-state.ts";

/** The schedules that need a person, among those that the member sees. */
export interface ScheduleReading {
  readonly schedules: readonly ListedSchedule[];
  readonly unreadIn: readonly (string | null)[];
  readonly isWhole: boolean;
}

/**
 * Reads the schedules that need a person, by the rule of their list; archived environments have none. A member without
 * the right to view schedules reads nothing of them.
 */
export function createReadSchedules({
  findNeeding,
  clock,
}: {
  readonly findNeeding: FindNeeding;
  readonly clock: Clock;
}) {
  return async function readSchedules(
    member: Member,
    environmentId?: string,
    reach?: NeedingReach,
  ): Promise<ScheduleReading> {
    if (!member.can("tenant.schedules.view")) return { schedules: [], unreadIn: [], isWhole: true };
    const isHere = (id: string | null) => environmentId === undefined || id === null || id === environmentId;
    const isWanted = (id: string | null) => isHere(id) && sees(member, id) && !isArchived(member, id);
    const now = clock.now();
    const { schedules, ...rest } = await findNeeding(member.workspace.id, isWanted, now, reach);
    const wanted = schedules.filter(({ schedule }) => environmentId === undefined || concerns(schedule, environmentId));
    return { ...rest, schedules: wanted.filter((one) => needsPerson(scheduleStateAt(one, false, now))) };
  };
}
export type ReadSchedules = ReturnType<typeof createReadSchedules>;

/** The numbers of a reading, optionally of one environment. */
export function scheduleCountsOf(reading: ScheduleReading, environmentId?: string): ScheduleCounts {
  // An unread schedule of several environments may concern any of them.
  const isHere = (id: string | null) => environmentId === undefined || id === null || id === environmentId;
  return {
    failing: reading.schedules.filter(
      ({ schedule }) => environmentId === undefined || concerns(schedule, environmentId),
    ).length,
    isWhole: reading.isWhole && !reading.unreadIn.some(isHere),
  };
}

/** Schedules that need a person as an attention item of a page; null without one. The count equals its list. */
export function failingSchedulesOf(
  reading: ScheduleReading,
  itemsMax: number,
  shown: { readonly now: Date; readonly locale: Locale; readonly nameOf: (environmentId: string) => string },
  environmentId?: string,
): z.input<typeof failingSchedules> | null {
  const { now, locale, nameOf } = shown;
  const { failing, isWhole } = scheduleCountsOf(reading);
  if (failing === 0) return null;
  const placeOf = ({ environmentId: id, wave }: Schedule) =>
    id === null ? targetsTextOf(wave?.targets ?? { all: true }, locale) : nameOf(id);
  const sorted = reading.schedules.toSorted((a, b) => (a.schedule.id < b.schedule.id ? -1 : 1));
  return {
    cause: "schedule_failing",
    ...wordsOf(locale).schedules.cause,
    count: {
      value: failing,
      capped: !isWhole,
      list: { state: "attention", ...(environmentId !== undefined && { environmentId }) },
    },
    items: sorted.slice(0, itemsMax).map((listed) => ({
      scheduleId: listed.schedule.id,
      name: listed.schedule.name,
      environmentId: listed.schedule.environmentId,
      environment: placeOf(listed.schedule),
      typeLabel: labelOf(listed.schedule.type, locale),
      state: scheduleStateAnswerOf(listed, false, now, locale),
      since: needsPersonSince(listed),
    })),
  };
}
