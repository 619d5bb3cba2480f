import { alertChanges } from "../../shared/alerts/alert-changes.ts";
import type { AlertTick } from "../../shared/alerts/evaluate-workspaces.ts";
import { count, type createMetrics, type Log } from "../../shared/observability/log.ts";

/** Logs an evaluation of all alerts, counts what it did and measures what it found, the same for both clocks. */
export function reportAlerts(log: Pick<Log, "info">, metrics: ReturnType<typeof createMetrics>) {
  return ({ changes, ...done }: AlertTick): void => {
    log.info("alerts evaluated", { ...changes, ...done });
    if (done.failed > 0) count(metrics, "alert_evaluation_failed", {}, done.failed);
    if (done.unheard > 0) count(metrics, "alerts_unheard", {}, done.unheard);
    for (const result of alertChanges) {
      if (changes[result] > 0) count(metrics, "alert_result", { result }, changes[result]);
    }
    if (done.levels === undefined) return;
    count(metrics, "alerts_open", {}, done.levels.alerts_open);
    count(metrics, "promises_broken", {}, done.levels.promises_broken);
    count(metrics, "channels_failing", {}, done.levels.channels_failing);
  };
}
