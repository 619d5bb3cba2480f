import path from "node:path";
import type { Plan } from "../assembly/plan.ts";
import type { RunningSqs } from "../engines/sqs.ts";
import { openCheckpoints } from "./checkpoints.ts";
import { startExpiry } from "./expiry.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { RunningMapping } from "./mapping.ts";
import { startQueueMapping } from "./queue-mapping.ts";
import { startSchedule } from "./schedules.ts";
import type { Clients } from "./sdk-clients.ts";
import { startStreamMapping } from "./stream-mapping.ts";

/** Which triggers a stack has beside those that always run. */
export interface TriggerKinds {
  readonly hasWorkers: boolean;
  readonly hasSchedules: boolean;
}

/** Some of them; what is absent or undefined stays as it is. */
export type TriggerChange = { readonly [Kind in keyof TriggerKinds]?: TriggerKinds[Kind] | undefined };

interface TriggerSetup extends TriggerKinds {
  readonly plan: Plan;
  poolAt(functionArn: string): FunctionPool;
  readonly clients: Clients;
  readonly sqs: Pick<RunningSqs, "receiverOf">;
  /** The engine's stream ARN of each table. */
  readonly streamArns: ReadonlyMap<string, string>;
  readonly dataDir: string;
  readonly onError: (error: unknown) => void;
}

/** Starts all event source mappings and schedules. Their stop waits for every invocation that they began. */
export function startTriggers(setup: TriggerSetup): RunningMapping {
  const { plan, poolAt, clients, onError } = setup;
  const queueUrlOf = (arn: string) => plan.queues.find((queue) => queue.arn === arn)?.url;

  const queues = plan.queueMappings.flatMap((planned) => {
    const pool = poolAt(planned.functionArn);
    const queueUrl = queueUrlOf(planned.queueArn);
    if (queueUrl === undefined)
      throw new Error(`mapping ${planned.id} takes from ${planned.queueArn}, which is no queue here`);
    // Only functions with a lane are workers; the failure bridge always runs.
    const isWorker = pool.planned.environment.LANE !== undefined;
    return isWorker && !setup.hasWorkers
      ? []
      : [startQueueMapping({ planned, queue: setup.sqs.receiverOf(queueUrl), pool, onError })];
  });

  const streams = plan.streamMappings.map((planned) => {
    const tableName = planned.streamArn.split("/")[1] ?? "";
    const engineStreamArn = setup.streamArns.get(tableName);
    if (engineStreamArn === undefined)
      throw new Error(`mapping ${planned.id} reads ${planned.streamArn}, which is no stream here`);
    return startStreamMapping({
      planned,
      engineStreamArn,
      failureQueueUrl: planned.failureQueueArn && queueUrlOf(planned.failureQueueArn),
      pool: poolAt(planned.functionArn),
      callStreams: clients.callStreams,
      sqs: clients.sqs,
      checkpoints: openCheckpoints(path.join(setup.dataDir, "checkpoints"), planned.id, engineStreamArn),
      onError,
    });
  });

  const schedules = setup.hasSchedules
    ? plan.schedules.map((planned) => startSchedule(planned, poolAt(planned.functionArn)))
    : [];
  const expiries = plan.tables.map((table) => startExpiry(clients.dynamodb, table, onError));
  const running: readonly RunningMapping[] = [...queues, ...streams, ...schedules, ...expiries];

  return {
    async stop() {
      await Promise.all(running.map((mapping) => mapping.stop()));
    },
  };
}
