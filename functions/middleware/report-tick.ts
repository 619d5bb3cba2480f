import { count, type createMetrics, type Log } from "../../shared/observability/log.ts";
import { type TickReport, tickCounts } from "../../shared/schedules/tick.ts";

/** Logs a tick of the schedules and counts its slots, the same for both clocks. */
export function reportTick(log: Pick<Log, "info">, metrics: ReturnType<typeof createMetrics>) {
  return ({ counts, isCutShort }: TickReport): void => {
    log.info("tick done", { ...counts, isCutShort });
    count(metrics, "tick_done", {});
    for (const result of tickCounts) {
      if (counts[result] > 0) count(metrics, "tick_result", { result }, counts[result]);
    }
  };
}
