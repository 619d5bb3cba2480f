import { createBridge } from "../../functions/failed-job-bridge/app.ts";
import { createSweepFunction } from "../../functions/reconcile-sweep/app.ts";
import { createRunEvents } from "../../functions/run-events/app.ts";
import { createFollow } from "../../functions/run-events/follow.ts";
import { createWorker } from "../../functions/worker/app.ts";
import { createHandlerNeeds } from "../../functions/worker/handler-needs.ts";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { createSender } from "../../shared/dispatch/send.ts";
import { createStarter } from "../../shared/dispatch/start-run.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { createAdapterNeeds } from "../../shared/reconcile/adapter-needs.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSweep } from "../../shared/reconcile/sweep.ts";
import { type Lane, lanes, laneTimings, queueOf } from "../../shared/run/lanes.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { type Call, createDynamoDb } from "../engines/dynamodb/engine.ts";
import { createRandom } from "../engines/random.ts";
import { createDirectSqsClient } from "../engines/sqs/client.ts";
import { createSqs, queueUrlOf } from "../engines/sqs/engine.ts";
import { NOW } from "../support/clock.ts";
import { randomFrom, testIds } from "../support/ids.ts";
import { tableDefinition } from "../support/table.ts";
import { createFaults, type FaultSetting } from "./faults.ts";
import { createQueueGateway, createTableGateway } from "./gateways.ts";
import { createOperations, type HandlerReturn } from "./operations.ts";
import { createScheduler, type Process } from "./scheduler.ts";

export const tableName = "ledger";
export const failureQueueOf = (lane: Lane) => `${queueOf(lane)}-failed`;
export const bridgeDeadQueue = "bridge-dead";

const day = 86_400;

/** One world of one seed: the product's own code over engines of this process, and what may go wrong in it. */
export function createWorld(seed: number, setting: FaultSetting, change: (call: Call) => Call) {
  const next = randomFrom(seed);
  const random = createRandom(next);
  const faults = createFaults(setting, random);
  const scheduler = createScheduler(NOW, random);
  const units = { write: 0, read: 0, calls: 0 };

  const engine = createDynamoDb({
    clock: scheduler.trueClock,
    indexLagMillis() {
      const lag = faults.happens("gsi_lag") ? 1000 + random.below(24_000) : 0;
      return faults.happens("gsi_lost_ordering") ? lag + random.below(3000) : lag;
    },
    unprocessed: (_operation, asked) => (faults.happens("batch_unprocessed") ? random.below(asked) : 0),
    observe(report) {
      units.write += report.writeUnits;
      units.read += report.readUnits;
      units.calls += 1;
    },
  });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });

  const sqs = createSqs({
    clock: scheduler.trueClock,
    queues: [
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
    ],
    copies: () => (faults.happens("duplicate_delivery") ? 2 : 1),
    delayMillis: () => (faults.happens("delayed_delivery") ? random.below(300_000) : 0),
    choose: (_queue, ready) => (faults.happens("reordering") ? random.below(ready) : 0),
  });

  const parts = { scheduler, faults, random };
  const client = createDirectClient(createTableGateway({ ...parts, engine, change }));
  const sqsClient = createDirectSqsClient(createQueueGateway({ ...parts, sqs }));
  const { clock } = scheduler;
  const ids = testIds(seed);
  const target = { client, tableName };
  const returned: HandlerReturn[] = [];
  const effects = new Set<string>();
  const atWork = new Map<string, Process>();
  const failures: { readonly where: string; readonly error: unknown }[] = [];
  const findOperation = createOperations({ ...parts, effects, atWork, returned: (what) => returned.push(what) });

  const runService = createRunService({ ...target, clock, ids });
  const queries = createRunQueries(target);
  const send = createSender({
    client: sqsClient,
    queueUrls: { short: queueUrlOf(queueOf("short")), long: queueUrlOf(queueOf("long")) },
  });
  const delivery = createDelivery({ runService, send, clock });
  const askAdapter = createAskAdapter({ findOperation, needs: createAdapterNeeds({ ...target, clock }) });
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };

  const workerOf = (lane: Lane) =>
    createWorker({
      clock,
      ids,
      log,
      lane,
      runService,
      queries,
      send,
      findOperation,
      overrides: {},
      needs: createHandlerNeeds({ ...target, clock, ids, allowedOrigins: [], readSecret: async () => "" }),
      reports: { rejected: (reason) => failures.push({ where: "worker", error: reason }), settled: silent },
    });

  return {
    seed,
    setting,
    random,
    faults,
    scheduler,
    engine,
    table: engine.table(tableName),
    sqs,
    units,
    returned,
    /** The runs whose work was done, whatever became of the run: what an adapter finds. */
    effects,
    atWork,
    /** What the parts themselves reported as going wrong. */
    failures,
    findOperation,
    start: createStarter({ runService, delivery }),
    workers: { short: workerOf("short"), long: workerOf("long") },
    bridge: createBridge({
      queries,
      runService,
      askAdapter,
      findOperation,
      clock,
      reports: {
        rejected: (reason) => failures.push({ where: "bridge", error: reason }),
        settled: silent,
        failed: (_messageId, error) => failures.push({ where: "bridge", error }),
      },
    }),
    sweep: createSweepFunction({
      clock,
      ids,
      runService,
      report: silent,
      sweep: createSweep({
        queries,
        runService,
        delivery,
        reconcileRun: createReconcileRun({ runService, askAdapter, clock }),
        findOperation,
        overrides: {},
        clock,
        onFailure: (_runId, error) => failures.push({ where: "sweep", error }),
      }),
    }),
    runEvents: createRunEvents({
      clock,
      follow: createFollow({ queries, runService, successPointer: createSuccessPointer(target), findOperation }),
      park: async (runId) => {
        failures.push({ where: "parked", error: runId });
      },
      onFailure: (_runId, error) => failures.push({ where: "run-events", error }),
    }),
  };
}
export type World = ReturnType<typeof createWorld>;
