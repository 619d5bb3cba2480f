import { type Locale, wordsOf } from "./locale.ts";

/** What people call a type of operation. An unknown one stays visibly unknown and never borrows a neighbour's name. */
export function labelOf(type: string, locale: Locale): string {
  const { operations, unknownOperation } = wordsOf(locale);
  const known = Object.entries(operations).find(([code]) => code === type);
  return known?.[1] ?? unknownOperation;
}

type FieldWords = Readonly<Record<string, { readonly title: string; readonly description: string }>>;

/** What people are told of each field of an operation's input, by its name; nothing for what takes no input. */
export function fieldWordsOf(type: string, locale: Locale): FieldWords {
  const inputs: Readonly<Record<string, FieldWords>> = wordsOf(locale).inputs;
  return new Map(Object.entries(inputs)).get(type) ?? {};
}
