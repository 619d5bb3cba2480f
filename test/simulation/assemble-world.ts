import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createCountOpenWork } from "../../functions/reconcile-sweep/count-open-work.ts";
import type { Table } from "../../local/engines/table/table.ts";
import { createReadOpenWork } from "../../shared/actionability/read-open-work.ts";
import { createRunTruths } from "../../shared/actionability/run-truths.ts";
import { createOpenLists } from "../../shared/ledger/open-lists.ts";
import type { Lane } from "../../shared/run/lanes.ts";
import type { Run } from "../../shared/run/run.ts";
import type { Random } from "../engines/random.ts";
import type { SqsAnswer, SqsCall } from "../engines/sqs/engine.ts";
import { testIds } from "../support/ids.ts";
import { inRole, workerRoleOf } from "../support/permissions.ts";
import type { Product } from "../support/product.ts";
import { type FaultSetting, type Faults, skewSecondsOf } from "./faults.ts";
import { createOperations, type HandlerReturn } from "./operations.ts";
import { laneOfFailureQueue } from "./queues.ts";
import type { Process, Scheduler } from "./scheduler.ts";
import { storedRunOf } from "./stored-runs.ts";
import type { connect } from "./whole/provider-network.ts";
import { createWorldTimer } from "./whole/world-timer.ts";

/** The workspaces of every world. */
export const workspaceIds = ["acme", "globex"] as const;

/** Queue operations of the simulated platform, without injected faults. */
export interface Queues {
  execute(call: SqsCall): SqsAnswer | Promise<SqsAnswer>;
  queue(name: string): { messages(): readonly unknown[] };
}

interface Dependencies {
  readonly product: Product;
  readonly seed: number;
  readonly setting: FaultSetting;
  readonly random: Random;
  readonly faults: Faults;
  readonly scheduler: Scheduler;
  readonly units: {
    readonly write: number;
    readonly read: number;
    readonly calls: number;
    /** Table requests for simulated runs, without queries and batches about many; undefined if not counted. */
    readonly callsForSimulated?: number;
  };
  /** The table's items and its change history. */
  readonly table: Table;
  readonly sqs: Queues;
  readonly client: DynamoDBDocumentClient;
  readonly sqsClient: SQSClient;
  readonly tableName: string;
  readonly queueUrls: Readonly<Record<Lane, string>>;
  /** Every sent message body; undefined for external queues. */
  readonly messages?: readonly string[];
  /** The write units of one stream change; undefined if not counted. */
  readonly unitsOf?: (sequence: number) => number | undefined;
  /** The provider tenants of real operations; without them only simulated operations exist. */
  readonly network?: ReturnType<typeof connect>;
  /** A table client without injected faults. */
  readonly observer?: DynamoDBDocumentClient;
}

