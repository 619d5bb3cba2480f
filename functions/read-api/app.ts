import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAccess } from "../../shared/access/access-store.ts";
import { createPeople } from "../../shared/access/people-store.ts";
import { createReadOpenWork } from "../../shared/actionability/read-open-work.ts";
import { createRunTruths } from "../../shared/actionability/run-truths.ts";
import { openapiDocument } from "../../shared/contract/openapi.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { createOpenLists } from "../../shared/ledger/open-lists.ts";
import { createRunLists } from "../../shared/ledger/run-lists.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import type { Log } from "../../shared/observability/log.ts";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlertRules } from "../../shared/records/alert-rules.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import { createAudit } from "../../shared/records/audit.ts";
import { createBulkActions } from "../../shared/records/bulk-actions.ts";
import { createClockBeats } from "../../shared/records/clock-beats.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";
import { createListedApprovals } from "../../shared/records/listed-approvals.ts";
import { createNeedingSchedules } from "../../shared/records/needing-schedules.ts";
import { createNotifications } from "../../shared/records/notifications.ts";
import { createOccurrences } from "../../shared/records/occurrences.ts";
import { createPersonSettings } from "../../shared/records/person-settings.ts";
import { createPlanApprovals } from "../../shared/records/plan-approvals.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { createPolicyVersions } from "../../shared/records/policy-versions.ts";
import { createPromises } from "../../shared/records/promises.ts";
import { createRecordExistence } from "../../shared/records/record-existence.ts";
import { createRecordReader } from "../../shared/records/record-reader.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import { createSavedViews } from "../../shared/records/saved-views.ts";
import { createScheduleLists } from "../../shared/records/schedule-lists.ts";
import { createSchedules } from "../../shared/records/schedules.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import { createReadWaveOf } from "../../shared/waves/create-wave-proof.ts";
import { createReadWavePlan } from "../../shared/waves/wave-plan.ts";
import { createApi } from "../middleware/api.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { createNotificationRepresentations } from "../representations/notification.ts";
import { planKindOf } from "../representations/plan.ts";
import { createPlannedWork } from "../representations/planned-work.ts";
import { createRelated } from "../representations/related.ts";
import { createRunRepresentations } from "../representations/run.ts";
import { createRunDetail } from "../representations/run-detail.ts";
import { createCursors } from "./cursor.ts";
import { createReadDecisions } from "./due-decisions.ts";
import { createReadEnvironmentStates } from "./environment-states.ts";
import { createReadSchedules } from "./failing-schedules.ts";
import { createLedgerEntries } from "./ledger-entries.ts";
import { createRunPresenter } from "./present-runs.ts";
import { createExplainBroken } from "./promise-causes.ts";
import { createPromiseReader } from "./promise-reader.ts";
import { compareEvidenceEndpoint } from "./routes/compare-evidence.ts";
import { compareRestoreItemEndpoint } from "./routes/compare-restore-item.ts";
import { listAlertDeliveriesEndpoint } from "./routes/list-alert-deliveries.ts";
import {
  listAlertChannelsEndpoint,
  listAlertRulesEndpoint,
  listAlertsEndpoint,
  showAlertEndpoint,
} from "./routes/list-alerts.ts";
import { listAuditEndpoint } from "./routes/list-audit.ts";
import { listCausesEndpoint } from "./routes/list-causes.ts";
import { listEnvironmentsEndpoint } from "./routes/list-environments.ts";
import { listMembersEndpoint } from "./routes/list-members.ts";
import { listNotificationsEndpoint } from "./routes/list-notifications.ts";
import { listPermissionsEndpoint } from "./routes/list-permissions.ts";
import { listPlansEndpoint, showPlanEndpoint } from "./routes/list-plans.ts";
import { listPromisesEndpoint } from "./routes/list-promises.ts";
import { listRecordsEndpoint } from "./routes/list-records.ts";
import { listRunsEndpoint } from "./routes/list-runs.ts";
import { listSchedulesEndpoint } from "./routes/list-schedules.ts";
import { listSystemRunsEndpoint } from "./routes/list-system-runs.ts";
import { listViewsEndpoint } from "./routes/list-views.ts";
import { listWaveTargetsEndpoint } from "./routes/list-wave-targets.ts";
import { policyContentEndpoints } from "./routes/policy-contents.ts";
import { showActivityEndpoint } from "./routes/show-activity.ts";
import { showBulkActionEndpoint } from "./routes/show-bulk-action.ts";
import { showCatalogEndpoint } from "./routes/show-catalog.ts";
import { showCauseEndpoint } from "./routes/show-cause.ts";
import { showDashboardEndpoint } from "./routes/show-dashboard.ts";
import { showHealthEndpoint } from "./routes/show-health.ts";
import { showInboxEndpoint } from "./routes/show-inbox.ts";
import { showMeEndpoint } from "./routes/show-me.ts";
import { showMetricsEndpoint } from "./routes/show-metrics.ts";
import { showOpenapiEndpoint } from "./routes/show-openapi.ts";
import { showOverviewEndpoint } from "./routes/show-overview.ts";
import { showPromiseMatrixEndpoint } from "./routes/show-promise-matrix.ts";
import { showRecordEndpoint } from "./routes/show-record.ts";
import { showRunEndpoint } from "./routes/show-run.ts";
import { listOccurrencesEndpoint, previewScheduleEndpoint, showScheduleEndpoint } from "./routes/show-schedule.ts";
import { showStartEndpoint } from "./routes/show-start.ts";
import { showSummaryEndpoint } from "./routes/show-summary.ts";
import { showSystemRunEndpoint } from "./routes/show-system-run.ts";
import { showWavePlanEndpoint } from "./routes/show-wave-plan.ts";
import { createRunReader } from "./run-reader.ts";
import { createFindSameWork } from "./same-work.ts";

