import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { reported } from "../metrics.ts";
import { alarm } from "./alarms.ts";
import { type FunctionDefaults, LambdaFunction } from "./lambda-function.ts";
import { addSchedule } from "./schedule.ts";

interface ScheduleClockProps {
  readonly environment: Pick<Environment, "name" | "alarmTopicArns" | "runbooksUrl">;
  readonly defaults: FunctionDefaults;
}

/** Four missing results in a row may still be a slow start. */
const unseenMinutesMax = 5;

/**
 * The clock of the schedules. Concurrent ticks are safe, and the sweep takes over when none completes, so a missed start
 * needs no queue.
 */
export class ScheduleClock extends Construct {
  readonly clock: LambdaFunction;

  constructor(scope: Construct, id: string, { environment, defaults }: ScheduleClockProps) {
    super(scope, id);
    this.clock = new LambdaFunction(this, "Clock", {
      defaults,
      folder: "schedule-clock",
      description: "Starts the due work of schedules and accounts for every slot",
      timeoutSeconds: 60,
    });
    alarm(this, "NotSeenAlarm", environment, {
      runbook: "schedules-not-visited",
      description: `The clock of the schedules has not completed for ${unseenMinutesMax} minutes`,
      metric: reported(environment, "schedule-clock", "tick_done", {}, { period: Duration.minutes(1) }),
      threshold: 1,
      soundsBelow: true,
      periods: unseenMinutesMax,
      missingIsBreaching: true,
    });
    alarm(this, "AlertsFailAlarm", environment, {
      runbook: "alerts-not-evaluated",
      description: "The alerts of a workspace cannot be evaluated",
      metric: reported(environment, "schedule-clock", "alert_evaluation_failed", {}),
      threshold: 0,
      periods: 3,
    });
    alarm(this, "AlertsUnheardAlarm", environment, {
      runbook: "channels-not-delivering",
      description: "All alert channels of a workspace fail, so that none of its alerts is delivered",
      metric: reported(environment, "schedule-clock", "alerts_unheard", {}, { statistic: "Maximum" }),
      threshold: 0,
      periods: 2,
    });
    addSchedule(this, { target: this.clock, description: "Starts the clock of the schedules", everyMinutes: 1 });
  }
}
