import type { Tone } from "../run/verdicts.ts";
import {
  type WaveCounts,
  type WaveLeftOutCode,
  type WaveSkipCode,
  type WaveStopReason,
  type WaveTargetState,
  waveFailuresOf,
} from "../run/wave.ts";
import { counted } from "./counted.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { numberText } from "./number-formats.ts";

const toneOf = {
  failed: "danger",
  blocked: "danger",
  partially_succeeded: "warning",
  not_started: "warning",
  left_out: "neutral",
  active: "info",
  waiting: "neutral",
  succeeded: "success",
} as const satisfies Record<WaveTargetState, Tone>;

/** The badge of a target. */
export const targetBadgeOf = (state: WaveTargetState, locale: Locale) => ({
  label: wordsOf(locale).waves.states[state],
  tone: toneOf[state],
});

/** Why a target has no run. */
export const skipTextOf = (code: WaveSkipCode | WaveLeftOutCode, locale: Locale): string =>
  wordsOf(locale).waves.codes[code];

/** How far a wave is, or why it stopped, in one sentence. */
export function waveHeadlineOf(counts: WaveCounts, stopped: WaveStopReason | undefined, locale: Locale): string {
  const words = wordsOf(locale).waves;
  const { active, waiting, succeeded, not_started, left_out } = counts;
  const failed = waveFailuresOf(counts);
  const total = succeeded + failed + active + waiting;
  const text = (value: number) => numberText(value, locale);
  const besides = left_out === 0 ? "" : ` ${counted(words.leftOut, left_out, locale)}`;
  if (stopped !== undefined) {
    const values = { failed: text(failed - not_started), notStarted: text(not_started), active: text(active) };
    return fill(words.stopped[stopped], values) + besides;
  }
  if (active + waiting === 0) {
    return counted(words.ended, total, locale, { succeeded: text(succeeded) }) + besides;
  }
  const ended = text(succeeded + failed);
  return fill(words.running, { ended, total: text(total), failed: text(failed), active: text(active) }) + besides;
}
