import { CfnParameter, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { alarm } from "./constructs/alarms.ts";
import type { Environment } from "./environments.ts";

interface EdgeStackProps extends StackProps {
  readonly environment: Pick<Environment, "edgeAlarmTopicArns" | "runbooksUrl">;
}

const serverErrorPercentMax = 1;

/**
 * The alarm on CloudFront's errors. Its metrics exist in us-east-1 only, and an alarm reads its own region only. The
 * distribution's id is a parameter, because it belongs to another region's stack.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { environment, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const distribution = new CfnParameter(this, "DistributionId", {
      description: "The output ConsoleDistributionId of the app stack",
      allowedPattern: "[A-Z0-9]{10,20}",
    });
    const settings = { alarmTopicArns: environment.edgeAlarmTopicArns, runbooksUrl: environment.runbooksUrl };
    alarm(this, "EdgeErrorsAlarm", settings, {
      runbook: "edge-errors",
      description: `More than ${serverErrorPercentMax} % of CloudFront's responses are 5xx`,
      metric: new Metric({
        namespace: "AWS/CloudFront",
        metricName: "5xxErrorRate",
        dimensionsMap: { DistributionId: distribution.valueAsString, Region: "Global" },
        statistic: "Average",
        period: Duration.minutes(5),
      }),
      threshold: serverErrorPercentMax,
      periods: 2,
    });
  }
}
