import type { Locale } from "./locale.ts";

type Unit = "day" | "hour" | "minute" | "second";

/** Cached: creating a format takes longer than formatting a whole response. */
const formats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<Locale, Intl.PluralRules>();

/** A localized number, with its unit if any. */
export function numberText(value: number, locale: Locale, unit?: Unit): string {
  const key = `${locale} ${unit}`;
  const format =
    formats.get(key) ?? new Intl.NumberFormat(locale, unit && { style: "unit", unit, unitDisplay: "long" });
  formats.set(key, format);
  return format.format(value);
}

/** Whether a count takes the singular. */
export function isSingular(count: number, locale: Locale): boolean {
  const rules = pluralRules.get(locale) ?? new Intl.PluralRules(locale);
  pluralRules.set(locale, rules);
  return rules.select(count) === "one";
}
