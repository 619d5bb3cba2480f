import type * as z from "zod";
import type { count, countedList } from "../../shared/contract/tabs.ts";
import { keeps, type ListLink } from "./hub-filter.ts";
import type { Judged, Look } from "./run-reader.ts";

type Count = z.input<typeof count>;
type CountedList = z.input<typeof countedList>;

/** How many runs of the open work a list of the hub would show, with that list. */
export function countOpen({ open, isOpenWhole }: Look, list: ListLink): CountedList {
  return { ...countOf(open, isOpenWhole, list), list };
}

/** The three numbers of open work, of a workspace or of one environment. */
export function openWorkOf(look: Look, environmentId?: string) {
  const within = environmentId === undefined ? {} : { environmentId };
  return {
    stale: countOpen(look, { tab: "stale", ...within }),
    followUp: countOpen(look, { tab: "needs_attention", problemClass: "terminal_follow_up", ...within }),
    active: countOpen(look, { tab: "active", ...within }),
  };
}

/** How many of these runs a list would show; capped when they are not all there are. */
export function countOf(judged: readonly Judged[], isWhole: boolean, list: ListLink): Count {
  return { value: judged.filter((one) => keeps(list, one)).length, capped: !isWhole };
}
