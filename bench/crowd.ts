import { isDeepStrictEqual } from "node:util";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { randomIds } from "../shared/ids.ts";
import { NonRetryableError } from "../shared/operations/non-retryable-error.ts";
import { createDirectClient } from "../test/engines/dynamodb/client.ts";
import { createDynamoDb } from "../test/engines/dynamodb/engine.ts";
import { itemSize } from "../test/engines/dynamodb/sizes.ts";
import { createDirectSqsClient } from "../test/engines/sqs/client.ts";
import { createSqs } from "../test/engines/sqs/engine.ts";
import { declaredQueues } from "../test/simulation/queues.ts";
import { testClock } from "../test/support/clock.ts";
import { tableDefinition } from "../test/support/table.ts";
import { requestOf } from "./lives.ts";
import { benchOperation } from "./operation.ts";
import { createPlant } from "./plant.ts";
import { storeTime, wiredQueueClient, wiredTableClient } from "./wire.ts";

/** The same work for every system: of a thousand starts so many are sent twice, fail, or lose their worker. */
export const perThousand = { sentTwice: 50, fails: 20, workerDies: 5 } as const;

/** `direct`: the product's own code alone; `wired`: with the SDK's serializing and signing, as peers have their drivers. */
export type Wiring = "direct" | "wired";

/** What became of many runs, and what they took. */
export interface CrowdReport {
  readonly runs: number;
  readonly ownMicrosPerRun: number;
  readonly storeMicrosPerRun: number;
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

/**
 * Carries many runs through start, worker and follow-up in this process, and counts its own processor time without
 * that of the stores. Nothing waits, so time is what is worked.
 */
export async function playCrowd(runs: number, wiring: Wiring): Promise<CrowdReport> {
  const clock = testClock();
  const time = storeTime();
  const calls = { store: 0, queue: 0 };
  const engine = createDynamoDb({
    clock,
    observe() {
      calls.store += 1;
    },
  });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  const queues = createSqs({ clock, queues: declaredQueues });
  const sqs: typeof queues = {
    ...queues,
    execute(call) {
      calls.queue += 1;
      return queues.execute(call);
    },
  };
  const handled = new Map<string, number>();
  const plant = createPlant({
    client:
      wiring === "wired"
        ? wiredTableClient(engine, time)
        : createDirectClient(async (call) => time.spend(() => engine.execute(call))),
    tableName,
    clock,
    ids: randomIds,
    sqs: { ...sqs, execute: (call) => time.spend(() => sqs.execute(call)) },
    sqsClient:
      wiring === "wired"
        ? wiredQueueClient(sqs, time)
        : createDirectSqsClient(async (call) => time.spend(() => sqs.execute(call))),
    operation: benchOperation({
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
    }),
  });
  const table = engine.table(tableName);
  let followed = 0;

  async function startSome(from: number): Promise<void> {
    for (let at = from; at < from + atOnce; at++) {
      const request = requestOf(String(at), undefined, `env-${at % environmentCount}`);
      await plant.start(request);
      if (isNth(at + 3, perThousand.sentTwice)) await plant.start(request);
    }
  }
  async function workAndFollow(): Promise<void> {
    while ((await plant.work()) > 0);
    const ends = time.spend(() =>
      table
        .changesFrom(followed)
        .flatMap(({ newImage }) =>
          newImage && isDeepStrictEqual(newImage.status, { S: "completed" }) ? [newImage] : [],
        ),
    );
    for (const image of ends) await plant.follow(unmarshall(image));
    followed = table.changeCount();
  }

  const before = process.cpuUsage();
  for (let from = 0; from < runs; from += atOnce) {
    await startSome(from);
    clock.advance(1);
    await workAndFollow();
  }
  // What was received and not settled comes back once its visibility is over.
  clock.advance(200);
  await workAndFollow();
  const { user, system } = process.cpuUsage(before);

  const outcomes: Record<string, number> = {};
  let bytes = 0;
  for (const item of table.items()) {
    bytes += itemSize(item);
    const { outcome } = unmarshall(item);
    if (typeof outcome === "string") outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return {
    runs,
    ownMicrosPerRun: (user + system - time.micros()) / runs,
    storeMicrosPerRun: time.micros() / runs,
    storeCallsPerRun: calls.store / runs,
    queueRequestsPerRun: calls.queue / runs,
    storedBytesPerRun: bytes / runs,
    outcomes,
    handledTwice: [...handled.values()].filter((times) => times > 1).length,
  };
}
