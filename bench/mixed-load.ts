import { isDeepStrictEqual } from "node:util";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue, SQSRecord } from "aws-lambda";
import { createDynamoDb, type DynamoDb } from "../local/engines/table/engine.ts";
import { itemSize } from "../local/engines/table/sizes.ts";
import { type Ids, randomIds } from "../shared/foundation/ids.ts";
import { NonRetryableError } from "../shared/operations/non-retryable-error.ts";
import type { AnyOperation } from "../shared/operations/registry.ts";
import { createDirectClient } from "../test/engines/dynamodb/client.ts";
import { createDirectSqsClient } from "../test/engines/sqs/client.ts";
import { createSqs, type Sqs } from "../test/engines/sqs/engine.ts";
import { declaredQueues } from "../test/simulation/queues.ts";
import { testClock } from "../test/support/clock.ts";
import { tableDefinition } from "../test/support/table.ts";
import { createInProcessProduct, type InProcessProduct } from "./in-process-product.ts";
import { benchOperation } from "./operation.ts";
import { createAnswerRecorder } from "./recorded-answers.ts";
import { requestOf } from "./scenario-play.ts";
import { operationOf, overTheWire, wiredQueueClient, wiredTableClient } from "./wire.ts";

/** The same work for every system: the shares, per thousand starts, that are sent twice, fail, or lose their worker. */
export const perThousand = { sentTwice: 50, fails: 20, workerDies: 5 } as const;

/** `direct`: the product's own code without the SDK; `wired`: with the SDK up to the socket, like the peers' drivers. */
export type Wiring = "direct" | "wired";

/** The results and the cost of many runs. */
export interface MixedLoadReport {
  readonly runs: number;
  readonly ownMicrosPerRun: number;
  readonly storeCallsPerRun: number;
  readonly queueRequestsPerRun: number;
  readonly storedBytesPerRun: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly handledTwice: number;
}

const tableName = "ledger";
const atOnce = 10;
const environmentCount = 20;
const isNth = (at: number, of: number) => at % Math.round(1000 / of) === 0;

/** One input to the product, with its time. */
interface Event {
  readonly at: Date;
  readonly meet: (product: InProcessProduct) => Promise<unknown>;
}

/**
 * Plays many runs through start, worker and follow-up twice in this process: once against real engines, and once against
 * the recorded responses, with the same requests, messages and changes. In the second pass only the product runs, so its
 * CPU time is that of the process, without store or instrumentation. `measured` runs the second pass.
 */
