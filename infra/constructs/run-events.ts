import { Duration, Validations } from "aws-cdk-lib";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { alarm, alarmWhenNotEmpty } from "./alarms.ts";
import { type FunctionDefaults, LambdaFunction, retentionVariables } from "./lambda-function.ts";
import { MessageQueue } from "./message-queue.ts";
import type { RunTable } from "./run-table.ts";

interface RunEventsProps {
  readonly environment: Pick<Environment, "queueRetentionDays" | "retentionDays" | "alarmTopicArns" | "runbooksUrl">;
  readonly defaults: FunctionDefaults;
  readonly table: RunTable;
}

/** Later than this an operator's list may still show a problem that a success has settled. */
const lateMinutes = 5;

const completed = FilterRule.isEqual("completed");
const completedRun = { pk: { S: FilterRule.beginsWith("RUN#") }, sk: { S: FilterRule.isEqual("#") } };

/** A run that just completed: it was something else before, or it was recorded as completed from the start. */
const justCompleted = [
  FilterCriteria.filter({
    eventName: FilterRule.isEqual("MODIFY"),
    dynamodb: {
      NewImage: { ...completedRun, status: { S: completed } },
      OldImage: { status: { S: FilterRule.notEquals("completed") } },
    },
  }),
  FilterCriteria.filter({
    eventName: FilterRule.isEqual("INSERT"),
    dynamodb: { NewImage: { ...completedRun, status: { S: completed } } },
  }),
];

/** What follows from an end, fed by the table's stream. */
export class RunEvents extends Construct {
  readonly follower: LambdaFunction;
  /** Where ends are kept whose consequences were given up. */
  readonly parkedQueue: MessageQueue;

  constructor(scope: Construct, id: string, { environment, defaults, table }: RunEventsProps) {
    super(scope, id);
    this.parkedQueue = new MessageQueue(this, "ParkedQueue", {
      retentionDays: environment.queueRetentionDays.failure,
    });
    Validations.of(this.parkedQueue).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "Nothing takes from it by itself: it is where the last failure is kept for a person.",
    });
    alarmWhenNotEmpty(this, "ParkedAlarm", environment, {
      queue: this.parkedQueue,
      runbook: "ends-parked",
      description: "What follows from a run's end could not be done",
    });
    this.follower = new LambdaFunction(this, "Follower", {
      defaults,
      folder: "run-events",
      description: "Does what follows from the end of a run",
      timeoutSeconds: 60,
      variables: { PARKED_QUEUE_URL: this.parkedQueue.queueUrl, ...retentionVariables(environment) },
    });
    alarm(this, "LateAlarm", environment, {
      runbook: "ends-followed-late",
      description: `What follows from ends is more than ${lateMinutes} minutes behind`,
      metric: this.follower.function.metric("IteratorAge", { period: Duration.minutes(1), statistic: "Maximum" }),
      threshold: lateMinutes * 60_000,
      periods: 5,
    });
    this.parkedQueue.allowSending(this.follower);
    table.allowStream(this.follower);
    new EventSourceMapping(this, "StreamMapping", {
      target: this.follower.function,
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      filters: justCompleted,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // The function parks what it cannot follow, since it alone knows the run. The mapping gives up only on a
      // function that never gets so far; then at least the place in the stream is kept.
      retryAttempts: 10_000,
      onFailure: new SqsDlq(this.parkedQueue),
    });
  }
}
