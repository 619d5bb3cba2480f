import {
  alertAnswer,
  alertDetail,
  alertPage,
  alertsQuery,
  channelAnswer,
  channelCreate,
  channelPage,
  channelWrite,
  deliveriesQuery,
  deliveryPage,
  ruleAnswer,
  ruleCreate,
  rulePage,
  ruleWrite,
  snoozeWrite,
} from "./alerts.ts";
import { noQuery } from "./lists.ts";
import type { Route } from "./route.ts";
import { action, end, replace, signedIn, workspace } from "./route-shapes.ts";
import { queuedAnswer, startedAnswer } from "./runs.ts";

const alerts = `${workspace}/alerts` as const;
const rules = `${workspace}/alert-rules` as const;
const channels = `${workspace}/channels` as const;
const view = { capability: "tenant.alerts.view", problems: ["not_found", "capability_missing"] } as const;
const manage = { capability: "tenant.alerts.manage" } as const;
const isNew = { ...manage, problems: ["not_found", "capability_missing", "limit_reached"] } as const;
const isChanged = { ...manage, problems: ["not_found", "capability_missing", "revision_conflict"] } as const;

export const listAlerts = {
  ...{ ...signedIn, ...view, name: "listAlerts", path: alerts, query: alertsQuery, answers: { 200: alertPage } },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
  summary: "List alerts, open ones by default, the newest first",
} as const satisfies Route;

export const showAlert = {
  ...{ ...signedIn, ...view, name: "showAlert", path: `${alerts}/{alert}`, query: noQuery },
  ...{ answers: { 200: alertDetail }, summary: "Get an alert with what each channel was sent about it" },
} as const satisfies Route;

export const snoozeAlert = {
  ...{ ...replace, name: "snoozeAlert", path: `${alerts}/{alert}/snooze`, body: snoozeWrite },
  ...{ capability: "tenant.alerts.snooze", answers: { 200: alertAnswer } },
  problems: ["not_found", "capability_missing", "revision_conflict"],
  summary: "Snooze an open alert until an instant, or end its snooze",
} as const satisfies Route;

export const listAlertRules = {
  ...{ ...signedIn, ...view, name: "listAlertRules", path: rules, query: noQuery, answers: { 200: rulePage } },
  summary: "List the rules that turn causes into alerts",
} as const satisfies Route;

export const createAlertRule = {
  ...{ ...action, ...isNew, name: "createAlertRule", path: rules, body: ruleCreate, answers: { 200: ruleAnswer } },
  summary: "Create an alert rule",
} as const satisfies Route;

export const writeAlertRule = {
  ...{ ...replace, ...isChanged, name: "writeAlertRule", path: `${rules}/{rule}`, body: ruleWrite },
  ...{ answers: { 200: ruleAnswer }, summary: "Change an alert rule" },
} as const satisfies Route;

export const removeAlertRule = {
  ...{ ...end, ...view, ...manage, name: "removeAlertRule", path: `${rules}/{rule}`, answers: { 200: ruleAnswer } },
  summary: "End an alert rule; alerts that no other rule asks for are closed",
} as const satisfies Route;

export const listAlertChannels = {
  ...{ ...signedIn, ...view, name: "listAlertChannels", path: channels, query: noQuery, answers: { 200: channelPage } },
  summary: "List the channels for alerts, and how they deliver",
} as const satisfies Route;

export const createAlertChannel = {
  ...{ ...action, ...isNew, name: "createAlertChannel", path: channels, body: channelCreate },
  ...{ answers: { 200: channelAnswer }, summary: "Create a channel for alerts" },
} as const satisfies Route;

export const writeAlertChannel = {
  ...{ ...replace, ...isChanged, name: "writeAlertChannel", path: `${channels}/{channel}`, body: channelWrite },
  ...{ answers: { 200: channelAnswer }, summary: "Change a channel; a failing one is tried again at once" },
} as const satisfies Route;

export const removeAlertChannel = {
  ...{ ...end, ...view, ...manage, name: "removeAlertChannel", path: `${channels}/{channel}` },
  ...{ answers: { 200: channelAnswer }, summary: "End a channel; nothing is sent to it any more" },
} as const satisfies Route;

export const testAlertChannel = {
  ...{ ...action, ...manage, name: "testAlertChannel", path: `${channels}/{channel}/test`, takesIdempotencyKey: true },
  ...{ answers: { 200: startedAnswer, 202: queuedAnswer }, summary: "Send a test message to a channel, as a delivery" },
  problems: [
    ...["not_found", "capability_missing", "action_not_available", "idempotency_key_reused", "line_busy"],
    "queue.dispatch_failed",
  ],
} as const satisfies Route;

export const listAlertDeliveries = {
  ...{
    ...signedIn,
    capability: "tenant.alerts.view",
    name: "listAlertDeliveries",
    path: `${channels}/{channel}/deliveries`,
  },
  ...{ query: deliveriesQuery, answers: { 200: deliveryPage }, problems: ["cursor_invalid", ...view.problems] },
  summary: "List the deliveries to a channel with their attempts, newest first",
} as const satisfies Route;

export const alertRoutes = [
  listAlerts,
  showAlert,
  snoozeAlert,
  listAlertRules,
  createAlertRule,
  writeAlertRule,
  removeAlertRule,
  listAlertChannels,
  createAlertChannel,
  writeAlertChannel,
  removeAlertChannel,
  testAlertChannel,
  listAlertDeliveries,
] as const satisfies readonly Route[];