export async function playMixedLoad(
  runs: number,
  wiring: Wiring,
  measured: (pass: () => Promise<void>) => Promise<void> = (pass) => pass(),
): Promise<MixedLoadReport> {
  const clock = testClock();
  const engine = createDynamoDb({ clock });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  const queues = createSqs({ clock, queues: declaredQueues });
  let queueRequests = 0;
  const sqs: Sqs = {
    ...queues,
    execute(call) {
      queueRequests += 1;
      return queues.execute(call);
    },
  };
  const { recording, playing, storeCalls } = tapedClients(wiring, engine, sqs);
  const ids = tapedIds(randomIds);
  const parts = { tableName, clock, sqs };

  const handled = new Map<string, number>();
  const product = createInProcessProduct({
    ...parts,
    ...recording,
    ids: ids.recording,
    operation: operationFor(handled),
  });
  const events: Event[] = [];
  async function happen<Result>(meet: (product: InProcessProduct) => Promise<Result>): Promise<Result> {
    events.push({ at: clock.now(), meet });
    return meet(product);
  }
  await firstPass(runs, { clock, engine, product, happen });

  const again = createInProcessProduct({ ...parts, ...playing, ids: ids.playing, operation: operationFor(new Map()) });
  let micros = 0;
  await measured(async () => {
    const before = process.cpuUsage();
    for (const { at, meet } of events) {
      clock.set(at);
      await meet(again);
    }
    const { user, system } = process.cpuUsage(before);
    micros = user + system;
  });

  const outcomes: Record<string, number> = {};
  let bytes = 0;
  for (const item of engine.table(tableName).items()) {
    bytes += itemSize(item);
    const { outcome } = unmarshall(item);
    if (typeof outcome === "string") outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return {
    runs,
    ownMicrosPerRun: micros / runs,
    storeCallsPerRun: storeCalls() / runs,
    queueRequestsPerRun: queueRequests / runs,
    storedBytesPerRun: bytes / runs,
    outcomes,
    handledTwice: [...handled.values()].filter((times) => times > 1).length,
  };
}

interface FirstPass {
  readonly clock: ReturnType<typeof testClock>;
  readonly engine: DynamoDb;
  readonly product: InProcessProduct;
  readonly happen: <Result>(meet: (product: InProcessProduct) => Promise<Result>) => Promise<Result>;
}

/** Ten concurrent starts, then the resulting messages and stream records. */
async function firstPass(runs: number, { clock, engine, product, happen }: FirstPass): Promise<void> {
  const table = engine.table(tableName);
  const deliver = (records: SQSRecord[]) => happen((one) => one.deliver(records));
  let followed = 0;

  async function workAndFollow(): Promise<void> {
    while ((await product.work(deliver)) > 0);
    const ends = table
      .changesFrom(followed)
      .flatMap(({ newImage }) =>
        newImage && isDeepStrictEqual(newImage.status, { S: "completed" }) ? [newImage] : [],
      );
    for (const end of ends) {
      const image: Record<string, AttributeValue> = JSON.parse(JSON.stringify(end));
      await happen((one) => one.follow(image));
    }
    followed = table.changeCount();
  }

  for (let from = 0; from < runs; from += atOnce) {
    for (let at = from; at < from + atOnce; at++) {
      const request = requestOf(String(at), undefined, {
        workspaceId: "acme",
        environmentId: `env-${at % environmentCount}`,
      });
      await happen((one) => one.start(request));
      if (isNth(at + 3, perThousand.sentTwice)) await happen((one) => one.start(request));
    }
    clock.advance(1);
    await workAndFollow();
  }
  // Unacknowledged messages return after their visibility timeout.
  clock.advance(200);
  await workAndFollow();
}

function operationFor(handled: Map<string, number>): AnyOperation {
  return benchOperation({
    async handle(run) {
      const at = Number(run.context.subject);
      const times = (handled.get(run.id) ?? 0) + 1;
      handled.set(run.id, times);
      if (times === 1 && isNth(at + 7, perThousand.workerDies)) throw new Error("the worker is gone");
      if (isNth(at, perThousand.fails))
        throw new NonRetryableError("run.handler_failed", "The provider could not be reached.");
      return { kind: "ended", outcome: "succeeded", summaryCounts: { total: 1, processed: 1 } };
    },
    isProven: () => false,
  });
}

/** Recording clients for the engines, and replaying clients for their responses. */
function tapedClients(wiring: Wiring, engine: DynamoDb, sqs: Sqs) {
  if (wiring === "direct") {
    const table = createDirectClient(async (call) => engine.execute(call));
    const queues = createDirectSqsClient(async (call) => sqs.execute(call));
    const store = createAnswerRecorder(commandName, sendOf(table));
    const queue = createAnswerRecorder(commandName, sendOf(queues));
    const over = (way: "record" | "play") => ({
      client: withSend(table, store[way]),
      sqsClient: withSend(queues, queue[way]),
    });
    return { recording: over("record"), playing: over("play"), storeCalls: store.length };
  }
  const store = createAnswerRecorder(operationOf, overTheWire(engine.execute));
  const queue = createAnswerRecorder(operationOf, overTheWire(sqs.execute));
  const over = (way: "record" | "play") => ({
    client: wiredTableClient(store[way]),
    sqsClient: wiredQueueClient(queue[way]),
  });
  return { recording: over("record"), playing: over("play"), storeCalls: store.length };
}

type Send = (command: object) => Promise<object>;
const sendOf = (client: object): Send => Reflect.get(client, "send").bind(client);
const withSend = <Client extends object>(client: Client, send: Send): Client =>
  Object.create(client, { send: { value: send } });
const commandName = (command: object) => command.constructor.name;

/** The second pass generates ids too, because they cost time, but uses those of the first. */
function tapedIds(made: Ids): { readonly recording: Ids; readonly playing: Ids } {
  const next = createAnswerRecorder<Date, string>(() => "id", made.next);
  const token = createAnswerRecorder<undefined, string>(() => "token", made.token);
  return {
    recording: { next: next.record, token: () => token.record(undefined) },
    playing: {
      next(now) {
        made.next(now);
        return next.play(now);
      },
      token() {
        made.token();
        return token.play(undefined);
      },
    },
  };
}