/** One seeded world: the product's code, or a mutant of it, on the given engines. */
export function assembleWorld(parts: Dependencies) {
  const {
    product,
    seed,
    setting,
    random,
    faults,
    scheduler,
    units,
    table,
    sqs,
    client,
    sqsClient,
    tableName,
    queueUrls,
  } = parts;
  const { clock } = scheduler;
  const ids = testIds(seed);
  // Retry pauses pass in virtual time; otherwise a seed would not reproduce its world.
  const target = { client, tableName, pause: { wait: scheduler.sleep, random: () => 0.5 } };
  /** What the handlers of each run returned. */
  const returned = new Map<string, HandlerReturn[]>();
  function noteReturn(what: HandlerReturn): void {
    const known = returned.get(what.runId);
    if (known === undefined) returned.set(what.runId, [what]);
    else known.push(what);
  }
  const effects = new Map<string, Date>();
  const atWork = new Map<string, Process>();
  const failures: { readonly where: string; readonly error: unknown }[] = [];
  const findOperation = createOperations({
    findRegistered: product.findOperation,
    NonRetryableError: product.NonRetryableError,
    scheduler,
    faults,
    random,
    effects,
    atWork,
    returned: noteReturn,
  });

  const runService = product.createRunService({ ...target, clock, ids });
  const queries = product.createRunQueries(target);
  const send = product.createSender({
    client: sqsClient,
    queueUrls,
  });
  const delivery = product.createDelivery({ runService, send, clock });
  const adapterNeeds = product.createAdapterDependencies({ ...target, clock });
  const askAdapter = product.createAskAdapter({ findOperation, needs: adapterNeeds });
  const settleRecords = product.createSettleRecords({ findOperation, needs: adapterNeeds });
  const followOutcome = product.createProcessRunEnd({
    queries,
    runService,
    successPointer: product.createSuccessPointer(target),
    findOperation,
  });
  const silent = () => undefined;
  const allowedOrigins = parts.network?.places.map(({ origin }) => origin) ?? [];
  const provided = { deployment: "test", allowedOrigins, readSecret: async () => "secret" };
  const needs = {
    ...product.createHandlerDependencies({ ...target, clock, ids, ...provided }),
    provider: product.createProviderClient({
      ...provided,
      paces: product.createProviderPaces({ ...target, ids }),
      rates: {},
      clock,
      timer: createWorldTimer(scheduler),
      random: () => random.below(1000) / 1000,
    }),
  };
  const logged: string[] = [];
  /** A line as the product logs it, redacted last. */
  const line = (...parts: unknown[]) => void logged.push(JSON.stringify(product.redactForLog(parts)));
  const log = { debug: line, info: line, warn: line, error: line };

  const workerOf = (lane: Lane) =>
    inRole(
      workerRoleOf[lane],
      product.createWorker({
        clock,
        ids,
        log,
        lane,
        runService,
        queries,
        send,
        findOperation,
        overrides: {},
        askAdapter,
        needs,
        reports: { rejected: (reason) => failures.push({ where: "worker", error: reason }), settled: silent },
      }),
    );

  return {
    seed,
    setting,
    /** The maximum difference between two clocks. */
    skewMillisMax: 2000 * skewSecondsOf(setting),
    random,
    faults,
    scheduler,
    table,
    sqs,
    units,
    returned,
    noteReturn,
    logged,
    messages: parts.messages ?? [],
    unitsOf: parts.unitsOf ?? silent,
    /** Runs whose work took effect, with the time from which an adapter can see it. */
    effects,
    atWork,
    /** Violations reported by the parts of the world. */
    failures,
    findOperation,
    observer: parts.observer,
    queueUrls,
    tenants: parts.network?.places ?? [],
    /** Removes the tenants from the thread's network, once nothing calls them any more. */
    disconnect: () => parts.network?.disconnect(),
    needs,
    client,
    sqsClient,
    tableName,
    product,
    ids,
    runService,
    queries,
    /** Every stored run that has not ended. */
    activeRuns: (): Run[] =>
      table
        .items()
        .flatMap((item) => storedRunOf(item) ?? [])
        .filter((run) => run.status !== "completed"),
    cancelRun: product.createCancelRun({
      runService,
      reconcileRun: product.createReconcileRun({ runService, askAdapter, clock }),
      findOperation,
      clock,
    }),
    start: product.createStarter({ runService, delivery }),
    workers: { short: workerOf("short"), long: workerOf("long") },
    bridge: inRole(
      "FailedJobBridge",
      product.createBridge({
        queries,
        runService,
        askAdapter,
        findOperation,
        clock,
        laneOf: laneOfFailureQueue,
        reports: {
          rejected: (reason) => failures.push({ where: "bridge", error: reason }),
          settled: silent,
          failed: (_messageId, error) => failures.push({ where: "bridge", error }),
        },
      }),
    ),
    sweep: inRole(
      "ReconcileSweep",
      product.createSweepFunction({
        clock,
        ids,
        runService,
        report: silent,
        tick: { tickIfSilent: async () => undefined },
        evaluateAlerts: () => Promise.reject(new Error("the other clock is not silent")),
        countOpenWork: createCountOpenWork({
          people: { listWorkspaceIds: async () => [...workspaceIds], findArchived: async () => [] },
          readOpenWork: createReadOpenWork({
            ...target,
            clock,
            openLists: createOpenLists(target),
            findOperation,
            operations: [],
            overrides: {},
          }),
          queries,
          truths: createRunTruths({ ...target, clock, findOperation, overrides: {} }),
          runService,
        }),
        repairOpenProblems: product.createRepairOpenProblems({
          queries,
          runService,
          successPointer: product.createSuccessPointer(target),
          findOperation,
          clock,
          settleRecords,
          onFailure: (_runId, error) => failures.push({ where: "sweep", error }),
        }),
        sweep: product.createSweep({
          queries,
          runService,
          delivery,
          reconcileRun: product.createReconcileRun({ runService, askAdapter, clock }),
          findOperation,
          overrides: {},
          clock,
          onFailure: (_runId, error) => failures.push({ where: "sweep", error }),
        }),
      }),
    ),
    runEvents: inRole(
      "RunEventsFollower",
      product.createRunEvents({
        clock,
        async follow(run) {
          await settleRecords(run);
          await followOutcome(run);
        },
        park: async ({ runId }) => {
          failures.push({ where: "parked", error: runId });
        },
        onFailure: (_runId, error) => failures.push({ where: "run-events", error }),
      }),
    ),
  };
}
export type World = ReturnType<typeof assembleWorld>;
