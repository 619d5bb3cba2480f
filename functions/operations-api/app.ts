import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAccess } from "../../shared/access/access-store.ts";
import { createPeople } from "../../shared/access/people-store.ts";
import { createRunTruths } from "../../shared/actionability/run-truths.ts";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { createSender } from "../../shared/dispatch/send.ts";
import { createReplay, createStarter } from "../../shared/dispatch/start-run.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import { createIdempotencyKeys } from "../../shared/ledger/idempotency-keys.ts";
import { createRunAnnotations } from "../../shared/ledger/run-annotations.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createStore } from "../../shared/ledger/store.ts";
import { createWaveLog } from "../../shared/ledger/wave-log.ts";
import type { Log } from "../../shared/observability/log.ts";
import type { ReconcileDecision } from "../../shared/operations/define-operation.ts";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createCancelRun } from "../../shared/reconcile/cancel-run.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createAuditRecorder } from "../../shared/records/audit.ts";
import { createBulkActions } from "../../shared/records/bulk-actions.ts";
import { createExpiredNotices } from "../../shared/records/expired-notices.ts";
import { createNotifications } from "../../shared/records/notifications.ts";
import { createPlanApprovals } from "../../shared/records/plan-approvals.ts";
import { createRecordExistence } from "../../shared/records/record-existence.ts";
import type { Lane } from "../../shared/run/lanes.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import { createPrepareDependencies } from "../../shared/schedules/prepare-dependencies.ts";
import { createAbortWave } from "../../shared/waves/abort-wave.ts";
import { createApi } from "../middleware/api.ts";
import { createAuditEntries } from "../middleware/audit-entries.ts";
import type { FileSigner } from "../middleware/file-signer.ts";
import { lazyEndpoints } from "../middleware/lazy-endpoints.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { reportDecisions } from "../middleware/report-decisions.ts";
import { createNotificationRepresentations } from "../representations/notification.ts";
import { createPlannedWork } from "../representations/planned-work.ts";
import { createRelated } from "../representations/related.ts";
import { createRunRepresentations } from "../representations/run.ts";
import { createApprovalGate } from "./approval-gate.ts";
import type { ArtifactLinks } from "./artifact-links.ts";
import { fileRoutes, scheduleRoutes, settingRoutes } from "./lazy-routes.ts";
import { createPerformAction } from "./perform-action.ts";
import { createFindRepetition, createRepeatRun } from "./repeat-run.ts";
import { actOnRunEndpoint } from "./routes/act-on-run.ts";
import { continueBulkActionEndpoint, startBulkActionEndpoint } from "./routes/bulk-action.ts";
import { decidePlanEndpoint } from "./routes/decide-plan.ts";
import { readNotificationEndpoint } from "./routes/read-notification.ts";
import { reconcileRunEndpoint } from "./routes/reconcile-run.ts";
import { requestApprovalEndpoint } from "./routes/request-approval.ts";
import { startOperationEndpoint } from "./routes/start-operation.ts";
import { triageRunEndpoint } from "./routes/triage-run.ts";
import { createStartWork } from "./start-work.ts";
import { createStopRun } from "./stop-run.ts";
import { createWaveStarts, waveEndpoints } from "./wave-endpoints.ts";

export interface Dependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly sqs: SQSClient;
  readonly queueUrls: Readonly<Record<Lane, string>>;
  readonly clock: Clock;
  /** The time of the table, by which the clocks of the schedules go. */
  readonly tableClock: Clock;
  readonly ids: Ids;
  /** Name of the deployment; a prefix of all its secret names. */
  readonly deployment: string;
  /** Whether this deployment has a sender of mail. */
  readonly sendsMail: boolean;
  /** Origins that a provider connection may use. */
  readonly allowedOrigins: readonly string[];
  readonly overrides: LifecycleOverrides;
  readonly links: ArtifactLinks;
  /** Signs the evidence of runs. */
  readonly signer: FileSigner;
  /** Sustained requests per second and caller, in this execution environment. */
  readonly ratePerSecond: number;
  readonly auditRetentionDays: number;
  readonly log: Pick<Log, "error">;
  /** Called with the decision of each adapter that is asked here. */
  readonly onDecision: (decision: ReconcileDecision) => void;
}

