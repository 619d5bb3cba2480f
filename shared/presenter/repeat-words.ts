import type { RepeatReason, RepeatVerdictKind } from "../run/repeat-verdicts.ts";
import { type Locale, wordsOf } from "./locale.ts";

/** What running a run again would be, and why. */
export function repeatWordsOf(verdict: RepeatVerdictKind, reason: RepeatReason, locale: Locale) {
  const { verdicts, reasons } = wordsOf(locale).repeats;
  return { label: verdicts[verdict], text: reasons[reason] };
}
