import { noQuery } from "./lists.ts";
import type { Route } from "./route.ts";
import { action, end, replace, signedIn, workspace } from "./route-shapes.ts";
import { queuedAnswer, startedAnswer } from "./runs.ts";
import {
  occurrencePage,
  occurrencesQuery,
  preview,
  previewQuery,
  scheduleAnswer,
  scheduleCreate,
  scheduleDetail,
  scheduleEdit,
  scheduleNote,
  schedulePage,
  schedulesQuery,
} from "./schedules.ts";

const schedules = `${workspace}/schedules` as const;
const schedule = `${schedules}/{schedule}` as const;
const rules = ["rule_invalid", "timezone_unknown", "interval_too_short"] as const;
const view = { ...signedIn, capability: "tenant.schedules.view" } as const;
const manage = { capability: "tenant.schedules.manage" } as const;

export const listSchedules = {
  ...view,
  name: "listSchedules",
  path: schedules,
  summary: "List the schedules that the caller may see, worst first",
  query: schedulesQuery,
  answers: { 200: schedulePage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const previewSchedule = {
  ...view,
  name: "previewSchedule",
  path: `${schedules}/preview`,
  summary: "Get the next ten slots of a rule in local time, with changes of the clock",
  query: previewQuery,
  answers: { 200: preview },
  problems: ["not_found", "capability_missing", ...rules],
} as const satisfies Route;

export const createSchedule = {
  ...action,
  ...manage,
  name: "createSchedule",
  path: schedules,
  summary: "Create a schedule that starts an operation in one environment, or as a wave in several",
  body: scheduleCreate,
  takesIdempotencyKey: true,
  answers: { 200: scheduleAnswer, 201: scheduleAnswer },
  problems: [
    "not_found",
    "operation_type_unknown",
    "operation_not_schedulable",
    "capability_missing",
    "environment_archived",
    "limit_reached",
    "idempotency_key_reused",
    ...rules,
  ],
} as const satisfies Route;

export const showSchedule = {
  ...view,
  name: "showSchedule",
  path: schedule,
  summary: "Get a schedule with its next slots and the newest entries of its ledger",
  query: noQuery,
  answers: { 200: scheduleDetail },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const editSchedule = {
  ...replace,
  ...manage,
  name: "editSchedule",
  path: schedule,
  summary: "Replace the settings of a schedule; the caller becomes its owner",
  body: scheduleEdit,
  answers: { 200: scheduleAnswer },
  problems: ["not_found", "capability_missing", "revision_conflict", "schedule_busy", ...rules],
} as const satisfies Route;

export const removeSchedule = {
  ...end,
  ...manage,
  name: "removeSchedule",
  path: schedule,
  summary: "Remove a schedule; its runs stay, and its ledger for 400 days",
  answers: { 200: scheduleAnswer },
  problems: ["not_found", "capability_missing", "revision_conflict", "schedule_busy"],
} as const satisfies Route;

export const pauseSchedule = {
  ...action,
  ...manage,
  name: "pauseSchedule",
  path: `${schedule}/pause`,
  summary: "Pause a schedule; its slots are skipped until it is resumed",
  body: scheduleNote,
  answers: { 200: scheduleAnswer },
  problems: ["not_found", "capability_missing", "revision_conflict"],
} as const satisfies Route;

export const resumeSchedule = {
  ...action,
  ...manage,
  name: "resumeSchedule",
  path: `${schedule}/resume`,
  summary: "Resume a paused schedule; the caller becomes its owner",
  body: scheduleNote,
  answers: { 200: scheduleAnswer },
  problems: ["not_found", "capability_missing", "environment_archived", "revision_conflict", "schedule_busy"],
} as const satisfies Route;

export const runSchedule = {
  ...action,
  name: "runSchedule",
  path: `${schedule}/run`,
  summary: "Start the work of a schedule now; the start fills no slot",
  // The type's own is required besides.
  capability: "tenant.operations.start",
  takesIdempotencyKey: true,
  answers: { 200: startedAnswer, 202: queuedAnswer },
  problems: [
    "not_found",
    "capability_missing",
    "environment_archived",
    "operation_not_startable",
    "idempotency_key_reused",
    "line_busy",
    "selection_empty",
    "selection_too_large",
    "queue.dispatch_failed",
  ],
} as const satisfies Route;

export const listOccurrences = {
  ...view,
  name: "listOccurrences",
  path: `${schedule}/occurrences`,
  summary: "List what became of the slots of a schedule, newest first",
  query: occurrencesQuery,
  answers: { 200: occurrencePage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const scheduleRoutes: readonly Route[] = [
  listSchedules,
  previewSchedule,
  createSchedule,
  showSchedule,
  editSchedule,
  removeSchedule,
  pauseSchedule,
  resumeSchedule,
  runSchedule,
  listOccurrences,
];
