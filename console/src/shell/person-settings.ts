import { useEffect, useState } from "react";
import type { writeSettings } from "../../../shared/contract/caller-routes.ts";
import type { BodyOf } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";
import { chosenDensity, keepDensity } from "../hub/list-preferences.ts";
import { useLanguage } from "../words/language.tsx";
import { chosenLocale, chosenTheme, remember } from "../words/preferences.ts";
import { useMe } from "./me.tsx";

type Settings = BodyOf<typeof writeSettings>;
const path: (typeof writeSettings)["path"] = "/api/me/settings";

/** Once for each load of the console: afterwards the choices made on this page are the newest. */
let isTakenOver = false;

/**
 * Takes over the settings that are kept for the person, wherever they chose them. Until they are read, and where none
 * are kept, those of this browser hold.
 */
export function useKeptSettings(): void {
  const { settings } = useMe();
  const { locale, setLocale } = useLanguage();
  const [wanted, setWanted] = useState(() => {
    if (isTakenOver) return null;
    isTakenOver = true;
    if (settings.theme !== null) remember("theme", settings.theme);
    if (settings.density !== null) keepDensity(settings.density);
    return settings.locale;
  });
  useEffect(() => {
    if (wanted === null) return;
    setWanted(null);
    if (wanted !== locale) setLocale(wanted);
  }, [wanted, locale, setLocale]);
}

/** Keeps a choice for the person. When it cannot be stored, it still holds in this browser. */
export function useKeepSettings(): (chosen: Partial<Settings>) => void {
  const client = useClient();
  const { settings } = useMe();
  return (chosen) => {
    // What was never chosen stays the browser's.
    const body: Settings = {
      locale: chosenLocale() ?? settings.locale,
      theme: chosenTheme() ?? settings.theme,
      density: chosenDensity() ?? settings.density,
      ...chosen,
    };
    client.write<typeof writeSettings>("PUT", path, { parameters: {}, body }).catch(() => undefined);
  };
}
