import { fieldOf, textOf } from "../environment/fields.ts";
import { type WaveDraft, waveDraftIn } from "../wave/wave-draft.ts";

/** A start that was sent when the session had expired: it may have reached the API, and only its key knows. */
export interface StartDraft {
  /** Which button opened the form, and who used it. */
  readonly openedBy: string;
  readonly type: string;
  /** Undefined where a wave starts before an environment was chosen. */
  readonly environmentId: string | undefined;
  /** Set for the start of a wave. */
  readonly wave: WaveDraft | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly idempotencyKey: string;
}

const place = "runtruth.start";

/** Kept in this tab only, over the way to the sign-in page and back. */
export const keepDraft = (draft: StartDraft): void => sessionStorage.setItem(place, JSON.stringify(draft));
export const forgetDraft = (): void => sessionStorage.removeItem(place);

/** The draft that this button opened; undefined when there is none. */
export function findDraft(openedBy: string): StartDraft | undefined {
  const kept = parsed(sessionStorage.getItem(place));
  const [type, environmentId, idempotencyKey] = ["type", "environmentId", "idempotencyKey"].map((name) =>
    textOf(kept, name),
  );
  const wave = waveDraftIn(fieldOf(kept, "wave"));
  const values = fieldOf(kept, "values");
  const isWhole = type !== undefined && (environmentId ?? wave) !== undefined && idempotencyKey !== undefined;
  if (!isWhole || textOf(kept, "openedBy") !== openedBy || typeof values !== "object" || values === null)
    return undefined;
  const texts = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return { openedBy, type, environmentId, wave, idempotencyKey, values: Object.fromEntries(texts) };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}
