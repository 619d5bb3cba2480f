import { type Locale, wordsOf } from "./locale.ts";

/** What people call a type of operation. An unknown one stays visibly unknown and never borrows a neighbour's name. */
export function labelOf(type: string, locale: Locale): string {
  const { operations, unknownOperation } = wordsOf(locale);
  const known = Object.entries(operations).find(([code]) => code === type);
  return known?.[1] ?? unknownOperation;
}
