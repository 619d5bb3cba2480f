import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { CallerKey, RunRequest } from "../shared/dispatch/start-run.ts";
import { runKey } from "../shared/ledger/keys.ts";
import { laneLifecycles } from "../shared/operations/lane-lifecycles.ts";
import { NonRetryableError } from "../shared/operations/non-retryable-error.ts";
import { createDirectSqsClient } from "../test/engines/sqs/client.ts";
import { createSqs } from "../test/engines/sqs/engine.ts";
import { declaredQueues } from "../test/simulation/queues.ts";
import { testClock } from "../test/support/clock.ts";
import { testIds } from "../test/support/ids.ts";
import { createInProcessProduct } from "./in-process-product.ts";
import { type Billed, meter } from "./meter.ts";
import { benchOperation } from "./operation.ts";

/** The behaviour of the handler in its next calls, and the proof afterwards. */
type Work = "succeeds" | "fails" | "dies";

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
export function createAutomaton({ client, tableName }: Place, seed = 1) {
  const clock = testClock();
  const ids = testIds(seed);
  const plan: Work[] = [];
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
      async handle() {
        const work = plan.shift() ?? "succeeds";
        if (work === "dies") throw new Error("the worker is gone");
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

  const stage = {
    clock,
    ids,
    product,
    proven,
    steps,
    step,
    plan: (...works: Work[]) => void plan.push(...works),
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
    async follow(runId: string) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: runKey(runId), ConsistentRead: true }),
      );
      const image = JSON.parse(JSON.stringify(marshall(Item ?? {})));
      await step("follow-up of the end", () => product.follow(image));
    },
  };
  return stage;
}
export type Stage = ReturnType<typeof createAutomaton>;

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
    prepared: {
      kind: "start",
      identity: { subject },
      input: { subject },
      context: { subject, providerConnectionId: "default" },
    },
    ...(idempotency && { idempotency }),
  };
}

/** The scenarios of a run, each from its own start; steps before `measured` only prepare. */
export const lives: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async success(stage) {
    await wholeLife(stage, "a");
  },
  async "later run of the same identity"(stage) {
    await wholeLife(stage, "a");
    measured(stage);
    await wholeLife(stage, "a");
  },
  async "start of what already runs"(stage) {
    await stage.start("a");
    stage.clock.advance(2);
    measured(stage);
    await stage.start("a");
  },
  async "start with a key"(stage) {
    const id = await stage.start("a", { keyHash: "key-1", bodyHash: "body-1" });
    await workAndFollow(stage, id);
  },
  async "same key again"(stage) {
    const key = { keyHash: "key-1", bodyHash: "body-1" };
    await stage.start("a", key);
    stage.clock.advance(2);
    measured(stage);
    await stage.step("replay", () => stage.product.replay({ workspaceId: "acme", caller: "operator", key }, "short"));
  },
  async failure(stage) {
    stage.plan("fails");
    await wholeLife(stage, "a");
  },
  async "failure, then the success that supersedes it"(stage) {
    stage.plan("fails");
    await wholeLife(stage, "a");
    stage.clock.advance(60);
    await wholeLife(stage, "a");
  },
  async "delivered twice, then success"(stage) {
    stage.plan("dies");
    const id = await stage.start("a");
    await stage.work();
    stage.clock.advance(200);
    await workAndFollow(stage, id);
  },
  async "every delivery fails, ended by the bridge"(stage) {
    stage.plan("dies", "dies", "dies");
    const id = await stage.start("a");
    for (let receive = 0; receive < 3; receive++) {
      await stage.work();
      stage.clock.advance(200);
    }
    // The queue redrives the message on the next receive.
    await stage.step("worker", () => stage.product.work());
    stage.clock.advance(200);
    await stage.step("bridge", stage.product.bridge);
    await stage.follow(id);
  },
  async "worker dies, success proven by the sweep"(stage) {
    stage.plan("dies");
    const id = await stage.start("a");
    await stage.work();
    stage.proven.add(id);
    stage.clock.advance(1000);
    await stage.step("sweep", () => stage.product.sweep());
    await stage.follow(id);
  },
  async "long run, re-armed once by the sweep"(stage) {
    const id = await stage.start("a");
    stage.clock.advance(130);
    await stage.step("sweep", () => stage.product.sweep());
    await workAndFollow(stage, id);
  },
  async "never taken up, closed by the sweep"(stage) {
    const id = await stage.start("a");
    stage.clock.advance(1900);
    await stage.step("sweep", () => stage.product.sweep());
    await stage.follow(id);
  },
  async "queue silent, sent again by the sweep"(stage) {
    stage.silenceQueue(true);
    const id = await stage.start("a");
    stage.silenceQueue(false);
    stage.clock.advance(130);
    await stage.step("sweep", () => stage.product.sweep());
    await workAndFollow(stage, id);
  },
  async "a sweep that finds nothing due"(stage) {
    await stage.step("sweep", () => stage.product.sweep());
  },
};

async function wholeLife(stage: Stage, subject: string): Promise<void> {
  await workAndFollow(stage, await stage.start(subject));
}

async function workAndFollow(stage: Stage, runId: string): Promise<void> {
  stage.clock.advance(2);
  await stage.work();
  stage.clock.advance(2);
  await stage.follow(runId);
}

/** Discards the units of the preparation. */
function measured(stage: Stage): void {
  stage.clock.advance(60);
  stage.steps.length = 0;
}