/** The API of all routes that write. */
export function createApp(dependencies: Dependencies) {
  const { client, tableName, sqs, queueUrls, clock, ids, overrides, allowedOrigins, ratePerSecond, log } = dependencies;
  const { auditRetentionDays, tableClock } = dependencies;
  const target = { client, tableName, clock };
  const access = createAccess(target);
  const runService = createRunService({ ...target, ids });
  const send = createSender({ client: sqs, queueUrls });
  const delivery = createDelivery({ runService, clock, send });

  const queries = createRunQueries(target);
  const people = createPeople(target);
  const truths = createRunTruths({ ...target, findOperation, overrides });
  const findRelated = createRelated({ findExisting: createRecordExistence(target) });
  const answers = createRunRepresentations({ access, overrides, findRelated, truths });
  const auditEntries = createAuditEntries({
    audit: createAuditRecorder({ ...target, retentionDays: auditRetentionDays }),
    clock,
    ids,
  });
  const askAdapter = reportDecisions(
    createAskAdapter({ findOperation, needs: createAdapterDependencies({ ...target, overrides }) }),
    dependencies.onDecision,
  );

  const reconcile = createReconcileRun({ runService, askAdapter, clock });
  const cancelRun = createCancelRun({ runService, reconcileRun: reconcile, findOperation, clock });
  const abortWave = createAbortWave({ log: createWaveLog(target), send, clock });
  const start = createStarter({ runService, delivery });
  const prepareNeeds = createPrepareDependencies(target);
  const replay = createReplay({ runService, delivery });
  const approvals = createPlanApprovals(target, approvalWindows);
  const passApproval = createApprovalGate({ approvals, queries, clock });
  const starting = { access, start, replay, prepareNeeds, overrides, auditEntries, passApproval };
  const repeatRun = createRepeatRun({ ...starting, queries });
  const stopRun = createStopRun({ cancelRun, abortWave, auditEntries, clock });
  const runAnnotations = createRunAnnotations(target);
  const performAction = createPerformAction({
    findRepetition: createFindRepetition(starting),
    queries,
    answers,
    runAnnotations,
    stopRun,
    repeatRun,
    auditEntries,
    clock,
  });
  const startWork = createStartWork({ ...starting, answers });
  const planning = { access, queries, plans: createPlannedWork(target), approvals, auditEntries, clock };
  const waves = createWaveStarts(
    { target, access, clock },
    { access, start, replay, overrides, answers, auditEntries },
  );
  const keys = createIdempotencyKeys(createStore(target));
  const bulk = { access, queries, bulkActions: createBulkActions(target), keys, performAction, truths, clock, ids };

  return createApi({
    log,
    before: [rateLimit({ perSecond: ratePerSecond, clock })],
    endpoints: [
      startOperationEndpoint({ access, startWork }),
      reconcileRunEndpoint({
        access,
        queries,
        reconcile,
        auditEntries,
        answers,
      }),
      actOnRunEndpoint({ access, queries, answers, performAction }),
      startBulkActionEndpoint(bulk),
      continueBulkActionEndpoint(bulk),
      triageRunEndpoint({ people, queries, truths, runAnnotations, stopRun, repeatRun, auditEntries, clock }),
      readNotificationEndpoint({
        access,
        notifications: createNotifications(target),
        presentNotifications: createNotificationRepresentations({ queries, truths, findRelated }),
      }),
      requestApprovalEndpoint({ ...planning, expired: createExpiredNotices(target, approvals) }),
      decidePlanEndpoint(planning),
      ...waveEndpoints({ ...planning, target, truths }, waves),
      ...lazyEndpoints(scheduleRoutes, async () => {
        const { scheduleEndpoints } = await import("./schedule-endpoints.ts");
        return scheduleEndpoints({ target, access, prepareNeeds, tableClock, ids, auditEntries, startWork, waves });
      }),
      ...lazyEndpoints(settingRoutes, async () => {
        const { settingEndpoints } = await import("./setting-endpoints.ts");
        const { deployment, sendsMail } = dependencies;
        const parts = { target, access, people, auditEntries, ids, deployment, sendsMail, allowedOrigins };
        return settingEndpoints({ ...parts, start, overrides, answers });
      }),
      ...lazyEndpoints(fileRoutes, async () => {
        const { fileEndpoints } = await import("./file-endpoints.ts");
        const { links, signer } = dependencies;
        return fileEndpoints({ target, access, queries, findRelated, auditEntries, overrides, links, signer });
      }),
    ],
  });
}
