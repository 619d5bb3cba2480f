// The parts of the product that a world runs: its functions, their dependencies and its operations.

// biome-ignore lint/performance/noBarrelFile: the one entry point from which a mutant is bundled.
export { createBridge } from "../../functions/failed-job-bridge/app.ts";
export { createApp as createOperationsApi } from "../../functions/operations-api/app.ts";
export { createApp as createReadApi } from "../../functions/read-api/app.ts";
export { createSweepFunction } from "../../functions/reconcile-sweep/app.ts";
export { createRunEvents } from "../../functions/run-events/app.ts";
export { createProcessRunEnd } from "../../functions/run-events/process-run-end.ts";
export { createWorker } from "../../functions/worker/app.ts";
export { createHandlerDependencies } from "../../functions/worker/handler-dependencies.ts";
export { createPlanAdmission } from "../../functions/worker/plan-admission.ts";
export { createProviderClient } from "../../functions/worker/provider/provider-client.ts";
export { trackOperationRun } from "../../functions/worker/track-operation-run.ts";
export { createAccess } from "../../shared/access/access-store.ts";
export { createDelivery } from "../../shared/dispatch/deliver.ts";
export { createSender } from "../../shared/dispatch/send.ts";
export { createStarter } from "../../shared/dispatch/start-run.ts";
export { createRunQueries } from "../../shared/ledger/run-queries.ts";
export { createRunService } from "../../shared/ledger/run-service.ts";
export { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
export { NonRetryableError } from "../../shared/operations/non-retryable-error.ts";
export { workOnPlan } from "../../shared/operations/plans/work-on-plan.ts";
export { findOperation, operations } from "../../shared/operations/registry.ts";
export { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
export { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
export { createCancelRun } from "../../shared/reconcile/cancel-run.ts";
export { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
export { createRepairOpenProblems } from "../../shared/reconcile/retire-superseded.ts";
export { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
export { createSweep } from "../../shared/reconcile/sweep.ts";
export { createPlanApprovals, planMarker } from "../../shared/records/plan-approvals.ts";
export { createPlans } from "../../shared/records/plans.ts";
export { createProviderPaces } from "../../shared/records/provider-paces.ts";
export { redactForLog } from "../../shared/redaction/redact.ts";
export { createPrepareDependencies } from "../../shared/schedules/prepare-dependencies.ts";
