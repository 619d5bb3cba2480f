import { type Lane, lanes, laneTimings, queueOf } from "../../shared/run/lanes.ts";
import type { QueueDeclaration } from "../engines/sqs/engine.ts";

export const failureQueueOf = (lane: Lane) => `${queueOf(lane)}-failed`;
/** The lane of a failure queue's ARN, as records carry it. */
export const laneOfFailureQueue = (queueArn: string) =>
  lanes.find((lane) => queueArn.endsWith(`:${failureQueueOf(lane)}`));
const bridgeDeadQueue = "bridge-dead";

const day = 86_400;

/** The queues of a world, as the infrastructure declares them. */
export const declaredQueues: readonly QueueDeclaration[] = [
  ...lanes.flatMap((lane) => [
    {
      name: queueOf(lane),
      visibilitySeconds: laneTimings[lane].visibilitySeconds,
      retentionSeconds: 4 * day,
      redrive: { to: failureQueueOf(lane), receives: laneTimings[lane].receives },
    },
    {
      name: failureQueueOf(lane),
      visibilitySeconds: laneTimings[lane].failureVisibilitySeconds,
      retentionSeconds: 14 * day,
      redrive: { to: bridgeDeadQueue, receives: laneTimings[lane].failureReceives },
    },
  ]),
  { name: bridgeDeadQueue, visibilitySeconds: 60, retentionSeconds: 14 * day },
];
