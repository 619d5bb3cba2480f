import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { systemClock } from "../foundation/clock.ts";
import { redactForLog } from "../redaction/redact.ts";
import { type LogKeys, logKeys } from "./log-keys.ts";
import type { Dimensions, MetricName } from "./metric-names.ts";

/**
 * Structured logging. Each line is redacted as a whole just before it is written, including messages, errors and
 * appended keys; this cannot be bypassed. Lines carry the keys of `withLogKeys` and, if present, the trace id.
 */
export function createLog(service: string): Logger {
  return new Logger({
    serviceName: service,
    // JSON calls the replacer with the whole line first, under the empty key.
    jsonReplacerFn: (key, value) => (key === "" ? redactForLog(withKeys(value, logKeys())) : value),
  });
}
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** A line's own members take precedence over the surrounding keys. */
function withKeys(line: unknown, keys: LogKeys): unknown {
  return typeof line === "object" && line !== null ? { ...keys, ...line } : line;
}

/**
 * Metrics in CloudWatch's embedded metric format: a log line, without an API call. The namespace comes from
 * `POWERTOOLS_METRICS_NAMESPACE`.
 */
export function createMetrics(service: string): Metrics {
  return new Metrics({ serviceName: service });
}

/** Counts an event, with the dimensions of `metric-names.ts`. */
export function count<Name extends MetricName>(metrics: Metrics, name: Name, split: Dimensions<Name>, value = 1): void {
  add(metrics, name, MetricUnit.Count, value, split);
}

/** Records a duration in seconds. */
export function measure<Name extends MetricName>(
  metrics: Metrics,
  name: Name,
  split: Dimensions<Name>,
  seconds: number,
): void {
  add(metrics, name, MetricUnit.Seconds, seconds, split);
}

function add(
  metrics: Metrics,
  name: MetricName,
  unit: (typeof MetricUnit)["Count" | "Seconds"],
  value: number,
  split: Readonly<Record<string, string>>,
): void {
  const single = metrics.singleMetric();
  // Lambda filters JSON lines by `level` and takes a line without one for INFO: with a log level above, it would drop
  // the metric. Nothing else has this level. It reads the level only beside a timestamp.
  single.addMetadata("level", "FATAL");
  single.addMetadata("timestamp", systemClock.now().toISOString());
  for (const [dimension, of] of Object.entries(split)) single.addDimension(dimension, of);
  single.addMetric(name, unit, value);
}
