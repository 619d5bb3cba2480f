import * as z from "zod";

/** One page of the console, loaded in one look and resized to each width. */
export const loadedPage = z.strictObject({
  page: z.string(),
  locale: z.string(),
  theme: z.string(),
  /** The width in which it was loaded. */
  loadedAt: z.int(),
  /** The sum of all shifts until it asked for nothing more. */
  layoutShift: z.number(),
  /** What moved. */
  moved: z.array(z.string()),
  /** In processor time. */
  longestTaskMilliseconds: z.number(),
  /** Violations of WCAG 2.2 AA, parts wider than their place, cut or foreign texts, in any width. */
  faults: z.array(z.string()),
});
export type LoadedPage = z.infer<typeof loadedPage>;
