import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The product's functions, from its own files or from a copy. They are loaded by path, so that a mutant runs exactly
 * like the product.
 */
export async function loadProduct(root: string) {
  const load = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(root, path)).href);
  const runService: typeof import("../../shared/ledger/run-service.ts") = await load("shared/ledger/run-service.ts");
  const runQueries: typeof import("../../shared/ledger/run-queries.ts") = await load("shared/ledger/run-queries.ts");
  const startRun: typeof import("../../shared/dispatch/start-run.ts") = await load("shared/dispatch/start-run.ts");
  const deliver: typeof import("../../shared/dispatch/deliver.ts") = await load("shared/dispatch/deliver.ts");
  const send: typeof import("../../shared/dispatch/send.ts") = await load("shared/dispatch/send.ts");
  const tracker: typeof import("../../functions/worker/track-operation-run.ts") = await load(
    "functions/worker/track-operation-run.ts",
  );
  const bridge: typeof import("../../functions/failed-job-bridge/app.ts") = await load(
    "functions/failed-job-bridge/app.ts",
  );
  const sweep: typeof import("../../shared/reconcile/sweep.ts") = await load("shared/reconcile/sweep.ts");
  const askAdapter: typeof import("../../shared/reconcile/ask-adapter.ts") = await load(
    "shared/reconcile/ask-adapter.ts",
  );
  const reconcileRun: typeof import("../../shared/reconcile/reconcile-run.ts") = await load(
    "shared/reconcile/reconcile-run.ts",
  );
  const cancelRun: typeof import("../../shared/reconcile/cancel-run.ts") = await load("shared/reconcile/cancel-run.ts");
  const nonRetryable: typeof import("../../shared/operations/non-retryable-error.ts") = await load(
    "shared/operations/non-retryable-error.ts",
  );
  const sweepFunction: typeof import("../../functions/reconcile-sweep/app.ts") = await load(
    "functions/reconcile-sweep/app.ts",
  );
  const retireSuperseded: typeof import("../../shared/reconcile/retire-superseded.ts") = await load(
    "shared/reconcile/retire-superseded.ts",
  );
  const settleRecords: typeof import("../../shared/reconcile/settle-records.ts") = await load(
    "shared/reconcile/settle-records.ts",
  );
  const follow: typeof import("../../functions/run-events/process-run-end.ts") = await load(
    "functions/run-events/process-run-end.ts",
  );
  const runEvents: typeof import("../../functions/run-events/app.ts") = await load("functions/run-events/app.ts");
  const worker: typeof import("../../functions/worker/app.ts") = await load("functions/worker/app.ts");
  const handlerNeeds: typeof import("../../functions/worker/handler-dependencies.ts") = await load(
    "functions/worker/handler-dependencies.ts",
  );
  const providerClient: typeof import("../../functions/worker/provider/provider-client.ts") = await load(
    "functions/worker/provider/provider-client.ts",
  );
  const prepareNeeds: typeof import("../../functions/operations-api/prepare-dependencies.ts") = await load(
    "functions/operations-api/prepare-dependencies.ts",
  );
  const adapterNeeds: typeof import("../../shared/reconcile/adapter-dependencies.ts") = await load(
    "shared/reconcile/adapter-dependencies.ts",
  );
  const successPointer: typeof import("../../shared/ledger/success-pointer.ts") = await load(
    "shared/ledger/success-pointer.ts",
  );
  const registry: typeof import("../../shared/operations/registry.ts") = await load("shared/operations/registry.ts");
  // A copy is removed once it is loaded, and a simulated world may not wait for a module.
  for (const { start, reconcile } of registry.operations) {
    if (reconcile !== "unsupported") await reconcile();
    if (start === "not_startable") continue;
    await Promise.all([start.prepare(), start.handle()]);
    if (start.settleRecords !== "no_records") await start.settleRecords();
  }
  const readApi: typeof import("../../functions/read-api/app.ts") = await load("functions/read-api/app.ts");
  const operationsApi: typeof import("../../functions/operations-api/app.ts") = await load(
    "functions/operations-api/app.ts",
  );
  const redaction: typeof import("../../shared/redaction/redact.ts") = await load("shared/redaction/redact.ts");
  return {
    createRunService: runService.createRunService,
    createRunQueries: runQueries.createRunQueries,
    createStarter: startRun.createStarter,
    createDelivery: deliver.createDelivery,
    createSender: send.createSender,
    trackOperationRun: tracker.trackOperationRun,
    createBridge: bridge.createBridge,
    createSweep: sweep.createSweep,
    createAskAdapter: askAdapter.createAskAdapter,
    createReconcileRun: reconcileRun.createReconcileRun,
    createCancelRun: cancelRun.createCancelRun,
    NonRetryableError: nonRetryable.NonRetryableError,
    createSweepFunction: sweepFunction.createSweepFunction,
    createRepairOpenProblems: retireSuperseded.createRepairOpenProblems,
    createSettleRecords: settleRecords.createSettleRecords,
    createProcessRunEnd: follow.createProcessRunEnd,
    createRunEvents: runEvents.createRunEvents,
    createWorker: worker.createWorker,
    createHandlerDependencies: handlerNeeds.createHandlerDependencies,
    createProviderClient: providerClient.createProviderClient,
    createPrepareDependencies: prepareNeeds.createPrepareDependencies,
    createAdapterDependencies: adapterNeeds.createAdapterDependencies,
    createSuccessPointer: successPointer.createSuccessPointer,
    findOperation: registry.findOperation,
    createReadApi: readApi.createApp,
    createOperationsApi: operationsApi.createApp,
    redactForLog: redaction.redactForLog,
  };
}
export type Product = Awaited<ReturnType<typeof loadProduct>>;
