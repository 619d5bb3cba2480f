import * as z from "zod";
import { pageOf } from "./lists.ts";
import { state } from "./run-truth.ts";

/** One record: its id and badge. Other fields depend on its kind, and more may be added. */
export const recordAnswer = z.looseObject({ id: z.string(), state });
export const recordPage = pageOf(recordAnswer).extend({
  /** Newest first; otherwise by name or id, where no part of the list is older than another. */
  isNewestFirst: z.boolean(),
  /** All records that match, where the list is kept as a whole; absent for other kinds. */
  total: z.int().optional(),
});
export type RecordAnswer = z.infer<typeof recordAnswer>;

/** An instant, in ISO 8601. */
export const at = z.string();
export const number = z.int();
