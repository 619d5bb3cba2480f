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
export function createScenarioPlay({ client, tableName }: Place, seed = 1) {
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

  const play = {
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
export const runScenarios: Readonly<Record<string, (play: ScenarioPlay) => Promise<void>>> = {
  async success(play) {
    await wholeRun(play, "a");
  },
  async "later run of the same identity"(play) {
    await wholeRun(play, "a");
    measured(play);
    await wholeRun(play, "a");
  },
  async "start of what already runs"(play) {
    await play.start("a");
    play.clock.advance(2);
    measured(play);
    await play.start("a");
  },
  async "start with a key"(play) {
    const id = await play.start("a", { keyHash: "key-1", bodyHash: "body-1" });
    await workAndFollow(play, id);
  },
  async "same key again"(play) {
    const key = { keyHash: "key-1", bodyHash: "body-1" };
    await play.start("a", key);
    play.clock.advance(2);
    measured(play);
    await play.step("replay", () => play.product.replay({ workspaceId: "acme", caller: "operator", key }, "short"));
  },
  async failure(play) {
    play.plan("fails");
    await wholeRun(play, "a");
  },
  async "failure, then the success that supersedes it"(play) {
    play.plan("fails");
    await wholeRun(play, "a");
    play.clock.advance(60);
    await wholeRun(play, "a");
  },
  async "delivered twice, then success"(play) {
    play.plan("dies");
    const id = await play.start("a");
    await play.work();
    play.clock.advance(200);
    await workAndFollow(play, id);
  },
  async "every delivery fails, ended by the bridge"(play) {
    play.plan("dies", "dies", "dies");
    const id = await play.start("a");
    for (let receive = 0; receive < 3; receive++) {
      await play.work();
      play.clock.advance(200);
    }
    // The queue redrives the message on the next receive.
    await play.step("worker", () => play.product.work());
    play.clock.advance(200);
    await play.step("bridge", play.product.bridge);
    await play.follow(id);
  },
  async "worker dies, success proven by the sweep"(play) {
    play.plan("dies");
    const id = await play.start("a");
    await play.work();
    play.proven.add(id);
    play.clock.advance(1000);
    await play.step("sweep", () => play.product.sweep());
    await play.follow(id);
  },
  async "long run, re-armed once by the sweep"(play) {
    const id = await play.start("a");
    play.clock.advance(130);
    await play.step("sweep", () => play.product.sweep());
    await workAndFollow(play, id);
  },
  async "never taken up, closed by the sweep"(play) {
    const id = await play.start("a");
    play.clock.advance(1900);
    await play.step("sweep", () => play.product.sweep());
    await play.follow(id);
  },
  async "queue silent, sent again by the sweep"(play) {
    play.silenceQueue(true);
    const id = await play.start("a");
    play.silenceQueue(false);
    play.clock.advance(130);
    await play.step("sweep", () => play.product.sweep());
    await workAndFollow(play, id);
  },
  async "a sweep that finds nothing due"(play) {
    await play.step("sweep", () => play.product.sweep());
  },
};

async function wholeRun(play: ScenarioPlay, subject: string): Promise<void> {
  await workAndFollow(play, await play.start(subject));
}

async function workAndFollow(play: ScenarioPlay, runId: string): Promise<void> {
  play.clock.advance(2);
  await play.work();
  play.clock.advance(2);
  await play.follow(runId);
}

/** Discards the units of the preparation. */
function measured(play: ScenarioPlay): void {
  play.clock.advance(60);
  play.steps.length = 0;
}
