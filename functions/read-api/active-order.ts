import { isActive } from "../../shared/run/status.ts";
import type { Judged } from "./run-reader.ts";

/** The active ones among judged runs: those past their window first, then the newest. */
export function activeOf(judged: readonly Judged[]): readonly Judged[] {
  const active = judged.filter(({ run }) => isActive(run.status));
  const isStale = ({ truth }: Judged) => truth.freshness === "likely_stale";
  return [...active.filter(isStale), ...active.filter((one) => !isStale(one))];
}
