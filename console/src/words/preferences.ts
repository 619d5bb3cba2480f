export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];
export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What a person chose in this browser; undefined where they chose nothing. */
export function chosenLocale(): Locale | undefined {
  const kept = localStorage.getItem("runtruth.locale");
  return locales.find((locale) => locale === kept);
}

export function chosenTheme(): Theme | undefined {
  const kept = localStorage.getItem("runtruth.theme");
  return themes.find((theme) => theme === kept);
}

/** The choice in this browser, or the browser's own. */
export function rememberedLocale(): Locale {
  const own = navigator.language.slice(0, 2);
  return chosenLocale() ?? locales.find((locale) => locale === own) ?? "en";
}

export function rememberedTheme(): Theme {
  return chosenTheme() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

export function remember(name: "locale" | "theme", value: string): void {
  localStorage.setItem(`runtruth.${name}`, value);
}
