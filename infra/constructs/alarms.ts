import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import type { Runbook } from "../runbooks.ts";

/** The notified topics and the location of the runbooks. */
export type AlarmSettings = Pick<Environment, "alarmTopicArns" | "runbooksUrl">;

interface AlarmText {
  readonly runbook: Runbook;
  /** The problem, for the operator on call. */
  readonly description: string;
}

interface AlarmRule extends AlarmText {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Fires below the threshold instead of above it. */
  readonly soundsBelow?: boolean;
  /** Number of consecutive periods; default one. */
  readonly periods?: number;
  /** Whether missing data is a breach. */
  readonly missingIsBreaching?: boolean;
}

const everyMinute = { period: Duration.minutes(1), statistic: "Maximum" };
const fiveMinutes = Duration.minutes(5);
/** Percentage of failed calls, in two consecutive periods of five minutes. */
const errorPercentMax = 5;
const throttledPercentMax = 1;

/** An alarm that notifies the environment's topics and links its runbook. */
export function alarm(scope: Construct, id: string, settings: AlarmSettings, rule: AlarmRule): Alarm {
  const made = new Alarm(scope, id, {
    metric: rule.metric,
    threshold: rule.threshold,
    comparisonOperator: rule.soundsBelow
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: rule.periods ?? 1,
    // An unused function reports no data, which is healthy.
    treatMissingData: rule.missingIsBreaching ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: `${rule.description}. Runbook: ${settings.runbooksUrl}/${rule.runbook}.md`,
  });
  made.addAlarmAction(...settings.alarmTopicArns.map((alarmActionArn) => ({ bind: () => ({ alarmActionArn }) })));
  return made;
}

/** Fires when a queue that should be empty holds a message, received or not. */
export function alarmWhenNotEmpty(
  scope: Construct,
  id: string,
  settings: AlarmSettings,
  { queue, ...text }: AlarmText & { readonly queue: IQueue },
): void {
  const metric = new MathExpression({
    expression: "waiting + received",
    usingMetrics: {
      waiting: queue.metricApproximateNumberOfMessagesVisible(everyMinute),
      received: queue.metricApproximateNumberOfMessagesNotVisible(everyMinute),
    },
    period: everyMinute.period,
    label: "messages",
  });
  alarm(scope, id, settings, { ...text, metric, threshold: 0 });
}

/** Fires when the oldest message of a queue exceeds this age. */
export function alarmWhenOlderThan(
  scope: Construct,
  id: string,
  settings: AlarmSettings,
  { queue, seconds, ...text }: AlarmText & { readonly queue: IQueue; readonly seconds: number },
): void {
  alarm(scope, id, settings, {
    ...text,
    metric: queue.metricApproximateAgeOfOldestMessage(everyMinute),
    threshold: seconds,
  });
}

/** Fires when too many invocations of a function fail or are throttled. */
export function alarmsOfFunction(scope: Construct, settings: AlarmSettings, name: string, lambda: Lambda): void {
  const sum = { period: fiveMinutes, statistic: "Sum" };
  const share = (part: IMetric, whole: string) =>
    new MathExpression({
      expression: whole,
      usingMetrics: { part, invocations: lambda.metricInvocations(sum) },
      period: fiveMinutes,
      label: "percent",
    });
  alarm(scope, "ErrorsAlarm", settings, {
    runbook: "function-errors",
    description: `More than ${errorPercentMax} % of the invocations of ${name} fail`,
    metric: share(lambda.metricErrors(sum), "100 * part / invocations"),
    threshold: errorPercentMax,
    periods: 2,
  });
  alarm(scope, "ThrottlesAlarm", settings, {
    runbook: "function-throttled",
    description: `More than ${throttledPercentMax} % of the invocations of ${name} are throttled`,
    metric: share(lambda.metricThrottles(sum), "100 * part / (part + FILL(invocations, 0))"),
    threshold: throttledPercentMax,
    periods: 2,
  });
}
