/** An HTTP date starts with the day of the week; `Date.parse` alone would read "1.5" as January 2001. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/**
 * A `Retry-After` in milliseconds from now, given as seconds (Graph sends decimals such as `2.128`) or as a date;
 * undefined when absent or invalid.
 */
export function millisUntilRetry(header: string | null | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? "";
  if (/^\d{1,9}(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const at = httpDate.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
