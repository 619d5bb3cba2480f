import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { reported } from "../metrics.ts";
import { type AlarmSettings, alarm } from "./alarms.ts";
import { type FunctionDefaults, LambdaFunction } from "./lambda-function.ts";
import type { Lane } from "./lane.ts";

interface FailedJobBridgeProps {
  readonly environment: AlarmSettings & Pick<Environment, "name" | "lanes" | "concurrency">;
  readonly defaults: FunctionDefaults;
  readonly lanes: readonly Lane[];
}

const timeoutSecondsMax = 60;

/** Completes the runs whose messages reached a failure queue, in every lane. */
export class FailedJobBridge extends Construct {
  readonly bridge: LambdaFunction;

  constructor(scope: Construct, id: string, { environment, defaults, lanes }: FailedJobBridgeProps) {
    super(scope, id);
    const visibilities = lanes.map(({ lane }) => environment.lanes[lane].failureVisibilitySeconds);
    this.bridge = new LambdaFunction(this, "Bridge", {
      defaults,
      folder: "failed-job-bridge",
      description: "Completes runs whose messages failed every receive",
      // No message may be redelivered while the bridge still processes it.
      timeoutSeconds: Math.min(timeoutSecondsMax, ...visibilities),
      reservedConcurrency: environment.concurrency.bridge,
    });
    alarm(this, "UnsettledAlarm", environment, {
      runbook: "bridge-errors",
      description: "The failure bridge could not settle a message",
      metric: reported(environment, "failed-job-bridge", "bridge_failed", {}),
      threshold: 0,
    });
    for (const { lane, failureQueue } of lanes) {
      failureQueue.allowReceiving(this.bridge);
      this.bridge.setVariable(arnVariables[lane], failureQueue.queueArn);
      new EventSourceMapping(this, mappingIds[lane], {
        target: this.bridge.target,
        eventSourceArn: failureQueue.queueArn,
        batchSize: 10,
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      });
    }
  }
}

const arnVariables: Readonly<Record<Lane["lane"], string>> = {
  short: "FAILURE_QUEUE_ARN_SHORT",
  long: "FAILURE_QUEUE_ARN_LONG",
};
const mappingIds: Readonly<Record<Lane["lane"], string>> = { short: "ShortFailureMapping", long: "LongFailureMapping" };
