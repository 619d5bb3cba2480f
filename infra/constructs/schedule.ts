import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import type { LambdaFunction } from "./lambda-function.ts";
import type { MessageQueue } from "./message-queue.ts";

interface ScheduleProps {
  readonly target: LambdaFunction;
  readonly description: string;
  readonly everyMinutes: number;
  /** Receives the starts that failed; without one they are dropped. */
  readonly missedQueue?: MessageQueue;
}

/**
 * Starts a function at a fixed rate, with a role that may do nothing else. An L1 resource, because the L2 target also
 * allows invoking every version of the function.
 */
export function addSchedule(scope: Construct, { target, description, everyMinutes, missedQueue }: ScheduleProps): void {
  const { functionArn } = target.target;
  const scheduler = new Role(scope, "SchedulerRole", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com"),
    description,
  });
  scheduler.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [functionArn] }));
  if (missedQueue !== undefined) {
    scheduler.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [missedQueue.queueArn] }));
  }
  const schedule = new CfnSchedule(scope, "Schedule", {
    description,
    scheduleExpression: everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`,
    flexibleTimeWindow: { mode: "OFF" },
    state: "ENABLED",
    target: {
      arn: functionArn,
      roleArn: scheduler.roleArn,
      input: "{}",
      // The next start follows soon, so a late retry is useless.
      retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
      ...(missedQueue !== undefined && { deadLetterConfig: { arn: missedQueue.queueArn } }),
    },
  });
  schedule.node.addDependency(scheduler);
}
