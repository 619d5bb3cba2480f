import type * as z from "zod";
import { isArchived, type Member } from "../../shared/access/member.ts";
import type { ScheduleAnswer, scheduleAnswer } from "../../shared/contract/schedules.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import {
  plannedSlotAnswer,
  ruleTextOf,
  slotReasonOf,
  slotStateOf,
  targetsTextOf,
} from "../../shared/presenter/schedule-words.ts";
import type { ListedSchedule } from "../../shared/records/schedule-lists.ts";
import type { Schedule } from "../../shared/records/schedules.ts";
import type { SkipReason } from "../../shared/records/skip-reasons.ts";
import { plannedSlots } from "../../shared/recurrence/planned-slots.ts";
import type { ScheduleState, SlotVerdict } from "../../shared/run/schedule-states.ts";
import { delayOf } from "../../shared/schedules/decide-slots.ts";
import { needsPerson, scheduleStateAt } from "../../shared/schedules/schedule-state.ts";
import { scheduleStateAnswerOf } from "./schedule-state.ts";

/** What surrounds a schedule for the caller who reads it. */
interface Shown {
  readonly member: Member;
  /** Null for a schedule of several environments. */
  readonly environmentName: string | null;
  readonly locale: Locale;
  readonly now: Date;
}

/** A schedule as its reader sees it, with its next slot. */
export function scheduleAnswerOf(listed: ListedSchedule, { member, environmentName, locale, now }: Shown) {
  const { schedule } = listed;
  const {
    workspaceId: _workspace,
    paused,
    rule,
    ownerId,
    ownerName,
    last,
    lastRunId,
    cursor,
    missedInRow: _missed,
    wave,
    ...fields
  } = schedule;
  const {
    failuresInRow: _failures,
    unjudgedRunId: _unjudged,
    endedPauses: _ended,
    requestHash: _request,
    ...shown
  } = fields;
  const code = scheduleStateAt(listed, isArchived(member, schedule.environmentId), now);
  const operation = findOperation(schedule.type);
  const mayStartWaves = wave === undefined || member.can("tenant.waves.start");
  const mayStart = operation !== undefined && member.can(operation.capability) && mayStartWaves;
  const answer: z.input<typeof scheduleAnswer> = {
    ...shown,
    environmentName,
    wave: wave === undefined ? null : { ...wave, text: targetsTextOf(wave.targets, locale) },
    typeLabel: labelOf(schedule.type, locale),
    rule: ruleAnswerOf(rule, locale),
    delaySeconds: delayOf(schedule) / 1000,
    owner: { id: ownerId, name: ownerName },
    paused: paused === undefined ? null : { at: paused.at, by: paused.by ?? null, note: paused.note ?? null },
    state: scheduleStateAnswerOf(listed, isArchived(member, schedule.environmentId), now, locale),
    needsAttention: needsPerson(code),
    next: hasNext(code) ? (upcomingOf(schedule, 1, locale)[0] ?? null) : null,
    last: last === undefined ? null : slotAnswerOf(last, locale),
    lastRunId: lastRunId ?? null,
    accountedUntil: cursor,
    isChangeable: mayStart && member.can("tenant.schedules.manage"),
    isStartable: mayStart && member.can("tenant.operations.start") && code !== "stopped",
  };
  return answer satisfies ScheduleAnswer;
}

const withoutNext: ReadonlySet<ScheduleState> = new Set(["paused", "paused_by_failures", "stopped", "ended"]);
const hasNext = (state: ScheduleState) => !withoutNext.has(state);

/** The next slots of a schedule that are not accounted for. */
export const upcomingOf = ({ rule, cursor }: Schedule, max: number, locale: Locale) =>
  plannedSlots(rule, Date.parse(cursor), max).map((slot) => plannedSlotAnswer(slot, locale));

function ruleAnswerOf(rule: Schedule["rule"], locale: Locale): ScheduleAnswer["rule"] {
  const text = ruleTextOf(rule, locale);
  return "cron" in rule
    ? { cron: rule.cron, timezone: rule.timeZone, everySeconds: null, anchor: null, text }
    : { cron: null, timezone: null, everySeconds: rule.everySeconds, anchor: rule.anchor, text };
}

interface Ended {
  readonly slot: string;
  readonly to: string;
  readonly n: number;
  readonly verdict: SlotVerdict;
  readonly reason?: SkipReason | undefined;
  readonly busyRunId?: string | undefined;
}

/** Slots that ended alike, in words. */
export const slotAnswerOf = ({ slot, to, n, verdict, reason, busyRunId }: Ended, locale: Locale) => ({
  from: slot,
  ...{ to, n, verdict },
  reason: slotReasonOf(verdict, reason, locale),
  state: slotStateOf(verdict, reason, locale),
  busyRunId: busyRunId ?? null,
});
