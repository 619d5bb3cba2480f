import * as z from "zod";
import { auditPage } from "./audit.ts";
import { catalog, health, startPage } from "./catalog.ts";
import { noQuery, pageQuery } from "./lists.ts";
import { environmentPage, me } from "./people.ts";
import { providerConnectionWrite, recordAnswer, recordPage } from "./records.ts";
import type { Route } from "./route.ts";
import { queuedAnswer, reconcileAnswer, runDetail, runPage, runsQuery, startedAnswer, startRequest } from "./runs.ts";

const get = { method: "GET", function: "read-api", body: null, takesIdempotencyKey: false } as const;
const open = { ...get, auth: "none", capability: null, query: noQuery, problems: [] } as const;
const signedIn = { ...get, auth: "jwt" } as const;
/** Acts on what its path names; a body is not taken. */
const action = {
  method: "POST",
  auth: "jwt",
  function: "operations-api",
  query: noQuery,
  body: null,
  takesIdempotencyKey: false,
} as const;
const workspace = "/api/workspaces/{ws}";
const records = `${workspace}/environments/{env}/records` as const;

export const showStart = {
  ...open,
  name: "showStart",
  path: "/",
  summary: "Where the API, its health and its description are",
  answers: { 200: startPage },
} as const satisfies Route;

export const showHealth = {
  ...open,
  name: "showHealth",
  path: "/api/health",
  summary: "Whether the API answers",
  answers: { 200: health },
} as const satisfies Route;

export const showOpenapi = {
  ...open,
  name: "showOpenapi",
  path: "/api/openapi.json",
  summary: "This description of the API",
  answers: { 200: z.record(z.string(), z.unknown()) },
} as const satisfies Route;

export const showMe = {
  ...signedIn,
  name: "showMe",
  path: "/api/me",
  summary: "The caller, their workspaces and what they may do there",
  capability: null,
  query: noQuery,
  answers: { 200: me },
  problems: [],
} as const satisfies Route;

export const showCatalog = {
  ...signedIn,
  name: "showCatalog",
  path: "/api/catalog",
  summary: "The kinds of operations and what each takes to start",
  capability: null,
  query: noQuery,
  answers: { 200: catalog },
  problems: [],
} as const satisfies Route;

export const startOperation = {
  name: "startOperation",
  method: "POST",
  path: `${workspace}/operations`,
  summary: "Start an operation, once",
  auth: "jwt",
  function: "operations-api",
  // Each type has its own.
  capability: null,
  query: noQuery,
  body: startRequest,
  takesIdempotencyKey: true,
  answers: { 200: startedAnswer, 202: queuedAnswer },
  problems: [
    "not_found",
    "operation_type_unknown",
    "operation_not_startable",
    "capability_missing",
    "idempotency_key_reused",
    "queue.dispatch_failed",
  ],
} as const satisfies Route;

export const listRuns = {
  ...signedIn,
  name: "listRuns",
  path: `${workspace}/operations`,
  summary: "Runs that the caller may see, newest first",
  capability: "tenant.operations.view",
  query: runsQuery,
  answers: { 200: runPage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const showRun = {
  ...signedIn,
  name: "showRun",
  path: `${workspace}/operations/{run}`,
  summary: "One run with its whole history",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: runDetail },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const reconcileRun = {
  ...action,
  name: "reconcileRun",
  path: `${workspace}/operations/{run}/reconcile`,
  summary: "Look for stored proof of how a run ended, now",
  capability: "tenant.operations.start",
  answers: { 200: reconcileAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const listAudit = {
  ...signedIn,
  name: "listAudit",
  path: `${workspace}/audit`,
  summary: "What was done here, by whom and with what result, newest first",
  capability: "audit.view",
  query: pageQuery,
  answers: { 200: auditPage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const publishReview = {
  ...action,
  name: "publishReview",
  path: `${records}/environment-reviews/{id}/publish`,
  summary: "Publish a review that is ready",
  capability: "environment_review.manage",
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing", "review_not_publishable"],
} as const satisfies Route;

export const listEnvironments = {
  ...signedIn,
  name: "listEnvironments",
  path: `${workspace}/environments`,
  summary: "Environments that the caller may see, by id",
  capability: "tenant.core.view",
  query: noQuery,
  answers: { 200: environmentPage },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const listRecords = {
  ...signedIn,
  name: "listRecords",
  path: `${records}/{kind}`,
  summary: "Stored records of one kind: snapshots and reviews newest first, the others by id",
  // Each kind has its own.
  capability: null,
  query: pageQuery,
  answers: { 200: recordPage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const showRecord = {
  ...signedIn,
  name: "showRecord",
  path: `${records}/{kind}/{id}`,
  summary: "One stored record",
  capability: null,
  query: noQuery,
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const writeProviderConnection = {
  name: "writeProviderConnection",
  method: "PUT",
  path: `${records}/provider-connections/{id}`,
  summary: "Create or replace a provider connection",
  auth: "jwt",
  function: "operations-api",
  capability: "tenant.providers.manage",
  query: noQuery,
  body: providerConnectionWrite,
  takesIdempotencyKey: false,
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

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
