import { hashOf, normalForm } from "./normal-form.ts";
import { orderOfList, type SettingRow, settingRowsOf, textOfValue } from "./setting-rows.ts";

export const settingChanges = ["added", "removed", "changed", "unverifiable", "unchanged"] as const;
export type SettingChange = (typeof settingChanges)[number];

/** One setting of two documents. `unverifiable`: a secret that is not stored, so it may differ. */
export interface ComparedSetting {
  readonly path: readonly string[];
  readonly change: SettingChange;
  /** The value as text; null when the document does not have the setting. */
  readonly from: string | null;
  readonly to: string | null;
  /** The texts are cut: the whole values are in the documents. */
  readonly isCut: boolean;
}

export interface Comparison {
  readonly settings: readonly ComparedSetting[];
  readonly counts: Readonly<Record<SettingChange, number>>;
}

type Json = Readonly<Record<string, unknown>>;

/** Longest text of one value and of all values of a comparison, in characters; a response is limited to 6 MB. */
const textCharactersMax = 20_000;
const allCharactersMax = 1_500_000;
const cutCharacters = 200;

/**
 * Compares two documents setting by setting, in the order of the first document. `from` and `to` may be absent.
 * Spellings of the provider, such as reordered settings or `1.0` for `1`, are no change.
 */
export function compareSettings(
  from: Json | undefined,
  to: Json | undefined,
  without: ReadonlySet<string>,
): Comparison {
  const before = byPath(from === undefined ? [] : settingRowsOf(from, without));
  const after = byPath(to === undefined ? [] : settingRowsOf(to, without));
  const counts = { added: 0, removed: 0, changed: 0, unverifiable: 0, unchanged: 0 };
  const settings: ComparedSetting[] = [];
  let left = allCharactersMax;
  for (const [key, row] of new Map([...before, ...after])) {
    const [old, current] = [before.get(key), after.get(key)];
    const change = changeOf(old, current);
    // The order of a list is shown only when it is the difference.
    if (row.path.at(-1) === orderOfList && change !== "changed") continue;
    counts[change] += 1;
    const max = left > 0 ? textCharactersMax : cutCharacters;
    const texts = textsOf(old, current);
    const [a, b] = texts.map((text) => (text === null ? null : cut(text, max)));
    left -= (a?.length ?? 0) + (b?.length ?? 0);
    const isCut = texts.some((text) => text !== null && text.length > max);
    settings.push({ path: row.path, change, from: a ?? null, to: b ?? null, isCut });
  }
  return { settings, counts };
}

const byPath = (rows: readonly SettingRow[]) => new Map(rows.map((row) => [JSON.stringify(row.path), row]));

function changeOf(old: SettingRow | undefined, current: SettingRow | undefined): SettingChange {
  if (old?.isUnverifiable === true || current?.isUnverifiable === true) return "unverifiable";
  if (old === undefined) return "added";
  if (current === undefined) return "removed";
  return normalText(old.value) === normalText(current.value) ? "unchanged" : "changed";
}

const normalText = (value: unknown) => hashOf(normalForm(value));

/** As JSON when only the type differs, such as `"1"` and `1`. */
function textsOf(old: SettingRow | undefined, current: SettingRow | undefined): readonly (string | null)[] {
  const texts = [old, current].map((row) => (row === undefined ? null : textOfValue(row.value)));
  const isSameText = texts[0] === texts[1] && old !== undefined && typeof old.value !== typeof current?.value;
  return isSameText ? [old, current].map((row) => (row === undefined ? null : JSON.stringify(row.value))) : texts;
}

const cut = (text: string, max: number) => (text.length > max ? `${text.slice(0, max)}…` : text);
