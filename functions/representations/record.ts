import * as z from "zod";
import type { RecordAnswer } from "../../shared/contract/record-answer.ts";
import { type RecordKind, recordSchemas } from "../../shared/contract/records.ts";
import { itemOutcomeOf } from "../../shared/presenter/item-outcome.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { recordStateOf } from "../../shared/presenter/record-state.ts";

/** A stored record with its state badge. Throws when it lacks a required field of its kind. */
export function recordAnswerOf(kind: RecordKind, stored: object, locale: Locale, now: Date): RecordAnswer {
  const shown = kind === "restore-runs" ? withOutcomes(stored, locale) : stored;
  return recordSchemas[kind].parse({ ...shown, state: recordStateOf(kind, stored, locale, now) });
}

const stated = { reason: z.string().optional(), missingPermission: z.string().optional() };
const changeSet = z.looseObject({
  isDryRun: z.boolean(),
  status: z.string(),
  items: z
    .array(
      z.looseObject({
        preview: z.looseObject({ change: z.string(), ...stated }).optional(),
        result: z.looseObject({ status: z.string(), ...stated }).optional(),
      }),
    )
    .optional(),
});

/** The items of a change set, each with its outcome in words; a list of change sets has no items. */
function withOutcomes(stored: object, locale: Locale): object {
  const { data } = changeSet.safeParse(stored);
  if (data?.items === undefined) return stored;
  return { ...data, items: data.items.map((item) => ({ ...item, outcome: itemOutcomeOf(item, data, locale) })) };
}
