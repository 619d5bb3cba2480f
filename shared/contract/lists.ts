import * as z from "zod";

export const pageSizeMax = 100;
export const pageSizeDefault = 25;

/** A whole number in a query string: digits only, so that `1e1`, ` 5` and an empty value are rejected. */
const pageSize = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${pageSizeMax}`)
  .transform(Number)
  .pipe(z.int().min(1).max(pageSizeMax))
  .default(pageSizeDefault);

/** Every query parameter is declared; unknown ones are rejected, never ignored. */
export const noQuery = z.strictObject({});
export const pageQuery = z.strictObject({
  limit: pageSize,
  /** The `nextCursor` of the previous page, unchanged. Valid for one day, for the same caller, path and filter. */
  cursor: z.string().min(1).max(1024).optional(),
});

/** Seconds until the next poll; null when nothing can change. */
export const polling = z.strictObject({ intervalSeconds: z.literal([10, 60]).nullable() });

/** What narrows a list: the filters of the query, and each default that applies to a query without it. */
export const appliedFilters = z.record(z.string(), z.string());

/** One page of a list, newest first unless its route states otherwise. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    appliedFilters,
    /** Opaque; null on the last page. A page shorter than the limit may still have one. */
    nextCursor: z.string().nullable(),
    polling,
    checkedAt: z.iso.datetime(),
  });
}
