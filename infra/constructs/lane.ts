import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { type Lane as LaneName, leaseMarginOf } from "../../shared/run/lanes.ts";
import type { Environment } from "../environments.ts";
import { alarmWhenNotEmpty, alarmWhenOlderThan } from "./alarms.ts";
import { type FunctionDefaults, LambdaFunction } from "./lambda-function.ts";
import type { MessageQueue } from "./message-queue.ts";
import type { LaneQueues } from "./message-queues.ts";

interface LaneProps {
  readonly lane: LaneName;
  readonly environment: Environment;
  readonly defaults: FunctionDefaults;
  readonly queues: LaneQueues;
  /** Work that is queued longer than this is shown as stale. */
  readonly queuedStaleAfterSeconds: number;
}

/**
 * One lane: the worker of its queue, its timings and alarms. The invariants between the timings are checked before
 * synthesis (`lane-invariants.ts`).
 */
export class Lane extends Construct {
  readonly lane: LaneName;
  readonly workQueue: MessageQueue;
  readonly failureQueue: MessageQueue;
  readonly worker: LambdaFunction;

  constructor(scope: Construct, id: string, props: LaneProps) {
    super(scope, id);
    const { lane, environment, defaults, queues, queuedStaleAfterSeconds } = props;
    const timings = environment.lanes[lane];
    const concurrency = environment.concurrency[lane];
    this.lane = lane;
    this.workQueue = queues.work;
    this.failureQueue = queues.failure;

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
        // Links in alerts need an address that is known before the console is deployed.
        CONSOLE_URL: environment.domain === null ? "" : `https://${environment.domain.name}`,
        EMAIL_FROM: environment.email?.from ?? "",
        PROVIDER_RATES: JSON.stringify(environment.providerRates),
      },
    });
    this.workQueue.allowReceiving(this.worker);
    // A batch of one: a slow run delays no other, and a timeout affects one run only.
    new EventSourceMapping(this, "WorkMapping", {
      target: this.worker.target,
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
