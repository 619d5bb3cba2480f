import { Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Lane } from "../../shared/run/lanes.ts";
import type { Environment } from "../environments.ts";
import { MessageQueue } from "./message-queue.ts";

export interface LaneQueues {
  readonly work: MessageQueue;
  /** The dead-letter queue of the work queue, processed by the bridge. */
  readonly failure: MessageQueue;
}

/** All queues of a deployment. */
export interface MessageQueues {
  readonly lanes: Readonly<Record<Lane, LaneQueues>>;
  /** Messages that the bridge could not settle. */
  readonly deadLetters: MessageQueue;
  /** Follow-ups of completed runs that failed every retry. */
  readonly parked: MessageQueue;
  /** Sweeps that could not be started. */
  readonly missed: MessageQueue;
}

type Settings = Pick<Environment, "lanes" | "queueRetentionDays">;

/** Creates the queues, under the construct ids that their logical ids come from. */
export function messageQueues(scope: Construct, environment: Settings): MessageQueues {
  const retentionDays = environment.queueRetentionDays.failure;
  const deadLetters = new MessageQueue(scope, "BridgeDeadLetterQueue", { retentionDays });
  const short = laneQueues(new Construct(scope, "ShortLane"), "short", environment, deadLetters);
  const long = laneQueues(new Construct(scope, "LongLane"), "long", environment, deadLetters);
  const parked = new MessageQueue(new Construct(scope, "RunEvents"), "ParkedQueue", { retentionDays });
  const missed = new MessageQueue(new Construct(scope, "ReconcileSweep"), "MissedQueue", { retentionDays });
  for (const queue of [parked, missed]) {
    Validations.of(queue).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is itself a dead-letter queue; an operator handles its messages.",
    });
  }
  return { lanes: { short, long }, deadLetters, parked, missed };
}

function laneQueues(scope: Construct, lane: Lane, environment: Settings, deadLetters: MessageQueue): LaneQueues {
  const timings = environment.lanes[lane];
  const failure = new MessageQueue(scope, "FailureQueue", {
    retentionDays: environment.queueRetentionDays.failure,
    visibilitySeconds: timings.failureVisibilitySeconds,
    failures: { queue: deadLetters, afterReceives: timings.failureReceives },
  });
  const work = new MessageQueue(scope, "WorkQueue", {
    retentionDays: environment.queueRetentionDays.work,
    visibilitySeconds: timings.visibilitySeconds,
    failures: { queue: failure, afterReceives: timings.receives },
  });
  return { work, failure };
}
