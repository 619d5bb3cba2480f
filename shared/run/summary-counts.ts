/** Counts that a run may report. A new count is added here, with its texts. */
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
  "partially_succeeded",
  "not_started",
  "left_out",
] as const;
export type SummaryCountKey = (typeof summaryCountKeys)[number];

/**
 * Validates counts for storage: known names with non-negative integers. Everything else is dropped, never rounded or
 * guessed: a wrong number is worse than none. Never throws.
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

/** Reads an own data property; getters and hostile proxies yield nothing. */
function readOwn(input: object, key: string): unknown {
  try {
    return Object.getOwnPropertyDescriptor(input, key)?.value;
  } catch {
    return undefined;
  }
}
