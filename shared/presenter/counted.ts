import { fill } from "./fill.ts";
import type { Locale } from "./locale.ts";

/** A sentence with a number, in the form its language has for that number. */
export function counted(
  forms: { readonly one: string; readonly other: string },
  count: number,
  locale: Locale,
): string {
  const form = new Intl.PluralRules(locale).select(count) === "one" ? "one" : "other";
  return fill(forms[form], { count: new Intl.NumberFormat(locale).format(count) });
}
