import type { DurationTruth } from "../derived/duration.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { numberText } from "./number-formats.ts";

const units = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/**
 * What is said about how long a run takes. Past its window that is all that is said: a number would reassure, so
 * the texts about windows have no place for one.
 */
export function durationLabelOf({ elapsedSeconds, insight }: DurationTruth, locale: Locale): string {
  const { durations } = wordsOf(locale);
  if (elapsedSeconds === null) return durations.unknown;
  return fill(durations[insight], { time: spanOf(elapsedSeconds, locale) });
}

/** A span in its two largest units: seconds do not matter after a day. */
export function spanOf(totalSeconds: number, locale: Locale): string {
  const first = units.findIndex(({ seconds }) => totalSeconds >= seconds);
  if (first === -1) return numberText(0, locale, "second");
  let rest = totalSeconds;
  const parts: string[] = [];
  for (const { unit, seconds } of units.slice(first, first + 2)) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(numberText(count, locale, unit));
  }
  return parts.join(" ");
}
