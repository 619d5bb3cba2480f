import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { de } from "./de.ts";
import { en, type Words } from "./en.ts";
import { type Formats, formatsOf } from "./formats.ts";
import { type Locale, remember, rememberedLocale } from "./preferences.ts";

const catalogues: Record<Locale, Words> = { en, de };

interface Language {
  readonly locale: Locale;
  readonly words: Words;
  readonly formats: Formats;
  setLocale(locale: Locale): void;
}

const LanguageContext = createContext<Language | undefined>(undefined);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState(rememberedLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const language = useMemo(
    () => ({
      locale,
      words: catalogues[locale],
      formats: formatsOf(locale),
      setLocale(chosen: Locale) {
        remember("locale", chosen);
        setLocale(chosen);
      },
    }),
    [locale],
  );
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === undefined) throw new Error("no language was chosen around this component");
  return language;
}
