import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAccess } from "../../shared/access/access-store.ts";
import { createPeople } from "../../shared/access/people-store.ts";
import { createReadOpenWork } from "../../shared/actionability/read-open-work.ts";
import { createRunTruths } from "../../shared/actionability/run-truths.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { createOpenLists } from "../../shared/ledger/open-lists.ts";
import { createRunLists } from "../../shared/ledger/run-lists.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import type { Log } from "../../shared/observability/log.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { createBulkActions } from "../../shared/records/bulk-actions.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { createListedApprovals } from "../../shared/records/listed-approvals.ts";
import { createNeedingSchedules } from "../../shared/records/needing-schedules.ts";
import { createNotifications } from "../../shared/records/notifications.ts";
import { createPersonSettings } from "../../shared/records/person-settings.ts";
import { createPromises } from "../../shared/records/promises.ts";
import { createRecordExistence } from "../../shared/records/record-existence.ts";
import { createRecordReader } from "../../shared/records/record-reader.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { createSavedViews } from "../../shared/records/saved-views.ts";
import { createScheduleLists } from "../../shared/records/schedule-lists.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import { createApi } from "../middleware/api.ts";
import { lazyEndpoints } from "../middleware/lazy-endpoints.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { createNotificationRepresentations } from "../representations/notification.ts";
import { createRelated } from "../representations/related.ts";
import { createRunRepresentations } from "../representations/run.ts";
import { createRunDetail } from "../representations/run-detail.ts";
import { createCursors } from "./cursor.ts";
import { createReadDecisions } from "./due-decisions.ts";
import { createReadEnvironmentStates } from "./environment-states.ts";
import { createReadSchedules } from "./failing-schedules.ts";
import { administrationRoutes, alertRoutes, documentRoutes, planRoutes, scheduleRoutes } from "./lazy-routes.ts";
import { createRunPresenter } from "./present-runs.ts";
import { createExplainBroken } from "./promise-causes.ts";
import { createPromiseReader } from "./promise-reader.ts";
import { listCausesEndpoint } from "./routes/list-causes.ts";
import { listEnvironmentsEndpoint } from "./routes/list-environments.ts";
import { listNotificationsEndpoint } from "./routes/list-notifications.ts";
import { listRecordsEndpoint } from "./routes/list-records.ts";
import { listRunsEndpoint } from "./routes/list-runs.ts";
import { listViewsEndpoint } from "./routes/list-views.ts";
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
import { showStartEndpoint } from "./routes/show-start.ts";
import { showSummaryEndpoint } from "./routes/show-summary.ts";
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
    readDecisions: createReadDecisions({ listed: createListedApprovals(target), clock }),
    clock,
  };

  const lazy = { target, access, cursors };
  return createApi({
    log,
    before: [rateLimit({ perSecond: ratePerSecond, clock })],
    endpoints: [
      showStartEndpoint,
      showHealthEndpoint,
      showOpenapiEndpoint(async () => (await import("../../shared/contract/openapi.ts")).openapiDocument()),
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
      showMetricsEndpoint(surface),
      showOverviewEndpoint(surface),
      showDashboardEndpoint(surface),
      showInboxEndpoint(surface),
      showPromiseMatrixEndpoint({ access, readPromises, explainBroken, clock }),
      showRunEndpoint({
        access,
        queries,
        openLists,
        findSameWork: createFindSameWork({ lists, queries }),
        detailOf: createRunDetail({ answers, overrides }),
      }),
      listRecordsEndpoint({ access, records, cursors, clock }),
      showRecordEndpoint({ access, records, clock }),
      ...lazyEndpoints(alertRoutes, async () => {
        const { alertEndpoints } = await import("./alert-endpoints.ts");
        return alertEndpoints({ ...lazy, lists, reader, presentRuns: surface.presentRuns });
      }),
      ...lazyEndpoints(scheduleRoutes, async () => {
        const { scheduleEndpoints } = await import("./schedule-endpoints.ts");
        return scheduleEndpoints({ ...lazy, queries, truths });
      }),
      ...lazyEndpoints(planRoutes, async () => {
        const { planEndpoints } = await import("./plan-endpoints.ts");
        return planEndpoints({ ...lazy, queries });
      }),
      ...lazyEndpoints(documentRoutes, async () => {
        const { documentEndpoints } = await import("./document-endpoints.ts");
        return documentEndpoints(lazy);
      }),
      ...lazyEndpoints(administrationRoutes, async () => {
        const { administrationEndpoints } = await import("./administration-endpoints.ts");
        return administrationEndpoints({ ...lazy, people, promises, lists, reader, queries, truths });
      }),
    ],
  });
}
