import {
  listNotifications,
  readNotification,
  showCatalog,
  showHealth,
  showMe,
  showOpenapi,
  showStart,
} from "./caller-routes.ts";
import {
  actOnRun,
  listRuns,
  reconcileRun,
  showActivity,
  showMetrics,
  showRun,
  showSummary,
  startOperation,
} from "./operation-routes.ts";
import type { Route } from "./route.ts";
import { listSystemRuns, showSystemRun, triageRun, writeWorkspace } from "./system-routes.ts";
import {
  archiveEnvironment,
  listAudit,
  listEnvironments,
  listMembers,
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
  showCatalog,
  listNotifications,
  readNotification,
  startOperation,
  listRuns,
  showSummary,
  showActivity,
  showMetrics,
  showRun,
  reconcileRun,
  actOnRun,
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
  listRecords,
  showRecord,
  writeProviderConnection,
  publishReview,
  listSystemRuns,
  showSystemRun,
  triageRun,
  writeWorkspace,
];

/** Handles requests that match no route: a problem document with 404 or 405, without authentication. */
export const unmatched = { routeKey: "$default", auth: "none", function: "read-api" } as const;
