import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { type Alarm, MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { type AlarmSettings, alarm } from "./alarms.ts";
import type { LambdaFunction } from "./lambda-function.ts";

const period = Duration.minutes(5);
const serverErrorPercentMax = 1;
/** The console refreshes every ten seconds, so a p99 above this is noticeable. */
const readMillisMax = 2_000;

/** Alarms on server errors of the API and on slow reads. Returns the first one. */
export function alarmsOfApi(scope: Construct, settings: AlarmSettings, api: HttpApi, readApi: LambdaFunction): Alarm {
  const serverErrors = alarm(scope, "ServerErrorsAlarm", settings, {
    runbook: "api-server-errors",
    description: `More than ${serverErrorPercentMax} % of the API responses are 5xx`,
    metric: new MathExpression({
      expression: "100 * errors / requests",
      usingMetrics: {
        errors: api.metricServerError({ period, statistic: "Sum" }),
        requests: api.metricCount({ period, statistic: "Sum" }),
      },
      period,
      label: "percent",
    }),
    threshold: serverErrorPercentMax,
    periods: 2,
  });
  alarm(scope, "SlowReadsAlarm", settings, {
    runbook: "reads-slow",
    description: `The p99 latency of reads is above ${readMillisMax} ms`,
    metric: readApi.function.metricDuration({ period, statistic: "p99" }),
    threshold: readMillisMax,
    periods: 3,
  });
  return serverErrors;
}
