import type { ProgressTruth } from "../derived/progress.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { numberText } from "./number-formats.ts";

/** The progress text. Texts stored with the run are never shown. */
export function progressLabelOf(progress: ProgressTruth, locale: Locale): string {
  const words = wordsOf(locale);
  const number = (value: number) => numberText(value, locale);
  const { kind } = progress;
  switch (kind) {
    case "none":
      return words.progress.none;
    case "activity":
      return progress.isStarted ? words.progress.started : words.progress.waiting;
    case "phased":
      return words.phases[progress.phase];
    case "counted":
      return fill(words.progress.counted, { processed: number(progress.processed), total: number(progress.total) });
    case "composite":
      return fill(words.progress.composite, { completed: number(progress.completed), total: number(progress.total) });
    default:
      return kind satisfies never;
  }
}
