import { useMemo } from "react";
import type { Words } from "./en.ts";
import { useLanguage } from "./language.tsx";
import type { Locale } from "./preferences.ts";

/** The texts of every page, and those that are loaded with a page of their own. */
export function usePageWords<Texts>(texts: Readonly<Record<Locale, Texts>>) {
  const language = useLanguage();
  const { words, locale } = language;
  const all: Words & Texts = useMemo(() => ({ ...words, ...texts[locale] }), [words, texts, locale]);
  return { ...language, words: all };
}
