import { loadOnce } from "../foundation/load-once.ts";
import type * as german from "./locales/de/problem-texts.ts";
import { en, type Words } from "./locales/en.ts";

export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

/** The locale that defines all keys, and the fallback for unsupported languages. */
export const referenceLocale = "en" satisfies Locale;
type OtherLocale = Exclude<Locale, typeof referenceLocale>;

/** The texts of a locale other than the reference one, in which a problem has the text of its code. */
interface Texts {
  readonly words: Words;
  readonly problemTexts: typeof german;
}
const loaded = new Map<Locale, Texts>();
const loaders: Record<OtherLocale, () => Promise<unknown>> = {
  de: loadOnce(async () => {
    const [{ de }, problemTexts] = await Promise.all([
      import("./locales/de.ts"),
      import("./locales/de/problem-texts.ts"),
    ]);
    loaded.set("de", { words: de, problemTexts });
  }),
};

/** Loads the texts of a locale, before their first use; the reference locale's are always there. */
export async function loadTexts(locale: Locale): Promise<void> {
  if (locale !== referenceLocale) await loaders[locale]();
}

/** All texts of one locale. Throws when they were not loaded. */
export function wordsOf(locale: Locale): Words {
  return locale === referenceLocale ? en : textsOf(locale).words;
}

/** The reasons of problems in a locale other than the reference one. Throws when they were not loaded. */
export const problemTextsOf = (locale: OtherLocale): typeof german => textsOf(locale).problemTexts;

function textsOf(locale: OtherLocale): Texts {
  const texts = loaded.get(locale);
  if (texts === undefined) throw new Error(`The texts of ${locale} were used before loadTexts("${locale}").`);
  return texts;
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
