import type { Attempt } from "../run/attempts.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";

/** What an attempt came to; the one that ended the run names its state and its cause. */
export function attemptLabelOf(
  { end }: Pick<Attempt, "end">,
  run: { readonly state: { readonly label: string }; readonly cause: { readonly text: string } | null },
  locale: Locale,
): string {
  const { attemptEnds } = wordsOf(locale);
  if (end !== "ended") return attemptEnds[end];
  if (run.cause === null) return run.state.label;
  return fill(attemptEnds.ended, { state: run.state.label, cause: run.cause.text });
}
