import { Duration } from "aws-cdk-lib";
import { Metric, type MetricOptions } from "aws-cdk-lib/aws-cloudwatch";
import type { Dimensions, MetricName } from "../shared/observability/metric-names.ts";
import type { Environment } from "./environments.ts";

/** One namespace per environment, because environments may share an account. */
export function metricNamespace({ name }: Pick<Environment, "name">): string {
  return `Runtruth/${name}`;
}

/** A name that is unique in the account, for resources that all regions share. */
export function regionalName({ name, region }: Pick<Environment, "name" | "region">): string {
  return `runtruth-${name}-${region}`;
}

/** A custom metric of a function, as declared in `shared/observability/metric-names.ts`. */
export function reported<Name extends MetricName>(
  environment: Pick<Environment, "name">,
  service: string,
  name: Name,
  split: Dimensions<Name>,
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: metricNamespace(environment),
    metricName: name,
    dimensionsMap: { service, ...split },
    statistic: "Sum",
    period: Duration.minutes(5),
    ...options,
  });
}
