import { triageRequest } from "./actions.ts";
import { noQuery } from "./lists.ts";
import type { Route } from "./route.ts";
import { action, replace, signedIn, system } from "./route-shapes.ts";
import {
  systemRunDetail,
  systemRunPage,
  systemRunsQuery,
  triageAnswered,
  workspaceAnswer,
  workspaceWrite,
} from "./system.ts";

export const listSystemRuns = {
  ...signedIn,
  name: "listSystemRuns",
  path: `${system}/operations`,
  summary: "List runs of all workspaces: all, failed or stuck",
  capability: "platform.operations.view",
  query: systemRunsQuery,
  answers: { 200: systemRunPage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const showSystemRun = {
  ...signedIn,
  name: "showSystemRun",
  path: `${system}/operations/{run}`,
  summary: "Get one run as the platform plane sees it",
  capability: "platform.operations.view",
  query: noQuery,
  answers: { 200: systemRunDetail },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const triageRun = {
  ...action,
  name: "triageRun",
  path: `${system}/operations/{run}/triage`,
  summary: "Retry a run, cancel it, or mark it as investigated",
  capability: "platform.operations.manage",
  body: triageRequest,
  answers: { 200: triageAnswered },
  problems: [
    "not_found",
    "capability_missing",
    "action_not_available",
    "line_busy",
    "approval_required",
    "plan_unsupported",
    "queue.dispatch_failed",
  ],
} as const satisfies Route;

export const writeWorkspace = {
  ...replace,
  name: "writeWorkspace",
  path: `${system}/workspaces/{ws}`,
  summary: "Create a workspace with its first owner, rename it, or appoint a missing owner",
  capability: "platform.operations.manage",
  body: workspaceWrite,
  answers: { 200: workspaceAnswer },
  problems: ["not_found", "capability_missing", "limit_reached"],
} as const satisfies Route;
