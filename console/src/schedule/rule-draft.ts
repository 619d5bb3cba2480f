import type { RuleWrite, ScheduleAnswer } from "../../../shared/contract/schedules.ts";
import { type SpanDraft, spanDraftOf, spanSecondsOf } from "../parts/span-draft.ts";

/** A rule as a person enters it. */
export interface RuleDraft {
  readonly kind: "daily" | "weekly" | "monthly" | "every" | "cron";
  /** `HH:MM`, local to the zone. */
  readonly time: string;
  /** As in cron: 0 is Sunday. */
  readonly days: readonly string[];
  readonly dayOfMonth: string;
  readonly every: SpanDraft;
  readonly cron: string;
  readonly timezone: string;
  /** Kept, so that an edit does not move the slots of an interval. */
  readonly anchor: string | undefined;
}

const simple = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-6](?:,[0-6])*)$/;

/** A night in the reader's own time zone. */
export const newRule = (): RuleDraft => ({
  kind: "daily",
  time: "02:30",
  days: ["1"],
  dayOfMonth: "1",
  every: { value: "6", unit: "hours" },
  cron: "30 2 * * *",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  anchor: undefined,
});

/** A stored rule in the simplest way of entering it. */
export function draftOf({ cron, timezone, everySeconds, anchor }: ScheduleAnswer["rule"]): RuleDraft {
  const draft = { ...newRule(), ...(timezone !== null && { timezone }) };
  if (everySeconds !== null) {
    return { ...draft, kind: "every", every: spanDraftOf(everySeconds), anchor: anchor ?? undefined };
  }
  const [, minute = "", hour = "", dayOfMonth = "", days = ""] = simple.exec(cron ?? "") ?? [];
  const written = { ...draft, cron: cron ?? "" };
  if (minute === "" || (dayOfMonth !== "*" && days !== "*")) return { ...written, kind: "cron" };
  const timed = { ...written, time: `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}` };
  if (dayOfMonth !== "*") return { ...timed, kind: "monthly", dayOfMonth };
  return days === "*" ? { ...timed, kind: "daily" } : { ...timed, kind: "weekly", days: days.split(",") };
}

/** The rule to send; undefined while something is missing. The API judges the rest. */
export function ruleOf(draft: RuleDraft): RuleWrite | undefined {
  const { kind, time, days, dayOfMonth, every, cron, timezone, anchor } = draft;
  if (kind === "every") {
    const everySeconds = spanSecondsOf(every);
    return everySeconds === undefined ? undefined : { everySeconds, ...(anchor !== undefined && { anchor }) };
  }
  if (timezone === "") return undefined;
  if (kind === "cron") return cron.trim() === "" ? undefined : { cron: cron.trim(), timezone };
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  if (hour === undefined || (kind === "weekly" && days.length === 0)) return undefined;
  const at = `${Number(minute)} ${Number(hour)}`;
  if (kind === "monthly") return { cron: `${at} ${dayOfMonth} * *`, timezone };
  return { cron: `${at} * * ${kind === "weekly" ? days.toSorted().join(",") : "*"}`, timezone };
}
