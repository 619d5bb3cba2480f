import { byUrgency } from "../../shared/derived/attention.ts";
import { keeps } from "./hub-filter.ts";
import type { Judged, Look } from "./run-reader.ts";

/** The open work that needs somebody, the most urgent first: the runs of that tab of the hub, in the order to take them. */
export function attentionOf({ open }: Look): readonly Judged[] {
  return byUrgency(open.filter((one) => keeps({ tab: "needs_attention" }, one)));
}
