export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];
export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Preferences stored in this browser, or its defaults. */
export function rememberedLocale(): Locale {
  const kept = localStorage.getItem("runtruth.locale") ?? navigator.language.slice(0, 2);
  return locales.find((locale) => locale === kept) ?? "en";
}

export function rememberedTheme(): Theme {
  const kept = localStorage.getItem("runtruth.theme");
  return (
    themes.find((theme) => theme === kept) ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
  );
}

export function remember(name: "locale" | "theme", value: string): void {
  localStorage.setItem(`runtruth.${name}`, value);
}
