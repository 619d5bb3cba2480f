import type { Metrics } from "@aws-lambda-powertools/metrics";
import { count, measure } from "../../shared/observability/log.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import type { Run } from "../../shared/run/run.ts";

/** Emits the metrics of an end: its outcome, wait time and run time. */
export function emitEndMetrics(metrics: Metrics, run: Run): void {
  const { createdAt, startedAt, completedAt = createdAt, outcome } = run;
  const type = canonicalTypeOf(run.type);
  count(metrics, "run_ended", { type, outcome });
  measure(metrics, "run_queued_seconds", { type }, secondsBetween(createdAt, startedAt ?? completedAt));
  if (startedAt !== undefined) measure(metrics, "run_ran_seconds", { type }, secondsBetween(startedAt, completedAt));
}

/** Never negative: the clocks of two writers may differ slightly. */
function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}
