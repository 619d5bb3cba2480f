import { auditPage, auditQuery } from "./audit.ts";
import { noQuery } from "./lists.ts";
import { dashboard, inbox, overview } from "./overview.ts";
import {
  environment,
  environmentPage,
  environmentWrite,
  memberAnswer,
  memberPage,
  memberWrite,
  permissions,
} from "./people.ts";
import { recordQuery } from "./policies.ts";
import { providerConnectionWrite } from "./provider-connections.ts";
import { recordAnswer, recordPage } from "./record-answer.ts";
import type { Route } from "./route.ts";
import { action, end, records, replace, signedIn, workspace } from "./route-shapes.ts";

export const listAudit = {
  ...signedIn,
  name: "listAudit",
  path: `${workspace}/audit`,
  summary: "List audit entries, newest first",
  capability: "audit.view",
  query: auditQuery,
  answers: { 200: auditPage },
  columns: {
    id: "id",
    recordedAt: "recordedAt",
    actorType: "actor.type",
    actorId: "actor.id",
    action: "action",
    outcome: "outcome",
    environmentId: "environmentId",
    resourceType: "resourceType",
    resourceId: "resourceId",
    summary: "summary",
    note: "note",
    changes: "changes",
    metadata: "metadata",
  },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const listEnvironments = {
  ...signedIn,
  name: "listEnvironments",
  path: `${workspace}/environments`,
  summary: "List environments that the caller may see, by id",
  capability: "tenant.core.view",
  query: noQuery,
  answers: { 200: environmentPage },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const listRecords = {
  ...signedIn,
  name: "listRecords",
  path: `${records}/{kind}`,
  summary: "List records of one kind: snapshots and reviews newest first, others by id",
  // Each kind has its own.
  capability: null,
  query: recordQuery,
  answers: { 200: recordPage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const showRecord = {
  ...signedIn,
  name: "showRecord",
  path: `${records}/{kind}/{id}`,
  summary: "Get one record",
  capability: null,
  query: noQuery,
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const writeProviderConnection = {
  ...replace,
  name: "writeProviderConnection",
  path: `${records}/provider-connections/{id}`,
  summary: "Create or replace a provider connection",
  capability: "tenant.providers.manage",
  body: providerConnectionWrite,
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const publishReview = {
  ...action,
  name: "publishReview",
  path: `${records}/environment-reviews/{id}/publish`,
  summary: "Publish a ready review",
  capability: "environment_review.manage",
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing", "review_not_publishable"],
} as const satisfies Route;

export const showOverview = {
  ...signedIn,
  name: "showOverview",
  path: `${workspace}/overview`,
  summary: "Get the status overview of the workspace",
  capability: "tenant.core.view",
  query: noQuery,
  answers: { 200: overview },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const showInbox = {
  ...signedIn,
  name: "showInbox",
  path: `${workspace}/inbox`,
  summary: "List open issues by cause",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: inbox },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const writeEnvironment = {
  ...replace,
  name: "writeEnvironment",
  path: `${workspace}/environments/{env}`,
  summary: "Create or rename an environment",
  capability: "tenant.settings.manage",
  body: environmentWrite,
  answers: { 200: environment },
  problems: ["not_found", "capability_missing", "limit_reached"],
} as const satisfies Route;

export const archiveEnvironment = {
  ...action,
  name: "archiveEnvironment",
  path: `${workspace}/environments/{env}/archive`,
  summary: "Archive an environment: no work starts there, and its history stays readable",
  capability: "tenant.settings.manage",
  answers: { 200: environment },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const unarchiveEnvironment = {
  ...action,
  name: "unarchiveEnvironment",
  path: `${workspace}/environments/{env}/unarchive`,
  summary: "Restore an environment from the archive",
  capability: "tenant.settings.manage",
  answers: { 200: environment },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const showDashboard = {
  ...signedIn,
  name: "showDashboard",
  path: `${workspace}/environments/{env}/dashboard`,
  summary: "Get the dashboard of one environment",
  capability: "tenant.core.view",
  query: noQuery,
  answers: { 200: dashboard },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const listPermissions = {
  ...signedIn,
  name: "listPermissions",
  path: `${workspace}/environments/{env}/permissions`,
  summary: "List who has which capability in an environment",
  capability: "tenant.core.view",
  query: noQuery,
  answers: { 200: permissions },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const listMembers = {
  ...signedIn,
  name: "listMembers",
  path: `${workspace}/members`,
  summary: "List current and former members",
  capability: "tenant.members.view",
  query: noQuery,
  answers: { 200: memberPage },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const writeMember = {
  ...replace,
  name: "writeMember",
  path: `${workspace}/members/{user}`,
  summary: "Add a member, or change their role",
  capability: "tenant.members.manage",
  body: memberWrite,
  answers: { 200: memberAnswer },
  problems: ["not_found", "capability_missing", "last_owner", "limit_reached"],
} as const satisfies Route;

export const removeMember = {
  ...end,
  name: "removeMember",
  path: `${workspace}/members/{user}`,
  summary: "End a membership; the member's history stays",
  capability: "tenant.members.manage",
  answers: { 200: memberAnswer },
  problems: ["not_found", "capability_missing", "last_owner"],
} as const satisfies Route;
