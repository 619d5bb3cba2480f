import { de } from "./locales/de.ts";
import { en, type Words } from "./locales/en.ts";

export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

/** The locale that defines all keys, and the fallback for unsupported languages. */
export const referenceLocale = "en" satisfies Locale;
const words: Record<Locale, Words> = { en, de };

/** All texts of one locale. */
export function wordsOf(locale: Locale): Words {
  return words[locale];
}

/**
 * Negotiates the locale from `Accept-Language` (RFC 9110, 12.5.4), with English as the fallback. Regions are ignored:
 * `de-AT` is German. A malformed header counts as absent.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  let best: { locale: Locale; weight: number } | undefined;
  for (const range of (acceptLanguage ?? "").slice(0, 1000).split(",")) {
    const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
    const locale = tag.trim() === "*" ? referenceLocale : locales.find((known) => known === tag.trim().split("-")[0]);
    const weight = weightOf(parameters);
    if (locale !== undefined && weight > (best?.weight ?? 0)) best = { locale, weight };
  }
  return best?.locale ?? referenceLocale;
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.map((text) => text.trim()).find((text) => text.startsWith("q="));
  if (given === undefined) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
