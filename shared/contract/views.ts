import * as z from "zod";
import { initiator } from "../run/run.ts";
import { hubFilters } from "./hub.ts";
import { pageOf } from "./lists.ts";
import { tab } from "./tabs.ts";

/** Creates or replaces a saved view: a name for a tab of the hub with its filters. */
export const viewWrite = z.strictObject({
  name: z.string().trim().min(1).max(60),
  filters: z.strictObject({ tab: tab.optional(), ...hubFilters }),
});

/** A view of the hub that all members of the workspace share. */
export const viewAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Filters of the hub, as in its query. A filter of a newer version is kept as it is. */
  filters: z.record(z.string(), z.string()),
  /** Who saved it last, and when. */
  by: initiator,
  at: z.iso.datetime(),
  /** Whether the caller may change and remove it. */
  isChangeable: z.boolean(),
});
export type ViewAnswer = z.infer<typeof viewAnswer>;
export const viewPage = pageOf(viewAnswer);
