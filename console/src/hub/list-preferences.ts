import type { CollectionPreferencesProps } from "@cloudscape-design/components/collection-preferences";
import { type Density, densities } from "../words/preferences.ts";

type Preferences = CollectionPreferencesProps.Preferences;

const preferencesKey = "runtruth.list";
const widthsKey = "runtruth.list.widths";

/** The columns of the list in their order, and whether they are shown until a person chooses. */
const columns = [
  { id: "state", visible: true },
  { id: "operation", visible: true },
  { id: "environment", visible: true },
  { id: "cause", visible: true },
  { id: "initiator", visible: true },
  { id: "created", visible: true },
  { id: "duration", visible: true },
  { id: "freshness", visible: false },
  { id: "id", visible: false },
] as const;

function readKept(key: string): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}

/** What this person chose for the list in this browser; a column that they have never seen keeps its default. */
export function keptPreferences(): Preferences {
  const { contentDisplay, contentDensity, wrapLines } = readKept(preferencesKey);
  const chosen = (Array.isArray(contentDisplay) ? contentDisplay : []).flatMap((one: unknown) => {
    const known = columns.find(({ id }) => typeof one === "object" && one !== null && "id" in one && one.id === id);
    return known === undefined ? [] : [{ id: known.id, visible: isVisible(one) }];
  });
  const rest = columns.filter(({ id }) => chosen.every((one) => one.id !== id));
  return {
    contentDisplay: [...chosen, ...rest],
    contentDensity: contentDensity === "comfortable" ? "comfortable" : "compact",
    wrapLines: wrapLines === true,
  };
}

const isVisible = (one: unknown) => typeof one === "object" && one !== null && "visible" in one && one.visible === true;

/** Takes over the density that is kept for the person; their other choices in this browser stay. */
export function keepDensity(contentDensity: Density): void {
  localStorage.setItem(preferencesKey, JSON.stringify({ ...readKept(preferencesKey), contentDensity }));
}

/** The density that a person chose in this browser; undefined where they chose none. */
export function chosenDensity(): Density | undefined {
  const { contentDensity } = readKept(preferencesKey);
  return densities.find((density) => density === contentDensity);
}

export function keepPreferences(preferences: Preferences): Preferences {
  localStorage.setItem(preferencesKey, JSON.stringify(preferences));
  return keptPreferences();
}

/** The widths of columns that a person changed, by column. */
export function keptWidths(): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(readKept(widthsKey)).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

export function keepWidths(ids: readonly string[], widths: readonly number[]): void {
  localStorage.setItem(widthsKey, JSON.stringify(Object.fromEntries(ids.map((id, at) => [id, widths[at] ?? 0]))));
}
