import { type DynamoDBDocumentClient, GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { CallerKey, RunRequest } from "../shared/dispatch/start-run.ts";
import { runKey } from "../shared/ledger/keys.ts";
import { laneLifecycles } from "../shared/operations/lane-lifecycles.ts";
import { NonRetryableError } from "../shared/operations/non-retryable-error.ts";
import type { AnyOperation } from "../shared/operations/registry.ts";
import type { Wait } from "../shared/run/granted-wait.ts";
import { createDirectSqsClient } from "../test/engines/sqs/client.ts";
import { createSqs } from "../test/engines/sqs/engine.ts";
import { declaredQueues } from "../test/simulation/queues.ts";
import { testClock } from "../test/support/clock.ts";
import { testIds } from "../test/support/ids.ts";
import { createInProcessProduct } from "./in-process-product.ts";
import { type Billed, meter } from "./meter.ts";
import { benchOperation, startOf } from "./operation.ts";

/** The behaviour of the handler in its next calls, and the proof afterwards. */
type Work = "succeeds" | "fails" | "dies" | Wait;

/** One step of a run, with its billed units. */
export interface Step {
  readonly name: string;
  readonly billed: readonly Billed[];
  readonly queueRequests: number;
}

/** The table under test. */
export interface Place {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** The product over a table, with a clock that the scenario advances. */
export function createScenarioPlay({ client, tableName }: Place, seed = 1) {
  const clock = testClock();
  const ids = testIds(seed);
  const plan: Work[] = [];
  let proof: AnyOperation["proves"] = "nothing";
  const proven = new Set<string>();
  const metered = meter(client);
  let queueRequests = 0;
  let isQueueSilent = false;
  const sqs = createSqs({ clock, queues: declaredQueues });
  const counting: typeof sqs = {
    ...sqs,
    execute(call) {
      queueRequests += 1;
      return sqs.execute(call);
    },
  };
  const product = createInProcessProduct({
    client: metered.client,
    tableName,
    clock,
    ids,
    sqs: counting,
    sqsClient: createDirectSqsClient(async (call) => {
      // A queue without a response may or may not have accepted the message; here it has not.
      if (isQueueSilent) throw Object.assign(new Error("no answer"), { name: "TimeoutError" });
      return counting.execute(call);
    }),
    operation: benchOperation({
      proves: () => proof,
      async handle() {
        const work = plan.shift() ?? "succeeds";
        if (work === "dies") throw new Error("the worker is gone");
        if (typeof work === "object") return { kind: "handed_over", checkpoint: {}, wait: work };
        if (work === "fails") throw new NonRetryableError("run.handler_failed", "The provider could not be reached.");
        return { kind: "ended", outcome: "succeeded", summaryCounts: { total: 87, processed: 87, created: 87 } };
      },
      isProven: (run) => proven.has(run.id),
    }),
  });
  const steps: Step[] = [];

  async function step<Value>(name: string, act: () => Promise<Value>): Promise<Value> {
    metered.take();
    queueRequests = 0;
    const value = await act();
    steps.push({ name, billed: metered.take(), queueRequests });
    return value;
  }

  const play = {
    place: { client, tableName },
    clock,
    ids,
    product,
    proven,
    steps,
    step,
    plan: (...works: Work[]) => void plan.push(...works),
    /** From now on a full success proves this of its environment. */
    proves(kind: AnyOperation["proves"]) {
      proof = kind;
    },
    silenceQueue(isSilent: boolean) {
      isQueueSilent = isSilent;
    },
    /** A start as the API makes it after authorization, validation and preparation. */
    async start(subject: string, idempotency?: CallerKey, scope?: RunRequest["scope"]): Promise<string> {
      const answer = await step("start", () => product.start(requestOf(subject, idempotency, scope)));
      if (!("run" in answer)) throw new Error(`start: ${answer.result}`);
      return answer.run.id;
    },
    work: () => step("worker", () => product.work()),
    tick: () => step("clock", product.tick),
    evaluate: () => step("evaluation", () => product.evaluateAlerts(() => true)),
    deliver: () => step("delivery", product.workLong),
    /** The ids of all runs of a type, oldest first. */
    async runsOf(type: string): Promise<string[]> {
      const { Items } = await client.send(new ScanCommand({ TableName: tableName }));
      return (Items ?? [])
        .filter((item) => item.type === type && item.sk === "#")
        .map(({ pk }) => String(pk).slice("RUN#".length))
        .toSorted();
    },
    async follow(runId: string) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: runKey(runId), ConsistentRead: true }),
      );
      const image = JSON.parse(JSON.stringify(marshall(Item ?? {})));
      await step("follow-up of the end", () => product.follow(image));
    },
  };
  return play;
}
export type ScenarioPlay = ReturnType<typeof createScenarioPlay>;

export function requestOf(
  subject: string,
  idempotency?: CallerKey,
  scope: RunRequest["scope"] = { workspaceId: "acme", environmentId: "acme-prod" },
): RunRequest {
  return {
    operation: { type: "bench.work", lane: "short", correlationKeys: ["subject"] },
    lifecycle: laneLifecycles.short,
    scope,
    initiator: { id: "operator", name: "Operator" },
    prepared: startOf(subject),
    ...(idempotency && { idempotency }),
  };
}

/** One delivery, then the follow-up of the end. */
export async function workAndFollow(play: ScenarioPlay, runId: string): Promise<void> {
  play.clock.advance(2);
  await play.work();
  play.clock.advance(2);
  await play.follow(runId);
}

/** Discards the units of the preparation. */
export function measured(play: ScenarioPlay): void {
  play.clock.advance(60);
  play.steps.length = 0;
}
