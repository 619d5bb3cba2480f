import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { type AlarmSettings, alarm } from "./alarms.ts";
import { itemActions } from "./run-table.ts";

const throttledMax = 10;
/** Percentage of the account's concurrency, above which requests of one function soon throttle another. */
const claimedPercentMax = 80;

/** Alarms on the limits that all functions share: the table's throughput and the account's concurrency. */
export function alarmsOfCapacity(
  scope: Construct,
  settings: AlarmSettings & Pick<Environment, "concurrency">,
  tableName: string,
): void {
  const period = Duration.minutes(5);
  const throttled = Object.fromEntries(
    itemActions.map((operation, at) => [
      `m${at}`,
      new Metric({
        namespace: "AWS/DynamoDB",
        metricName: "ThrottledRequests",
        dimensionsMap: { TableName: tableName, Operation: operation },
        statistic: "Sum",
        period,
      }),
    ]),
  );
  alarm(scope, "TableThrottledAlarm", settings, {
    runbook: "table-throttled",
    description: `DynamoDB throttles more than ${throttledMax} requests in 5 minutes`,
    metric: new MathExpression({
      expression: Object.keys(throttled)
        .map((id) => `FILL(${id}, 0)`)
        .join(" + "),
      usingMetrics: throttled,
      period,
      label: "requests",
    }),
    threshold: throttledMax,
    periods: 2,
  });
  alarm(scope, "AccountConcurrencyAlarm", settings, {
    runbook: "account-concurrency",
    description: `More than ${claimedPercentMax} % of the account's Lambda concurrency is in use`,
    metric: new Metric({
      namespace: "AWS/Lambda",
      metricName: "ClaimedAccountConcurrency",
      statistic: "Maximum",
      period: Duration.minutes(1),
    }),
    threshold: Math.floor((settings.concurrency.account * claimedPercentMax) / 100),
    periods: 5,
  });
}
