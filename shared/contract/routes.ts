import { alertRoutes } from "./alert-routes.ts";
import { downloadEvidence, downloadPolicyExport, downloadReviewPack } from "./artifact-routes.ts";
import { holdBackupSet, writeBackupSchedule } from "./backup-routes.ts";
import { decideFinding, writeBaselineProfile } from "./baseline-routes.ts";
import {
  listNotifications,
  readNotification,
  showCatalog,
  showHealth,
  showMe,
  showOpenapi,
  showStart,
  writeSettings,
} from "./caller-routes.ts";
import {
  actOnRun,
  continueBulkAction,
  listCauses,
  listRuns,
  reconcileRun,
  showActivity,
  showBulkAction,
  showCause,
  showMetrics,
  showRun,
  showSummary,
  startBulkAction,
  startOperation,
} from "./operation-routes.ts";
import { planRoutes } from "./plan-routes.ts";
import {
  compareEvidence,
  comparePolicyVersions,
  compareRestoreItem,
  listPolicyVersions,
  showPolicyDocument,
} from "./policy-routes.ts";
import { promiseRoutes } from "./promise-routes.ts";
import type { Route } from "./route.ts";
import { scheduleRoutes } from "./schedule-routes.ts";
import { listSystemRuns, showSystemRun, triageRun, writeWorkspace } from "./system-routes.ts";
import { listViews, removeView, writeView } from "./view-routes.ts";
import { waveRoutes } from "./wave-routes.ts";
import {
  archiveEnvironment,
  listAudit,
  listEnvironments,
  listMembers,
  listPermissions,
  listRecords,
  publishReview,
  removeMember,
  showDashboard,
  showInbox,
  showOverview,
  showRecord,
  unarchiveEnvironment,
  writeEnvironment,
  writeMember,
  writeProviderConnection,
} from "./workspace-routes.ts";

/** All routes. The gateway, both API functions and the OpenAPI document are built from this list. */
export const routes: readonly Route[] = [
  showStart,
  showHealth,
  showOpenapi,
  showMe,
  writeSettings,
  showCatalog,
  listNotifications,
  readNotification,
  startOperation,
  listRuns,
  showSummary,
  listCauses,
  showCause,
  showActivity,
  showMetrics,
  showRun,
  reconcileRun,
  actOnRun,
  startBulkAction,
  continueBulkAction,
  showBulkAction,
  listViews,
  writeView,
  removeView,
  ...waveRoutes,
  ...scheduleRoutes,
  ...promiseRoutes,
  ...planRoutes,
  ...alertRoutes,
  showOverview,
  showInbox,
  listAudit,
  listMembers,
  writeMember,
  removeMember,
  listEnvironments,
  archiveEnvironment,
  unarchiveEnvironment,
  writeEnvironment,
  showDashboard,
  listPermissions,
  listRecords,
  showRecord,
  listPolicyVersions,
  showPolicyDocument,
  comparePolicyVersions,
  compareRestoreItem,
  compareEvidence,
  writeProviderConnection,
  publishReview,
  writeBackupSchedule,
  holdBackupSet,
  writeBaselineProfile,
  decideFinding,
  downloadReviewPack,
  downloadEvidence,
  downloadPolicyExport,
  listSystemRuns,
  showSystemRun,
  triageRun,
  writeWorkspace,
];

/** Handles requests that match no route: a problem document with 404 or 405, without authentication. */
export const unmatched = { routeKey: "$default", auth: "none", function: "read-api" } as const;
