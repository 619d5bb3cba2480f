/** Every number a run may report about itself. A handler that needs another adds it here, with its words. */
export const summaryCountKeys = [
  "total",
  "processed",
  "succeeded",
  "failed",
  "skipped",
  "created",
  "updated",
  "deleted",
  "unchanged",
  "blocked",
  "items",
  "policies",
  "findings",
  "sections",
  "warnings",
  "settings",
] as const;
export type SummaryCountKey = (typeof summaryCountKeys)[number];

/**
 * The part of anything that may be stored as a run's counts: known names with whole numbers from zero up.
 * The rest is dropped, never rounded or guessed: a wrong number is worse than none. Never throws.
 */
export function summaryCounts(input: unknown): Record<string, number> {
  if (typeof input !== "object" || input === null) return {};
  const kept: Record<string, number> = {};
  for (const key of summaryCountKeys) {
    const value = readOwn(input, key);
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) kept[key] = value + 0;
  }
  return kept;
}

/** An own data property; a getter or a hostile proxy yields nothing. */
function readOwn(input: object, key: string): unknown {
  try {
    return Object.getOwnPropertyDescriptor(input, key)?.value;
  } catch {
    return undefined;
  }
}
