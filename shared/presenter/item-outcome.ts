import type { Tone } from "../run/verdicts.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { failuresOf } from "./run-words.ts";

/** An item of a change set as it is stored. */
interface StoredItem {
  readonly preview?: Stated<"change"> | undefined;
  readonly result?: Stated<"status"> | undefined;
}
type Stated<Name extends string> = { readonly [Key in Name]: string } & {
  readonly reason?: string | undefined;
  readonly missingPermission?: string | undefined;
};

/** What became of an item, or would, as people read it. */
export interface ItemOutcome {
  readonly code: string;
  readonly label: string;
  readonly tone: Tone;
  /** The cause in one sentence; null where there is none. */
  readonly reason: string | null;
}

const tones: Readonly<Record<string, Tone>> = {
  applied: "success",
  failed: "danger",
  not_verified: "warning",
  not_reached: "warning",
  manual_required: "warning",
  update: "info",
  create: "info",
};
const ended = new Set(["completed", "partial", "failed", "cancelled"]);

/**
 * The outcome of one item: its result, else what its preview states; undefined for an item without either. An item that
 * was begun and could not be read back is `not_verified`: it may have been changed, so it has not failed.
 */
export function itemOutcomeOf(
  { preview, result }: StoredItem,
  { isDryRun, status }: { readonly isDryRun: boolean; readonly status: string },
  locale: Locale,
): ItemOutcome | undefined {
  const hasEnded = !isDryRun && ended.has(status);
  const shown = result ?? (hasEnded ? undefined : preview);
  const code = codeOf(result) ?? (hasEnded ? "not_reached" : preview?.change);
  if (code === undefined) return undefined;
  const labels = new Map<string, string>(Object.entries(wordsOf(locale).itemOutcomes));
  return { code, label: labels.get(code) ?? code, tone: tones[code] ?? "neutral", reason: reasonOf(shown, locale) };
}

function codeOf(result: StoredItem["result"]): string | undefined {
  return result?.reason === "restore.not_verified" ? "not_verified" : result?.status;
}

function reasonOf(shown: Omit<Stated<never>, never> | undefined, locale: Locale): string | null {
  if (shown?.reason === undefined || shown.reason === "") return null;
  const about = shown.missingPermission === undefined ? {} : { about: { permission: shown.missingPermission } };
  return failuresOf([{ code: shown.reason, message: shown.reason, ...about }], locale)[0]?.message ?? null;
}
