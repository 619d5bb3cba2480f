import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { redactForLog } from "./redaction.ts";

/**
 * Structured log lines whose every member, message, error and appended key passes the redaction module just
 * before it is written. There is no way around it: the line is redacted as a whole.
 */
export function createLog(service: string): Logger {
  return new Logger({
    serviceName: service,
    // JSON asks the replacer for the whole line first, under the empty key.
    jsonReplacerFn: (key, value) => (key === "" ? redactForLog(value) : value),
  });
}
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** Numbers in CloudWatch's embedded metric format: a log line the platform counts, without a call to it. */
export function createMetrics(service: string): Metrics {
  return new Metrics({ namespace: "Runtruth", serviceName: service });
}

/** Counts one thing at once, split by dimensions; their values come from closed lists, never from input. */
export function count(
  metrics: Metrics,
  name: string,
  dimensions: Readonly<Record<string, string>> = {},
  value = 1,
): void {
  const single = metrics.singleMetric();
  for (const [dimension, of] of Object.entries(dimensions)) single.addDimension(dimension, of);
  single.addMetric(name, MetricUnit.Count, value);
}
