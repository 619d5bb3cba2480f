import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Words } from "./en.ts";
import { type Formats, formatsOf } from "./formats.ts";
import { type Locale, remember } from "./preferences.ts";

const catalogues: Record<Locale, () => Promise<Words>> = {
  en: () => import("./en.ts").then(({ en }) => en),
  de: () => import("./de.ts").then(({ de }) => de),
};

/** A locale with its texts. */
export interface Texts {
  readonly locale: Locale;
  readonly words: Words;
}

/** Loads the texts of one locale; those of the other are not transferred. */
export async function loadTexts(locale: Locale): Promise<Texts> {
  return { locale, words: await catalogues[locale]() };
}

interface Language extends Texts {
  readonly formats: Formats;
  setLocale(locale: Locale): void;
}

const LanguageContext = createContext<Language | undefined>(undefined);

interface LanguageProviderProps {
  /** The texts that the console starts with. */
  readonly texts: Texts;
  readonly children: ReactNode;
}

export function LanguageProvider({ texts, children }: LanguageProviderProps) {
  const [{ locale, words }, setTexts] = useState(texts);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const language = useMemo(
    () => ({
      locale,
      words,
      formats: formatsOf(locale),
      setLocale(chosen: Locale) {
        // Without a connection the language stays as it is.
        void loadTexts(chosen).then(
          (loaded) => {
            remember("locale", chosen);
            setTexts(loaded);
          },
          () => undefined,
        );
      },
    }),
    [locale, words],
  );
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === undefined) throw new Error("no language was chosen around this component");
  return language;
}
