import { Duration } from "aws-cdk-lib";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { alarm, alarmWhenNotEmpty } from "./alarms.ts";
import { type FunctionDefaults, LambdaFunction, retentionVariables } from "./lambda-function.ts";
import type { MessageQueue } from "./message-queue.ts";
import type { RunTable } from "./run-table.ts";

interface RunEventsProps {
  readonly environment: Pick<Environment, "retentionDays" | "alarmTopicArns" | "runbooksUrl" | "concurrency">;
  readonly defaults: FunctionDefaults;
  readonly table: RunTable;
  /** The dead-letter queue of failed follow-ups. */
  readonly parkedQueue: MessageQueue;
}

/** Beyond this delay, lists may still show a problem that a success has resolved. */
const lateMinutes = 5;

const completed = FilterRule.isEqual("completed");
const completedRun = { pk: { S: FilterRule.beginsWith("RUN#") }, sk: { S: FilterRule.isEqual("#") } };

/** A run that just completed: its old image has another status, or it was created as completed. */
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

/** The follow-up of completed runs, triggered by the table's stream. */
export class RunEvents extends Construct {
  readonly follower: LambdaFunction;

  constructor(scope: Construct, id: string, { environment, defaults, table, parkedQueue }: RunEventsProps) {
    super(scope, id);
    alarmWhenNotEmpty(this, "ParkedAlarm", environment, {
      queue: parkedQueue,
      runbook: "run-events-parked",
      description: "The follow-up of a completed run failed and was parked",
    });
    this.follower = new LambdaFunction(this, "Follower", {
      defaults,
      folder: "run-events",
      description: "Follows up completed runs: audit, notification, latest success, event",
      timeoutSeconds: 60,
      reservedConcurrency: environment.concurrency.follower,
      variables: { PARKED_QUEUE_URL: parkedQueue.queueUrl, ...retentionVariables(environment) },
    });
    alarm(this, "LateAlarm", environment, {
      runbook: "run-events-late",
      description: `The follow-up of completed runs is more than ${lateMinutes} minutes behind`,
      metric: this.follower.function.metric("IteratorAge", { period: Duration.minutes(1), statistic: "Maximum" }),
      threshold: lateMinutes * 60_000,
      periods: 5,
    });
    parkedQueue.allowSending(this.follower);
    table.allowStream(this.follower);
    new EventSourceMapping(this, "StreamMapping", {
      target: this.follower.target,
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      filters: justCompleted,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // The function itself parks failed follow-ups, because only it knows the run. The mapping's failure destination
      // covers a function that fails before that; it keeps only the position in the stream.
      retryAttempts: 10_000,
      onFailure: new SqsDlq(parkedQueue),
    });
  }
}
