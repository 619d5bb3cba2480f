import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { type Lane as LaneName, leaseMarginOf } from "../../shared/run/lanes.ts";
import type { Environment } from "../environments.ts";
import { alarmWhenNotEmpty, alarmWhenOlderThan } from "./alarms.ts";
import { type FunctionDefaults, LambdaFunction } from "./lambda-function.ts";
import { MessageQueue } from "./message-queue.ts";

interface LaneProps {
  readonly lane: LaneName;
  readonly environment: Environment;
  readonly defaults: FunctionDefaults;
  /** The dead-letter queue of messages that the bridge cannot settle. */
  readonly deadLetters: MessageQueue;
  /** Work that is queued longer than this is shown as stale. */
  readonly queuedStaleAfterSeconds: number;
}

/**
 * One lane: work queue, failure queue, worker and their timings. The invariants between the timings are checked before
 * synthesis (`lane-invariants.ts`).
 */
export class Lane extends Construct {
  readonly lane: LaneName;
  readonly workQueue: MessageQueue;
  readonly failureQueue: MessageQueue;
  readonly worker: LambdaFunction;

  constructor(scope: Construct, id: string, props: LaneProps) {
    super(scope, id);
    const { lane, environment, defaults, deadLetters, queuedStaleAfterSeconds } = props;
    const timings = environment.lanes[lane];
    const concurrency = environment.concurrency[lane];
    const retention = environment.queueRetentionDays;
    this.lane = lane;

    this.failureQueue = new MessageQueue(this, "FailureQueue", {
      retentionDays: retention.failure,
      visibilitySeconds: timings.failureVisibilitySeconds,
      failures: { queue: deadLetters, afterReceives: timings.failureReceives },
    });
    this.workQueue = new MessageQueue(this, "WorkQueue", {
      retentionDays: retention.work,
      visibilitySeconds: timings.visibilitySeconds,
      failures: { queue: this.failureQueue, afterReceives: timings.receives },
    });

    this.worker = new LambdaFunction(this, "Worker", {
      defaults,
      folder: "worker",
      service: `worker-${lane}`,
      description: `Runs operations of the ${lane} lane`,
      timeoutSeconds: timings.timeoutSeconds,
      memoryMegabytes: 1024,
      reservedConcurrency: concurrency.reserved,
      variables: {
        LANE: lane,
        LEASE_MARGIN_SECONDS: String(leaseMarginOf(timings)),
        DEPLOYMENT: environment.name,
        PROVIDER_ALLOWED_ORIGINS: environment.providerAllowedOrigins.join(","),
      },
    });
    this.workQueue.allowReceiving(this.worker);
    // A batch of one: a slow run delays no other, and a timeout affects one run only.
    new EventSourceMapping(this, "WorkMapping", {
      target: this.worker.function,
      eventSourceArn: this.workQueue.queueArn,
      batchSize: 1,
      maxConcurrency: concurrency.maximum,
      reportBatchItemFailures: true,
    });

    alarmWhenNotEmpty(this, "FailureQueueAlarm", environment, {
      queue: this.failureQueue,
      runbook: "failure-queue-not-empty",
      description: `A message of the ${lane} lane failed every receive`,
    });
    alarmWhenOlderThan(this, "WaitingAlarm", environment, {
      queue: this.workQueue,
      seconds: queuedStaleAfterSeconds,
      runbook: "queued-work-late",
      description: `Queued work of the ${lane} lane is stale`,
    });
  }
}
