import type { PlannedSlot } from "../recurrence/planned-slots.ts";
import type { Rule } from "../recurrence/rule.ts";
import type { EnvironmentSelection } from "../run/environment-selection.ts";
import type { ScheduleState, SlotVerdict } from "../run/schedule-states.ts";
import type { Tone } from "../run/verdicts.ts";
import { counted } from "./counted.ts";
import { spanOf } from "./duration-label.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

const hourSeconds = 3600;
const daySeconds = 86_400;

type Reason = keyof Words["schedules"]["reasons"];

const stateTones: Record<ScheduleState, Tone> = {
  paused_by_failures: "danger",
  overdue: "danger",
  missed: "danger",
  refused: "danger",
  skipped: "warning",
  late: "warning",
  paused: "neutral",
  stopped: "neutral",
  ended: "neutral",
  waiting: "info",
  on_time: "success",
};

const verdictTones: Record<SlotVerdict, Tone> = {
  ran: "success",
  late: "warning",
  skipped: "neutral",
  missed: "danger",
  starting: "info",
  unknown: "warning",
};

/** Facts that the sentence about a state names. */
interface StateFacts {
  readonly code: ScheduleState;
  readonly pausedBy: string | undefined;
  readonly missed: number;
  readonly reason: Reason | undefined;
}

/** The badge of a schedule with one sentence. */
export function scheduleStateOf({ code, pausedBy, missed, reason }: StateFacts, locale: Locale) {
  const { states, reasons } = wordsOf(locale).schedules;
  const words = states[code];
  const badge = { code, label: words.label, tone: stateTones[code] };
  if (code === "missed") return { ...badge, text: counted(states.missed, missed, locale) };
  if ("text" in words) return { ...badge, text: fill(words.text, { by: pausedBy ?? "" }) };
  const isBusy = reason === "busy" || reason === undefined || reason === "unknown";
  const tone = code === "skipped" && !isBusy ? "neutral" : badge.tone;
  return { ...badge, tone, text: reasons[reason ?? "unknown"] };
}

/** Schedules that need a person; a lower bound when not all were read. */
export interface ScheduleCounts {
  readonly failing: number;
  readonly isWhole: boolean;
}

/** The number of schedules that need a person in words; undefined without one. */
export function failingTextOf({ failing, isWhole }: ScheduleCounts, locale: Locale): string | undefined {
  const { headline } = wordsOf(locale).schedules;
  return failing === 0 ? undefined : counted(headline[isWhole ? "failing" : "failingAtLeast"], failing, locale);
}

/** What was not read of the schedules; null when everything was. */
export const schedulesUnreadOf = ({ isWhole }: ScheduleCounts, locale: Locale): string | null =>
  isWhole ? null : wordsOf(locale).schedules.unread;

/** The badge of a slot. A slot that was refused is as bad as a missed one. */
export function slotStateOf(verdict: SlotVerdict, reason: string | undefined, locale: Locale) {
  const isRefused = reason === "owner_not_entitled" || reason === "refused";
  const tone = isRefused ? "danger" : reason === "busy" ? "warning" : verdictTones[verdict];
  return { label: wordsOf(locale).schedules.verdicts[verdict], tone };
}

/** Why a slot has no run; null for one that has. */
export function slotReasonOf(verdict: SlotVerdict, reason: Reason | undefined, locale: Locale) {
  if (verdict !== "skipped" && verdict !== "missed" && verdict !== "unknown") return null;
  const code = verdict === "missed" ? "missed" : (reason ?? "unknown");
  return { code, text: wordsOf(locale).schedules.reasons[code] };
}

/** A planned slot, with the note in words. */
export function plannedSlotAnswer({ at, local, note }: PlannedSlot, locale: Locale) {
  if (note === undefined) return { at, local, note: null };
  const wall = "wall" in note ? note.wall : "";
  const text = fill(wordsOf(locale).schedules.notes[note.code], { wall, local: local.slice(11, 16) });
  return { at, local, note: { code: note.code, text } };
}

/** The environments of a schedule of several in words. */
export function targetsTextOf(targets: EnvironmentSelection, locale: Locale): string {
  const words = wordsOf(locale).schedules.targets;
  if ("environmentIds" in targets) return counted(words.listed, targets.environmentIds.length, locale);
  return "all" in targets ? words.all : words.brokenPromise;
}

/** A rule in words: common cron expressions as a sentence, others as they are. */
export function ruleTextOf(rule: Rule, locale: Locale): string {
  const { rules } = wordsOf(locale).schedules;
  if ("everySeconds" in rule) {
    const { everySeconds } = rule;
    if (everySeconds === hourSeconds) return rules.everyHour;
    return everySeconds === daySeconds ? rules.everyDay : fill(rules.every, { time: spanOf(everySeconds, locale) });
  }
  return fill(rules.inZone, { rule: cronText(rule.cron, locale), zone: rule.timeZone });
}

function cronText(cron: string, locale: Locale): string {
  const { rules } = wordsOf(locale).schedules;
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = cron.split(" ");
  const isFixed = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour) && month === "*";
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (isFixed && day === "*" && weekday === "*") return fill(rules.daily, { time });
  if (isFixed && weekday === "*" && /^\d{1,2}$/.test(day)) return fill(rules.monthly, { day, time });
  const days = day === "*" ? weekday.split(",").map((name) => weekdayText(name, locale)) : [];
  const isNamed = isFixed && days.length > 0 && days.every((name) => name !== undefined);
  return isNamed ? fill(rules.weekly, { days: days.join(", "), time }) : fill(rules.cron, { cron });
}

const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The name of one weekday, by number or English abbreviation; undefined for anything else. */
function weekdayText(text: string, locale: Locale): string | undefined {
  const at = /^[0-7]$/.test(text) ? Number(text) % 7 : weekdays.indexOf(text.toUpperCase());
  // The first of November 2026 is a Sunday.
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return at === -1 ? undefined : format.format(new Date(Date.UTC(2026, 10, 1 + at)));
}
