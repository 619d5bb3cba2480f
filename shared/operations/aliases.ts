/**
 * Codes that stored runs may contain instead of the canonical one. Empty, because no run was ever stored under
 * another code (spec 360, FR-010). Aliases are never written.
 */
const aliases: ReadonlyMap<string, string> = new Map();

/** The canonical code of a stored type. An unknown code is kept and shown as unknown. */
export function canonicalTypeOf(stored: string, known: ReadonlyMap<string, string> = aliases): string {
  return known.get(stored) ?? stored;
}
