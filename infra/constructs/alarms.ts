import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import type { Runbook } from "../runbooks.ts";

/** Who is told, and where they read on. */
export type AlarmSettings = Pick<Environment, "alarmTopicArns" | "runbooksUrl">;

interface AlarmText {
  readonly runbook: Runbook;
  /** What is wrong when it sounds, for whoever is woken. */
  readonly description: string;
}

interface AlarmRule extends AlarmText {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Sounds below the threshold instead of above it. */
  readonly soundsBelow?: boolean;
  /** So many periods in a row; one unless given. */
  readonly periods?: number;
  /** Whether hearing nothing is the trouble itself. */
  readonly missingIsBreaching?: boolean;
}

const everyMinute = { period: Duration.minutes(1), statistic: "Maximum" };
const fiveMinutes = Duration.minutes(5);
/** Shares of calls that went wrong, in percent, in two windows of five minutes in a row. */
const errorPercentMax = 5;
const throttledPercentMax = 1;

/** An alarm that tells the environment's topics, and names the page that says what to do. */
export function alarm(scope: Construct, id: string, settings: AlarmSettings, rule: AlarmRule): void {
  const made = new Alarm(scope, id, {
    metric: rule.metric,
    threshold: rule.threshold,
    comparisonOperator: rule.soundsBelow
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: rule.periods ?? 1,
    // What nobody uses reports nothing, which is no reason to wake anybody.
    treatMissingData: rule.missingIsBreaching ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: `${rule.description}. What to do: ${settings.runbooksUrl}/${rule.runbook}.md`,
  });
  made.addAlarmAction(...settings.alarmTopicArns.map((alarmActionArn) => ({ bind: () => ({ alarmActionArn }) })));
}

/** Sounds when a queue holds any message, received or not: for queues that are empty while all is well. */
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

/** Sounds when the oldest message of a queue has waited longer than this. */
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

/** Sounds when too many invocations of a function fail, or are turned away. */
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
    description: `More than ${throttledPercentMax} % of the invocations of ${name} are turned away`,
    metric: share(lambda.metricThrottles(sum), "100 * part / (part + FILL(invocations, 0))"),
    threshold: throttledPercentMax,
    periods: 2,
  });
}
