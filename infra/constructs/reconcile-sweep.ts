import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { reported } from "../metrics.ts";
import { alarm, alarmWhenNotEmpty } from "./alarms.ts";
import { type FunctionDefaults, LambdaFunction } from "./lambda-function.ts";
import type { MessageQueue } from "./message-queue.ts";
import { addSchedule } from "./schedule.ts";

interface ReconcileSweepProps {
  readonly environment: Pick<Environment, "name" | "alarmTopicArns" | "runbooksUrl" | "concurrency">;
  readonly defaults: FunctionDefaults;
  /** The dead-letter queue of the schedule. */
  readonly missedQueue: MessageQueue;
}

/** The sweep starts every minute; four missing results in a row may still be a slow start. */
const unseenMinutesMax = 5;

/** The sweep and its schedule. Concurrent sweeps are safe, so nothing prevents them. */
export class ReconcileSweep extends Construct {
  readonly sweep: LambdaFunction;

  constructor(scope: Construct, id: string, { environment, defaults, missedQueue }: ReconcileSweepProps) {
    super(scope, id);
    this.sweep = new LambdaFunction(this, "Sweep", {
      defaults,
      folder: "reconcile-sweep",
      description: "Resends undelivered runs, reconciles and closes abandoned ones",
      timeoutSeconds: 60,
      reservedConcurrency: environment.concurrency.sweep,
    });
    alarmWhenNotEmpty(this, "MissedAlarm", environment, {
      queue: missedQueue,
      runbook: "sweep-not-started",
      description: "The sweep could not be started",
    });
    // Missing data is a breach: a sweep that does not report is as bad as one that fails.
    alarm(this, "NotSeenAlarm", environment, {
      runbook: "sweep-not-completed",
      description: `No sweep has completed for ${unseenMinutesMax} minutes`,
      metric: reported(environment, "reconcile-sweep", "sweep_done", {}, { period: Duration.minutes(1) }),
      threshold: 1,
      soundsBelow: true,
      periods: unseenMinutesMax,
      missingIsBreaching: true,
    });

    addSchedule(this, { target: this.sweep, description: "Starts the sweep", everyMinutes: 1, missedQueue });
  }
}
