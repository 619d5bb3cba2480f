import type { Run } from "../run/run.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";

/** The label of an operation type. Unknown types stay recognizable and never get another type's label. */
export function labelOf(type: string, locale: Locale): string {
  const { operations, unknownOperation } = wordsOf(locale);
  const known = Object.entries(operations).find(([code]) => code === type);
  return known?.[1] ?? unknownOperation;
}

/** The label of a run: that of its type; for a wave with the operation that it starts, as far as that was stored. */
export function runLabelOf({ type, context }: Pick<Run, "type" | "context">, locale: Locale): string {
  const { waveOf } = context;
  const label = labelOf(type, locale);
  return typeof waveOf === "string"
    ? fill(wordsOf(locale).waves.label, { wave: label, operation: labelOf(waveOf, locale) })
    : label;
}

type FieldWords = Readonly<Record<string, { readonly title: string; readonly description: string }>>;

/** Label and description of each input field, by name; empty for operations without input. */
export function fieldWordsOf(type: string, locale: Locale): FieldWords {
  const inputs: Readonly<Record<string, FieldWords>> = wordsOf(locale).inputs;
  return new Map(Object.entries(inputs)).get(type) ?? {};
}
