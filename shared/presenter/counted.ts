import { fill } from "./fill.ts";
import type { Locale } from "./locale.ts";
import { isSingular, numberText } from "./number-formats.ts";

/** A sentence with a number in the matching plural form; `more` fills its other placeholders. */
export function counted(
  forms: { readonly one: string; readonly other: string },
  count: number,
  locale: Locale,
  more: Readonly<Record<string, string>> = {},
): string {
  const form = isSingular(count, locale) ? "one" : "other";
  return fill(forms[form], { ...more, count: numberText(count, locale) });
}
