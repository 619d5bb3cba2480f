import { actionAnswered, actionRequest } from "./actions.ts";
import { bulkAction, bulkRequest } from "./bulk-actions.ts";
import {
  activity,
  activityQuery,
  causeDryRun,
  causes,
  causesQuery,
  hubQuery,
  metrics,
  metricsQuery,
  runPage,
  summary,
  summaryQuery,
} from "./hub.ts";
import { noQuery } from "./lists.ts";
import type { Route } from "./route.ts";
import { action, bulkActions, operations, signedIn } from "./route-shapes.ts";
import { queuedAnswer, reconcileAnswer, runDetail, startedAnswer, startRequest } from "./runs.ts";

export const startOperation = {
  ...action,
  name: "startOperation",
  path: operations,
  summary: "Start an operation exactly once",
  // Each type has its own.
  capability: null,
  body: startRequest,
  takesIdempotencyKey: true,
  answers: { 200: startedAnswer, 202: queuedAnswer },
  problems: [
    "environment_archived",
    "not_found",
    "operation_type_unknown",
    "operation_not_startable",
    "capability_missing",
    "idempotency_key_reused",
    "line_busy",
    "approval_required",
    "plan_unsupported",
    "queue.dispatch_failed",
  ],
} as const satisfies Route;

export const listRuns = {
  ...signedIn,
  name: "listRuns",
  path: operations,
  summary: "List runs that the caller may see, newest first",
  capability: "tenant.operations.view",
  query: hubQuery,
  answers: { 200: runPage },
  columns: {
    id: "id",
    type: "type",
    label: "label",
    environmentId: "environmentId",
    environmentName: "environmentName",
    status: "status",
    outcome: "outcome",
    state: "state.label",
    needsAttention: "needsAttention",
    cause: "cause.text",
    reason: "reason.text",
    headline: "headline",
    initiatorId: "initiator.id",
    externalReference: "externalReference",
    createdAt: "createdAt",
    startedAt: "startedAt",
    completedAt: "completedAt",
    waitedSeconds: "waitedSeconds",
    ranSeconds: "ranSeconds",
    counts: "summaryCounts",
    record: "related.id",
  },
  problems: ["input_invalid", "cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const showRun = {
  ...signedIn,
  name: "showRun",
  path: `${operations}/{run}`,
  summary: "Get one run with its history",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: runDetail },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const reconcileRun = {
  ...action,
  name: "reconcileRun",
  path: `${operations}/{run}/reconcile`,
  summary: "Reconcile a run with stored proof now",
  capability: "tenant.operations.start",
  answers: { 200: reconcileAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const showSummary = {
  ...signedIn,
  name: "showSummary",
  path: `${operations}/summary`,
  summary: "Get the hub's summary: counts by tab, the most urgent issue and figures",
  capability: "tenant.operations.view",
  query: summaryQuery,
  answers: { 200: summary },
  problems: ["input_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const listCauses = {
  ...signedIn,
  name: "listCauses",
  path: `${operations}/causes`,
  summary: "List open work by concrete cause, most urgent first",
  capability: "tenant.operations.view",
  query: causesQuery,
  answers: { 200: causes },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const showCause = {
  ...signedIn,
  name: "showCause",
  path: `${operations}/causes/{cause}`,
  summary: "Dry run of running a cause again: what is already true, what is needed, and what a person decides",
  capability: "tenant.operations.view",
  query: causesQuery,
  answers: { 200: causeDryRun },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const showActivity = {
  ...signedIn,
  name: "showActivity",
  path: `${operations}/activity`,
  summary: "List active work, one line each",
  capability: "tenant.operations.view",
  query: activityQuery,
  answers: { 200: activity },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const showMetrics = {
  ...signedIn,
  name: "showMetrics",
  path: `${operations}/metrics`,
  summary: "Get hourly metrics: runs by outcome, wait time and run time",
  capability: "tenant.operations.view",
  query: metricsQuery,
  answers: { 200: metrics },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const startBulkAction = {
  ...action,
  name: "startBulkAction",
  path: bulkActions,
  summary: "Acknowledge, cancel or repeat many runs, each if it offers it",
  // Each action requires the capability to start that type.
  capability: "tenant.operations.start",
  body: bulkRequest,
  takesIdempotencyKey: true,
  answers: { 200: bulkAction },
  problems: ["not_found", "capability_missing", "idempotency_key_reused"],
} as const satisfies Route;

export const continueBulkAction = {
  ...action,
  name: "continueBulkAction",
  path: `${bulkActions}/{bulk}/continue`,
  summary: "Work off the next runs of a bulk action of the caller",
  capability: "tenant.operations.start",
  answers: { 200: bulkAction },
  problems: ["not_found", "capability_missing", "action_not_available"],
} as const satisfies Route;

export const showBulkAction = {
  ...signedIn,
  name: "showBulkAction",
  path: `${bulkActions}/{bulk}`,
  summary: "Get a bulk action with the result of each run",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: bulkAction },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const actOnRun = {
  ...action,
  name: "actOnRun",
  path: `${operations}/{run}/actions`,
  summary: "Acknowledge, cancel or repeat a run, if the run offers it",
  // Each action requires the capability to start that type.
  capability: "tenant.operations.start",
  body: actionRequest,
  // Only `run_again` needs it: the other actions do nothing twice.
  takesIdempotencyKey: true,
  answers: { 200: actionAnswered },
  problems: [
    "not_found",
    "capability_missing",
    "action_not_available",
    "idempotency_key_reused",
    "line_busy",
    "approval_required",
    "plan_unsupported",
    "queue.dispatch_failed",
  ],
} as const satisfies Route;
