import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { type AlarmSettings, alarm } from "./alarms.ts";
import type { LambdaFunction } from "./lambda-function.ts";

const period = Duration.minutes(5);
const serverErrorPercentMax = 1;
/** A page that takes longer at its slowest hundredth feels broken to whoever refreshes it every ten seconds. */
const readMillisMax = 2_000;

/** Sounds when the API fails its callers, or lets those who read wait. */
export function alarmsOfApi(scope: Construct, settings: AlarmSettings, api: HttpApi, readApi: LambdaFunction): void {
  alarm(scope, "ServerErrorsAlarm", settings, {
    runbook: "api-server-errors",
    description: `More than ${serverErrorPercentMax} % of the answers of the API are 5xx`,
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
    description: `One read in a hundred takes more than ${readMillisMax} ms`,
    metric: readApi.function.metricDuration({ period, statistic: "p99" }),
    threshold: readMillisMax,
    periods: 3,
  });
}
