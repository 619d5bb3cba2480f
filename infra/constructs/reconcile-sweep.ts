import { Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { type FunctionDefaults, LambdaFunction } from "./lambda-function.ts";
import { MessageQueue } from "./message-queue.ts";
import { alarmWhenNotEmpty } from "./queue-alarms.ts";

interface ReconcileSweepProps {
  readonly environment: Pick<Environment, "queueRetentionDays" | "alarmTopicArns">;
  readonly defaults: FunctionDefaults;
}

/** The sweep and its schedule. Two sweeps at once are harmless, so nothing prevents them. */
export class ReconcileSweep extends Construct {
  readonly sweep: LambdaFunction;

  constructor(scope: Construct, id: string, { environment, defaults }: ReconcileSweepProps) {
    super(scope, id);
    this.sweep = new LambdaFunction(this, "Sweep", {
      defaults,
      folder: "reconcile-sweep",
      description: "Closes runs that nobody works on and sends undelivered ones again",
      timeoutSeconds: 60,
    });
    const missed = new MessageQueue(this, "MissedQueue", { retentionDays: environment.queueRetentionDays.failure });
    Validations.of(missed).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "Nothing takes from it by itself: it is where the last failure is kept for a person.",
    });
    alarmWhenNotEmpty(this, "MissedAlarm", missed, {
      description: "The sweep could not be started",
      topicArns: environment.alarmTopicArns,
    });

    // Written out, because the library's own target may start every version of the function too.
    const { functionArn } = this.sweep.function;
    const scheduler = new Role(this, "SchedulerRole", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com"),
      description: "Starts the sweep",
    });
    scheduler.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [functionArn] }));
    scheduler.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [missed.queueArn] }));
    const schedule = new CfnSchedule(this, "Schedule", {
      description: "Starts the sweep",
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      state: "ENABLED",
      target: {
        arn: functionArn,
        roleArn: scheduler.roleArn,
        input: "{}",
        // The next sweep is a minute away: a late one helps nobody.
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
        deadLetterConfig: { arn: missed.queueArn },
      },
    });
    schedule.node.addDependency(scheduler);
  }
}
