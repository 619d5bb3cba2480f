import { Cron } from "croner";
import { intervalSecondsMin, type Rule } from "./rule.ts";
import { findTimeZone } from "./time-zone.ts";

type CronRule = Extract<Rule, { cron: string }>;

/** Why a rule cannot be used. */
export type RuleFault = "rule_invalid" | "timezone_unknown" | "interval_too_short";

const dayMillis = 86_400_000;
const fieldCount = 5;
/** The times of day of recently used expressions: matching each minute takes most of the time. */
const knownTimes = new Map<string, readonly number[]>();
const knownTimesMax = 1000;
/** Fields as in crontab(5), with names; L and # select the last or the n-th weekday of a month. */
const allowed = /^[0-9A-Za-z*,/#-]+(?: [0-9A-Za-z*,/#-]+){4}$/;

/** Checks a rule; undefined when it can be used. */
export function findFault(checked: Rule): RuleFault | undefined {
  if (!("cron" in checked)) return undefined;
  if (findTimeZone(checked.timeZone) === undefined) return "timezone_unknown";
  if (!allowed.test(checked.cron)) return "rule_invalid";
  try {
    const times: number[] = [];
    for (const time of timesOfDay(checked)) {
      if (time - (times.at(-1) ?? -Infinity) < intervalSecondsMin * 1000) return "interval_too_short";
      times.push(time);
    }
    const [first] = times;
    if (first === undefined || daysAfter(checked, Date.UTC(2026, 0, 1)).next().done) return "rule_invalid";
    const overMidnight = first + dayMillis - (times.at(-1) ?? first);
    return overMidnight < intervalSecondsMin * 1000 ? "interval_too_short" : undefined;
  } catch {
    return "rule_invalid";
  }
}

/**
 * Whether a rule counts real time: its hour is `*`, so it names minutes of every hour. It then has a slot in each hour
 * that passes, also in the hour that a zone repeats, and none in an hour that a zone skips.
 */
export const countsHours = ({ cron }: CronRule) => cron.split(" ")[1] === "*";

/** The wall times of a cron rule, oldest first, each after `after`. */
export function* wallsOf(of: CronRule, after: number): Generator<number> {
  const times = knownTimes.get(of.cron) ?? [...timesOfDay(of)];
  if (knownTimes.size >= knownTimesMax) knownTimes.clear();
  knownTimes.set(of.cron, times);
  const today = Math.floor(after / dayMillis) * dayMillis;
  for (const day of daysAfter(of, today - 1)) {
    for (const time of times) {
      if (day + time > after) yield day + time;
    }
  }
}

/** The times of one day, in milliseconds after midnight. Every day that a rule names has the same ones. */
function* timesOfDay({ cron }: CronRule): Generator<number> {
  const [minute, hour] = cron.split(" ", fieldCount);
  for (const time of matchesAfter(`${minute} ${hour} * * *`, -1)) {
    if (time >= dayMillis) return;
    yield time;
  }
}

/** The days of a rule, as wall times of midnight. */
function daysAfter({ cron }: CronRule, after: number): Generator<number> {
  const [, , day, month, weekday] = cron.split(" ", fieldCount);
  return matchesAfter(`0 0 ${day} ${month} ${weekday}`, after);
}

function* matchesAfter(cron: string, after: number): Generator<number> {
  // In UTC the package's own rules for zones do not apply: they drop and double slots on days that change the clock.
  const matcher = new Cron(cron, { mode: "5-part", timezone: "Etc/UTC" });
  for (let next = matcher.nextRun(new Date(after)); next !== null; next = matcher.nextRun(next)) yield next.getTime();
}
