import { type RecordAnswer, type RecordKind, recordSchemas } from "../../shared/contract/records.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { recordStateOf } from "../../shared/presenter/record-state.ts";

/** A stored thing as it is told: all it holds, with its badge. Throws when it lacks what its kind holds for certain. */
export function recordAnswerOf(kind: RecordKind, stored: object, locale: Locale, now: Date): RecordAnswer {
  return recordSchemas[kind].parse({ ...stored, state: recordStateOf(kind, stored, locale, now) });
}