export interface Dependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly clock: Clock;
  readonly overrides: LifecycleOverrides;
  readonly readCursorKey: () => Promise<string>;
  /** Sustained requests per second and caller, in this execution environment. */
  readonly ratePerSecond: number;
  readonly log: Pick<Log, "error">;
}

/** The API of all routes that read. Its role has no write permissions. */
export function createApp({ client, tableName, clock, overrides, readCursorKey, ratePerSecond, log }: Dependencies) {
  const access = createAccess({ client, tableName });
  const people = createPeople({ client, tableName });
  const queries = createRunQueries({ client, tableName });
  const lists = createRunLists({ client, tableName });
  const cursors = createCursors({ readKey: readCursorKey, clock });
  const target = { client, tableName, clock };
  const records = createRecordReader(target);
  const versions = createPolicyVersions(target);
  const truths = createRunTruths({ client, tableName, clock, findOperation, overrides });
  const openLists = createOpenLists({ client, tableName });
  const readOpenWork = createReadOpenWork({
    client,
    tableName,
    clock,
    openLists,
    findOperation,
    operations,
    overrides,
  });
  const reader = createRunReader({ lists, readOpenWork, queries, truths });
  const findRelated = createRelated({ findExisting: createRecordExistence({ client, tableName }) });
  const answers = createRunRepresentations({ access, overrides, findRelated, truths });
  const readStandings = createReadEnvironmentStates({ lists, records: createRecordStore({ client, tableName }) });
  const ledger = {
    ...{ access, cursors, clock, schedules: createSchedules(target) },
    occurrences: createOccurrences({ ...target, tzdata: process.versions.tz ?? "unknown" }),
    presentEntries: createLedgerEntries({ queries, truths }),
  };
  const alerting = {
    ...{ access, cursors, clock, alerts: createAlerts(target) },
    ...{ beats: createClockBeats(target), rules: createAlertRules(target), channels: createAlertChannels(target) },
  };
  const approvals = createPlanApprovals(target, approvalWindows);
  const listed = createListedApprovals(target);
  const planning = { access, queries, plans: createPlannedWork(target), approvals, clock };
  const promises = createPromises(target);
  const readPromises = createPromiseReader({ promises, proofs: createEnvironmentProofs(target) });
  const explainBroken = createExplainBroken({
    openLists,
    scheduleLists: createScheduleLists(target),
    findOperation,
    clock,
  });
  const surface = {
    access,
    reader,
    readStandings,
    presentRuns: createRunPresenter(answers),
    readPromises,
    explainBroken,
    readSchedules: createReadSchedules({ findNeeding: createNeedingSchedules(target), clock }),
    readDecisions: createReadDecisions({ listed, clock }),
    clock,
  };

  return createApi({
    log,
    before: [rateLimit({ perSecond: ratePerSecond, clock })],
    endpoints: [
      showStartEndpoint,
      showHealthEndpoint,
      showOpenapiEndpoint(openapiDocument),
      showCatalogEndpoint,
      showMeEndpoint({ access, settings: createPersonSettings({ client, tableName }) }),
      listNotificationsEndpoint({
        access,
        notifications: createNotifications({ client, tableName, clock }),
        presentNotifications: createNotificationRepresentations({ queries, truths, findRelated }),
        cursors,
        clock,
      }),
      listEnvironmentsEndpoint({ access, clock }),
      listRunsEndpoint({ ...surface, lists, cursors }),
      showSummaryEndpoint(surface),
      listCausesEndpoint(surface),
      showCauseEndpoint(surface),
      showActivityEndpoint(surface),
      showBulkActionEndpoint({ access, bulkActions: createBulkActions({ client, tableName, clock }), clock }),
      listViewsEndpoint({ access, views: createSavedViews({ client, tableName }), clock }),
      listWaveTargetsEndpoint({
        ...{ access, queries, readWave: createReadWaveOf(target), cursors, clock },
      }),
      showWavePlanEndpoint({
        ...{ access, queries, readWave: createReadWaveOf(target), clock },
        readWavePlan: createReadWavePlan({ ...planning, planKindOf }),
      }),
      listSchedulesEndpoint({ access, lists: createScheduleLists(target), cursors, clock }),
      previewScheduleEndpoint(ledger),
      showScheduleEndpoint(ledger),
      listOccurrencesEndpoint(ledger),
      showMetricsEndpoint(surface),
      showOverviewEndpoint(surface),
      showDashboardEndpoint(surface),
      showInboxEndpoint(surface),
      showPromiseMatrixEndpoint({ access, readPromises, explainBroken, clock }),
      listAlertsEndpoint(alerting),
      showAlertEndpoint(alerting),
      listAlertRulesEndpoint(alerting),
      listAlertChannelsEndpoint(alerting),
      listAlertDeliveriesEndpoint({ ...surface, channels: alerting.channels, lists, cursors }),
      listPlansEndpoint({ ...planning, listed }),
      showPlanEndpoint(planning),
      listPromisesEndpoint({ access, promises, clock }),
      listPermissionsEndpoint({ access, people }),
      listMembersEndpoint({ access, people, clock }),
      listSystemRunsEndpoint({ people, lists, reader, cursors, clock }),
      showSystemRunEndpoint({ people, queries, truths }),
      showRunEndpoint({
        access,
        queries,
        openLists,
        findSameWork: createFindSameWork({ lists, queries }),
        detailOf: createRunDetail({ answers, overrides }),
      }),
      listAuditEndpoint({ access, audit: createAudit({ client, tableName }), cursors, clock }),
      listRecordsEndpoint({ access, records, cursors, clock }),
      showRecordEndpoint({ access, records, clock }),
      ...policyContentEndpoints({ access, policies: createPolicies(target), versions, cursors, clock }),
      compareRestoreItemEndpoint({ access, restoreRuns: createRestoreRuns(target), versions }),
      compareEvidenceEndpoint({ access, evidence: createEvidenceSnapshots(target) }),
    ],
  });
}
