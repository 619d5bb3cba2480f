import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { MessageQueue } from "./message-queue.ts";

interface AlarmText {
  /** What is wrong when it sounds, for whoever is woken. */
  readonly description: string;
  readonly topicArns: readonly string[];
}

const everyMinute = { period: Duration.minutes(1), statistic: "Maximum" };

/** Sounds when a queue holds any message, received or not: for queues that are empty while all is well. */
export function alarmWhenNotEmpty(scope: Construct, id: string, queue: MessageQueue, text: AlarmText): void {
  const depth = new MathExpression({
    expression: "waiting + received",
    usingMetrics: {
      waiting: queue.metricApproximateNumberOfMessagesVisible(everyMinute),
      received: queue.metricApproximateNumberOfMessagesNotVisible(everyMinute),
    },
    period: everyMinute.period,
    label: "messages",
  });
  alarmAbove(scope, id, depth, 0, text);
}

/** Sounds when the oldest message of a queue has waited longer than this. */
export function alarmWhenOlderThan(
  scope: Construct,
  id: string,
  queue: MessageQueue,
  seconds: number,
  text: AlarmText,
): void {
  alarmAbove(scope, id, queue.metricApproximateAgeOfOldestMessage(everyMinute), seconds, text);
}

function alarmAbove(scope: Construct, id: string, metric: IMetric, threshold: number, text: AlarmText): void {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    // A queue that nobody uses reports nothing, which is no reason to wake anybody.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: text.description,
  });
  alarm.addAlarmAction(...text.topicArns.map((alarmActionArn) => ({ bind: () => ({ alarmActionArn }) })));
}
