/**
 * Codes that stored runs may carry instead of the canonical one. Empty: nothing was ever written under another
 * name, so nothing needs to be recognized (spec 360, FR-010). Nothing ever writes an alias.
 */
const aliases: ReadonlyMap<string, string> = new Map();

/** The canonical code of a stored type. An unknown code is kept and shown as unknown. */
export function canonicalTypeOf(stored: string, known: ReadonlyMap<string, string> = aliases): string {
  return known.get(stored) ?? stored;
}
