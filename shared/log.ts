import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { type LogKeys, logKeys } from "./log-keys.ts";
import type { Dimensions, MetricName } from "./metric-names.ts";
import { redactForLog } from "./redaction.ts";

/**
 * Structured log lines whose every member, message, error and appended key passes the redaction module just
 * before it is written. There is no way around it: the line is redacted as a whole. Each carries the keys of what is being
 * done (`withLogKeys`), and the trace it belongs to where there is one.
 */
export function createLog(service: string): Logger {
  return new Logger({
    serviceName: service,
    // JSON asks the replacer for the whole line first, under the empty key.
    jsonReplacerFn: (key, value) => (key === "" ? redactForLog(withKeys(value, logKeys())) : value),
  });
}
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** What a line says by itself goes before what is known around it. */
function withKeys(line: unknown, keys: LogKeys): unknown {
  return typeof line === "object" && line !== null ? { ...keys, ...line } : line;
}

/**
 * Numbers in CloudWatch's embedded metric format: a log line the platform counts, without a call to it. The namespace is
 * the environment's, from `POWERTOOLS_METRICS_NAMESPACE`.
 */
export function createMetrics(service: string): Metrics {
  return new Metrics({ serviceName: service });
}

/** Counts something, split as `metric-names.ts` says. */
export function count<Name extends MetricName>(metrics: Metrics, name: Name, split: Dimensions<Name>, value = 1): void {
  add(metrics, name, MetricUnit.Count, value, split);
}

/** Measures how long something took, in seconds. */
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
  for (const [dimension, of] of Object.entries(split)) single.addDimension(dimension, of);
  single.addMetric(name, unit, value);
}
