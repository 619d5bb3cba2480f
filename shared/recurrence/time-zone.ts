/**
 * Local time of IANA zones, from the zone data of the runtime. A wall time is the local date and time of a zone as
 * milliseconds since 1970, read as if it were UTC.
 */

const formats = new Map<string, Intl.DateTimeFormat>();
const dayMillis = 86_400_000;

/** A constant offset and the instant from which it holds, both in milliseconds. */
interface Period {
  readonly from: number;
  readonly offset: number;
}
/** The periods of a zone by year: reading an offset from the runtime is slow, and it changes a few times a year. */
const years = new Map<string, readonly Period[]>();

/** The canonical name of a zone, or undefined when the runtime does not know it. Offsets such as +01:00 are no zones. */
export function findTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return formatOf(name).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Milliseconds that a zone is ahead of UTC at an instant. */
export function offsetAt(zone: string, instant: number): number {
  const periods = periodsOf(zone, new Date(instant).getUTCFullYear());
  return periods.findLast(({ from }) => from <= instant)?.offset ?? 0;
}

/** The wall time of a zone at an instant. */
export const wallAt = (zone: string, instant: number): number => instant + offsetAt(zone, instant);

/**
 * The instant of a wall time. A wall time that the zone skips is moved forward by the length of the gap; of one that
 * occurs twice, the first is taken. This is `disambiguation: "compatible"` of Temporal and the rule of RFC 5545.
 */
export function instantOf(zone: string, wall: number): number {
  // No zone is more than a day from UTC, so these are the offsets before and after a change near the wall time.
  const before = offsetAt(zone, wall - dayMillis);
  const after = offsetAt(zone, wall + dayMillis);
  const first = wall - before;
  if (before === after || offsetAt(zone, first) === before) return first;
  const second = wall - after;
  return offsetAt(zone, second) === after ? second : first;
}

/** The instants in (from, to] at which the offset of a zone changes. */
export function changesBetween(zone: string, from: number, to: number): number[] {
  const changes: number[] = [];
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++) {
    // The first period of a year begins with the year and not with a change, unless the offset differs from before.
    for (const { from: at, offset } of periodsOf(zone, year)) {
      if (at > from && at <= to && offsetAt(zone, at - 1) !== offset) changes.push(at);
    }
  }
  return changes;
}

function periodsOf(zone: string, year: number): readonly Period[] {
  const key = `${zone} ${year}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const end = Date.UTC(year + 1, 0, 1);
  let at = Date.UTC(year, 0, 1);
  const periods: Period[] = [{ from: at, offset: readOffset(zone, at) }];
  for (; at < end; at += dayMillis) {
    const { offset } = periods.at(-1) ?? { offset: 0 };
    const later = readOffset(zone, at + dayMillis - 1);
    if (later !== offset) periods.push({ from: changeWithin(zone, at, at + dayMillis - 1), offset: later });
  }
  years.set(key, periods);
  return periods;
}

/** The first instant after `low` with the offset of `high`, between which the offset changes once. */
function changeWithin(zone: string, low: number, high: number): number {
  if (high - low <= 1) return high;
  const middle = Math.floor((low + high) / 2);
  return readOffset(zone, middle) === readOffset(zone, high)
    ? changeWithin(zone, low, middle)
    : changeWithin(zone, middle, high);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, format);
  return format;
}

function readOffset(zone: string, instant: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  // The parts have no milliseconds.
  return wall - Math.floor(instant / 1000) * 1000;
}
