import { type RecordAnswer, type RecordKind, recordSchemas } from "../../shared/contract/records.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { recordStateOf } from "../../shared/presenter/record-state.ts";

/** A stored record with its state badge. Throws when it lacks a required field of its kind. */
export function recordAnswerOf(kind: RecordKind, stored: object, locale: Locale, now: Date): RecordAnswer {
  return recordSchemas[kind].parse({ ...stored, state: recordStateOf(kind, stored, locale, now) });
}
