import { fill } from "./fill.ts";
import type { Locale } from "./locale.ts";
import { isSingular, numberText } from "./number-formats.ts";

/** A sentence with a number, in the form its language has for that number. */
export function counted(
  forms: { readonly one: string; readonly other: string },
  count: number,
  locale: Locale,
): string {
  const form = isSingular(count, locale) ? "one" : "other";
  return fill(forms[form], { count: numberText(count, locale) });
}
