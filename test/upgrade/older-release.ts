import type { AnyOperation } from "../../shared/operations/registry.ts";
import { type Lane, lanes } from "../../shared/run/lanes.ts";
import * as old from "../fixtures/release-0.1/release.mjs";
import { type World, workspaceIds } from "../simulation/assemble-world.ts";
import { createOperations, isSimulated } from "../simulation/operations.ts";
import { createWorldTimer } from "../simulation/whole/world-timer.ts";

/** The functions of release 0.1 on the table, the queues and the provider of a world, wired as its handlers wire them. */
export function createOlderRelease(world: World) {
  const { client, sqsClient, tableName, queueUrls, ids, scheduler, random, failures, logged } = world;
  const { clock } = scheduler;
  const target = { client, tableName };
  const findOperation = olderOperations(world);
  const silent = () => undefined;
  const line = (...parts: unknown[]) => void logged.push(JSON.stringify(old.redactForLog(parts)));
  const log = { debug: line, info: line, warn: line, error: failed };
  /** A delivery that failed; its error is judged like every other one of this release. */
  function failed(...parts: unknown[]): void {
    line(...parts);
    for (const part of parts) {
      const error = typeof part === "object" && part !== null && "error" in part ? part.error : undefined;
      if (error !== undefined) failures.push({ where: "older worker", error });
    }
  }
  const failedIn = (where: string) => (_id: string, error: unknown) => failures.push({ where, error });

  const runService = old.createRunService({ ...target, clock, ids });
  const queries = old.createRunQueries(target);
  const send = old.createSender({ client: sqsClient, queueUrls });
  const delivery = old.createDelivery({ runService, send, clock });
  const adapterNeeds = old.createAdapterNeeds({ ...target, clock });
  const askAdapter = old.createAskAdapter({ findOperation, needs: adapterNeeds });
  const reconcileRun = old.createReconcileRun({ runService, askAdapter, clock });
  const successPointer = old.createSuccessPointer(target);
  const followOutcome = old.createFollow({ queries, runService, successPointer, findOperation });

  const provided = { allowedOrigins: world.tenants.map(({ origin }) => origin), readSecret: async () => "secret" };
  const needs = {
    ...old.createHandlerNeeds({ ...target, clock, ids, ...provided }),
    provider: old.createProviderClient({
      ...provided,
      clock,
      timer: createWorldTimer(scheduler),
      random: () => random.below(1000) / 1000,
    }),
  };
  const workerOf = (lane: Lane) =>
    old.createWorker({
      ...{ clock, ids, log, lane, runService, queries, send, findOperation, needs },
      overrides: {},
      reports: { rejected: (error: unknown) => failures.push({ where: "older worker", error }), settled: silent },
    });

  return {
    findOperation,
    prepareNeeds: { ...old.createPrepareNeeds({ ...target, clock }) },
    start: old.createStarter({ runService, delivery }),
    cancelRun: old.createCancelRun({ runService, reconcileRun, findOperation, clock }),
    workers: { short: workerOf("short"), long: workerOf("long") },
    bridge: old.createBridge({
      ...{ queries, runService, askAdapter, findOperation, clock },
      reports: {
        rejected: (error: unknown) => failures.push({ where: "older bridge", error }),
        settled: silent,
        failed: failedIn("older bridge"),
      },
    }),
    sweep: old.createSweepFunction({
      ...{ clock, ids, runService, report: silent },
      countOpenWork: old.createCountOpenWork({
        people: { listWorkspaceIds: async () => [...workspaceIds] },
        lists: old.createRunLists(target),
        queries,
        truths: old.createRunTruths({ ...target, clock, findOperation, overrides: {} }),
      }),
      repairOpenProblems: old.createRepairOpenProblems({
        ...{ queries, runService, successPointer, findOperation, clock },
        onFailure: failedIn("older sweep"),
      }),
      sweep: old.createSweep({
        ...{ queries, runService, delivery, reconcileRun, findOperation, clock },
        overrides: {},
        onFailure: failedIn("older sweep"),
      }),
    }),
    runEvents: old.createRunEvents({
      clock,
      async follow(run: { readonly type: string }) {
        await findOperation(run.type)?.settleRecords?.(run, adapterNeeds);
        await followOutcome(run);
      },
      park: async (error: unknown) => void failures.push({ where: "older parked", error }),
      onFailure: failedIn("older run-events"),
    }),
    /** Both APIs of release 0.1, in the place of today's. */
    apis: { createReadApi: old.createReadApi, createOperationsApi: old.createOperationsApi },
  };
}
export type OlderRelease = ReturnType<typeof createOlderRelease>;

/** The operations of release 0.1, and the simulated ones as that release declares operations. */
function olderOperations({ scheduler, faults, random, effects, atWork, noteReturn }: World) {
  const simulated = createOperations({
    ...{ scheduler, faults, random, effects, atWork },
    findRegistered: () => undefined,
    NonRetryableError: old.NonRetryableError,
    returned: noteReturn,
  });
  const known = new Map(
    lanes.flatMap((lane) => {
      const operation = simulated(`sim.${lane}`);
      return operation === undefined ? [] : [[operation.type, asDeclaredThen(operation)] as const];
    }),
  );
  return (type: string): old.OlderOperation | undefined =>
    isSimulated({ type }) ? known.get(type) : old.findOperation(type);
}

function asDeclaredThen(operation: AnyOperation): old.OlderOperation {
  const { start, reconcile, ...rest } = operation;
  if (start === "not_startable") throw new Error("a simulated operation can be started");
  return {
    ...rest,
    ...(reconcile === "unsupported"
      ? { reconcile }
      : { reconcile: async (run: never, needs: never, now: Date) => (await reconcile()).reconcile(run, needs, now) }),
    start: {
      async prepare() {
        return { kind: "refuse", errors: [] };
      },
      async handle(work, needs) {
        return (await start.handle()).handle(work as never, needs as never);
      },
    },
  };
}
