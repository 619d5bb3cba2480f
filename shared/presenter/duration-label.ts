import type { DurationTruth } from "../derived/duration.ts";
import type { RunStatus } from "../run/status.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";
import { numberText } from "./number-formats.ts";

const units = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

type Duration = keyof Words["durations"];

/** The key of the duration text: elapsed time and, where known, the expected time. */
export function durationKeyOf({ elapsedSeconds, insight }: DurationTruth, status: RunStatus): Duration {
  if (insight === "never_started") return insight;
  if (elapsedSeconds === null) return "unknown";
  if (insight === "total") return insight;
  if (insight === "longer_than_usual") return "running_expected";
  if (insight === "neutral") return status === "queued" ? "queued" : "running";
  if (status === "queued") return "queued_late";
  return "running_late";
}

/** The duration text. It does not claim silence: only the age is measured. */
export function durationLabelOf(duration: DurationTruth, status: RunStatus, locale: Locale): string {
  const { elapsedSeconds, expectedSeconds } = duration;
  return fill(wordsOf(locale).durations[durationKeyOf(duration, status)], {
    time: spanOf(elapsedSeconds ?? 0, locale),
    expected: spanOf(expectedSeconds ?? 0, locale),
  });
}

/** A duration in its two largest units: seconds are irrelevant after a day. */
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
