import { showCatalog, showHealth, showMe, showOpenapi, showStart } from "./caller-routes.ts";
import { listRuns, reconcileRun, showRun, startOperation } from "./operation-routes.ts";
import type { Route } from "./route.ts";
import {
  listAudit,
  listEnvironments,
  listRecords,
  publishReview,
  showRecord,
  writeProviderConnection,
} from "./workspace-routes.ts";

/** Every route there is. The gateway, both API functions and the OpenAPI document are made from this list. */
export const routes: readonly Route[] = [
  showStart,
  showHealth,
  showOpenapi,
  showMe,
  showCatalog,
  startOperation,
  listRuns,
  showRun,
  reconcileRun,
  listAudit,
  listEnvironments,
  listRecords,
  showRecord,
  writeProviderConnection,
  publishReview,
];

/** Who answers whatever no route matches: a problem document with 404 or 405, without a look at the caller. */
export const unmatched = { routeKey: "$default", auth: "none", function: "read-api" } as const;
