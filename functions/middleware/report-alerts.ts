import type { AlertTick } from "../../shared/alerts/evaluate-workspaces.ts";
import { count, type createMetrics, type Log } from "../../shared/observability/log.ts";

/** Logs an evaluation of all alerts and counts what failed, the same for both clocks. */
export function reportAlerts(log: Pick<Log, "info">, metrics: ReturnType<typeof createMetrics>) {
  return ({ changes, ...done }: AlertTick): void => {
    log.info("alerts evaluated", { ...changes, ...done });
    if (done.failed > 0) count(metrics, "alert_evaluation_failed", {}, done.failed);
  };
}
