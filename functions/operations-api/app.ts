import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAccess } from "../../shared/access/access-store.ts";
import { createAccessWriter } from "../../shared/access/access-writer.ts";
import { createPeople } from "../../shared/access/people-store.ts";
import { createGatherProofs } from "../../shared/actionability/gather-proofs.ts";
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
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlertRules } from "../../shared/records/alert-rules.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import { createAudit, createAuditRecorder } from "../../shared/records/audit.ts";
import { createBackupSchedules } from "../../shared/records/backup-schedules.ts";
import { createBackupSetHolds } from "../../shared/records/backup-set-holds.ts";
import { createBaselineProfiles } from "../../shared/records/baseline-profiles.ts";
import { createBulkActions } from "../../shared/records/bulk-actions.ts";
import { createDriftFindings } from "../../shared/records/drift-findings.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { createExpiredNotices } from "../../shared/records/expired-notices.ts";
import { createNotifications } from "../../shared/records/notifications.ts";
import { createPersonSettings } from "../../shared/records/person-settings.ts";
import { createPlanApprovals } from "../../shared/records/plan-approvals.ts";
import { createPolicyExports } from "../../shared/records/policy-exports.ts";
import { createPromises } from "../../shared/records/promises.ts";
import { createProviderConnectionWriter } from "../../shared/records/provider-connection-writer.ts";
import { createPublishReview } from "../../shared/records/publish-review.ts";
import { createRecordExistence } from "../../shared/records/record-existence.ts";
import { createReviewPacks } from "../../shared/records/review-packs.ts";
import { createSavedViews } from "../../shared/records/saved-views.ts";
import type { Lane } from "../../shared/run/lanes.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import { createPrepareDependencies } from "../../shared/schedules/prepare-dependencies.ts";
import { createAbortWave } from "../../shared/waves/abort-wave.ts";
import { createApi } from "../middleware/api.ts";
import { createAuditEntries } from "../middleware/audit-entries.ts";
import type { FileSigner } from "../middleware/file-signer.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { reportDecisions } from "../middleware/report-decisions.ts";
import { createNotificationRepresentations } from "../representations/notification.ts";
import { createPlannedWork } from "../representations/planned-work.ts";
import { createRelated } from "../representations/related.ts";
import { createRunRepresentations } from "../representations/run.ts";
import { createApprovalGate } from "./approval-gate.ts";
import type { ArtifactLinks } from "./artifact-links.ts";
import { createPerformAction } from "./perform-action.ts";
import { createFindRepetition, createRepeatRun } from "./repeat-run.ts";
import { actOnRunEndpoint } from "./routes/act-on-run.ts";
import { archiveEnvironmentEndpoint, unarchiveEnvironmentEndpoint } from "./routes/archive-environment.ts";
import { continueBulkActionEndpoint, startBulkActionEndpoint } from "./routes/bulk-action.ts";
import { decideFindingEndpoint } from "./routes/decide-finding.ts";
import { decidePlanEndpoint } from "./routes/decide-plan.ts";
import { downloadPolicyExportEndpoint, downloadReviewPackEndpoint } from "./routes/download-artifact.ts";
import { downloadEvidenceEndpoint } from "./routes/download-evidence.ts";
import { holdBackupSetEndpoint } from "./routes/hold-backup-set.ts";
import { publishReviewEndpoint } from "./routes/publish-review.ts";
import { readNotificationEndpoint } from "./routes/read-notification.ts";
import { reconcileRunEndpoint } from "./routes/reconcile-run.ts";
import { requestApprovalEndpoint } from "./routes/request-approval.ts";
import { snoozeAlertEndpoint } from "./routes/snooze-alert.ts";
import { startOperationEndpoint } from "./routes/start-operation.ts";
import { testAlertChannelEndpoint } from "./routes/test-alert-channel.ts";
import { triageRunEndpoint } from "./routes/triage-run.ts";
import {
  createAlertChannelEndpoint,
  removeAlertChannelEndpoint,
  writeAlertChannelEndpoint,
} from "./routes/write-alert-channel.ts";
import { createAlertRuleEndpoint, removeAlertRuleEndpoint, writeAlertRuleEndpoint } from "./routes/write-alert-rule.ts";
import { writeBackupScheduleEndpoint } from "./routes/write-backup-schedule.ts";
import { writeBaselineProfileEndpoint } from "./routes/write-baseline-profile.ts";
import { writeEnvironmentEndpoint } from "./routes/write-environment.ts";
import { removeMemberEndpoint, writeMemberEndpoint } from "./routes/write-member.ts";
import {
  createPromiseEndpoint,
  removePromiseEndpoint,
  writePromiseEndpoint,
  writePromiseExceptionEndpoint,
} from "./routes/write-promise.ts";
import { writeProviderConnectionEndpoint } from "./routes/write-provider-connection.ts";
import { writeSettingsEndpoint } from "./routes/write-settings.ts";
import { removeViewEndpoint, writeViewEndpoint } from "./routes/write-view.ts";
import { writeWorkspaceEndpoint } from "./routes/write-workspace.ts";
import { scheduleEndpoints } from "./schedule-endpoints.ts";
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
  const writer = createAccessWriter(target);
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
  const promised = { access, people, promises: createPromises(target), auditEntries, clock, ids };
  const alerting = {
    ...{ access, rules: createAlertRules(target), channels: createAlertChannels(target), auditEntries, clock, ids },
    ...{ deployment: dependencies.deployment, sendsMail: dependencies.sendsMail },
  };
  const views = createSavedViews(target);
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
      writeSettingsEndpoint({ settings: createPersonSettings(target) }),
      writeViewEndpoint({ access, views, auditEntries, clock }),
      removeViewEndpoint({ access, views, auditEntries, clock }),
      ...scheduleEndpoints({ target, access, prepareNeeds, tableClock, ids, auditEntries, startWork, waves }),
      createPromiseEndpoint(promised),
      writePromiseEndpoint(promised),
      removePromiseEndpoint(promised),
      writePromiseExceptionEndpoint(promised),
      createAlertRuleEndpoint(alerting),
      writeAlertRuleEndpoint(alerting),
      removeAlertRuleEndpoint(alerting),
      createAlertChannelEndpoint(alerting),
      writeAlertChannelEndpoint(alerting),
      removeAlertChannelEndpoint(alerting),
      testAlertChannelEndpoint({ ...alerting, start, overrides, answers }),
      snoozeAlertEndpoint({ access, alerts: createAlerts(target), target, auditEntries, clock }),
      archiveEnvironmentEndpoint({ access, writer, auditEntries }),
      unarchiveEnvironmentEndpoint({ access, writer, auditEntries }),
      writeEnvironmentEndpoint({ access, writer, auditEntries }),
      writeMemberEndpoint({ access, writer, auditEntries }),
      removeMemberEndpoint({ access, writer, auditEntries }),
      writeWorkspaceEndpoint({ people, writer, auditEntries }),
      publishReviewEndpoint({
        access,
        reviews: createEnvironmentReviews({ ...target, ids }),
        publish: createPublishReview(target),
        auditEntries,
        clock,
      }),
      writeBackupScheduleEndpoint({ access, schedules: createBackupSchedules(target), auditEntries, clock }),
      holdBackupSetEndpoint({ access, holds: createBackupSetHolds(target), auditEntries, clock }),
      writeBaselineProfileEndpoint({ access, profiles: createBaselineProfiles(target), auditEntries, clock }),
      decideFindingEndpoint({ access, findings: createDriftFindings(target), auditEntries, clock }),
      downloadPolicyExportEndpoint({
        access,
        policyExports: createPolicyExports(target),
        links: dependencies.links,
        auditEntries,
        clock,
      }),
      downloadReviewPackEndpoint({
        access,
        reviewPacks: createReviewPacks(target),
        links: dependencies.links,
        auditEntries,
        clock,
      }),
      downloadEvidenceEndpoint({
        ...{ access, queries, findRelated, auditEntries, overrides },
        gatherProofs: createGatherProofs({ ...target, findOperation }),
        audit: createAudit(target),
        signer: dependencies.signer,
      }),
      writeProviderConnectionEndpoint({
        access,
        connections: createProviderConnectionWriter(target),
        deployment: dependencies.deployment,
        allowedOrigins,
        auditEntries,
        clock,
      }),
    ],
  });
}
