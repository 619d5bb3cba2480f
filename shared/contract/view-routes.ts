import { noQuery } from "./lists.ts";
import type { Route } from "./route.ts";
import { end, replace, signedIn, workspace } from "./route-shapes.ts";
import { viewAnswer, viewPage, viewWrite } from "./views.ts";

export const listViews = {
  ...signedIn,
  name: "listViews",
  path: `${workspace}/views`,
  summary: "List the saved views of the hub that the workspace shares, by name",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: viewPage },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const writeView = {
  ...replace,
  name: "writeView",
  path: `${workspace}/views/{view}`,
  summary: "Save a view of the hub for the workspace, or replace one",
  capability: "tenant.operations.start",
  body: viewWrite,
  answers: { 200: viewAnswer },
  problems: ["not_found", "capability_missing", "limit_reached"],
} as const satisfies Route;

export const removeView = {
  ...end,
  name: "removeView",
  path: `${workspace}/views/{view}`,
  summary: "Remove a saved view of the hub",
  capability: "tenant.operations.start",
  answers: { 200: viewAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;
