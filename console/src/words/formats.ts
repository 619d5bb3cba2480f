/** How far the clock of a browser may be behind. */
const fastSecondsMax = 60;
const steps = [
  { unit: "second", seconds: 1, below: 90 },
  { unit: "minute", seconds: 60, below: 90 * 60 },
  { unit: "hour", seconds: 3600, below: 36 * 3600 },
  { unit: "day", seconds: 86_400, below: Number.POSITIVE_INFINITY },
] as const;

/** An instant as a format writes it. What is no instant is written as it is: no content of a page may end the page. */
function written(format: Intl.DateTimeFormat, at: string | number | Date): string {
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? String(at) : format.format(instant);
}

/** How dates, durations and numbers are written in one locale. */
export function formatsOf(locale: string) {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const absolute = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  // A wall time is no instant: it is written as it is, in no zone.
  const wall = new Intl.DateTimeFormat(locale, {
    ...{ weekday: "short", year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
    timeZone: "UTC",
  });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const whole = new Intl.NumberFormat(locale);
  const either = new Intl.ListFormat(locale, { type: "disjunction" });
  const units = new Map(
    steps.map(({ unit }) => [unit, new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" })]),
  );
  const stepOf = (seconds: number) => steps.find(({ below }) => Math.abs(seconds) < below) ?? steps[3];

  return {
    /** "Manager or Owner" */
    alternatives: (names: readonly string[]) => either.format(names),
    number: (value: number) => whole.format(value),
    /** A number of runs: "12", "12+" when more may exist, "–" when none was found but not everything was read. */
    count({ value, capped }: { readonly value: number; readonly capped: boolean }) {
      if (!capped) return whole.format(value);
      return value === 0 ? "–" : `${whole.format(value)}+`;
    },
    absolute: (at: string) => written(absolute, at),
    /** Day, hour and minute, for names. */
    moment: (at: string) => written(moment, at),
    /** Hour and minute; the day is known from where it stands. */
    clock: (at: string | number | Date) => written(clock, at),
    /** A local time with its offset, such as `2026-03-29T03:30+02:00`. */
    local(at: string) {
      const [, time = at, offset = ""] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(.*)$/.exec(at) ?? [];
      return `${written(wall, `${time}Z`)} (UTC${offset === "Z" || offset === "+00:00" ? "" : offset})`;
    },
    weekday: (at: number) => weekday.format(at),
    relative(at: string, now: number) {
      if (Number.isNaN(Date.parse(at))) return at;
      const seconds = Math.round((Date.parse(at) - now) / 1000);
      // A clock that runs a little fast does not make the past a future.
      const shown = seconds > 0 && seconds <= fastSecondsMax ? 0 : seconds;
      const { unit, seconds: length } = stepOf(shown);
      return relative.format(Math.trunc(shown / length), unit);
    },
    /** Two units at most: "2 hr 5 min". */
    duration(seconds: number) {
      const { unit, seconds: length } = stepOf(seconds);
      const main = Math.trunc(seconds / length);
      const rest = seconds - main * length;
      const smaller = steps[steps.findIndex((step) => step.unit === unit) - 1];
      const remainder = smaller === undefined ? 0 : Math.trunc(rest / smaller.seconds);
      const first = units.get(unit)?.format(main) ?? "";
      return smaller === undefined || remainder === 0
        ? first
        : `${first} ${units.get(smaller.unit)?.format(remainder) ?? ""}`;
    },
  };
}
export type Formats = ReturnType<typeof formatsOf>;
