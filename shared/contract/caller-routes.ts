import * as z from "zod";
import { catalog, health, startPage } from "./catalog.ts";
import { noQuery, pageQuery } from "./lists.ts";
import { notificationAnswer, notificationPage } from "./notifications.ts";
import { me, personSettings } from "./people.ts";
import type { Route } from "./route.ts";
import { action, open, replace, signedIn } from "./route-shapes.ts";

export const showStart = {
  ...open,
  name: "showStart",
  path: "/",
  summary: "List the API's entry points",
  answers: { 200: startPage },
} as const satisfies Route;

export const showHealth = {
  ...open,
  name: "showHealth",
  path: "/api/health",
  summary: "Check the API's health",
  answers: { 200: health },
} as const satisfies Route;

export const showOpenapi = {
  ...open,
  name: "showOpenapi",
  path: "/api/openapi.json",
  isFixed: true,
  summary: "Get this OpenAPI document",
  answers: { 200: z.record(z.string(), z.unknown()) },
} as const satisfies Route;

export const showMe = {
  ...signedIn,
  name: "showMe",
  path: "/api/me",
  summary: "Get the caller with their workspaces and capabilities",
  capability: null,
  query: noQuery,
  answers: { 200: me },
  problems: [],
} as const satisfies Route;

export const writeSettings = {
  ...replace,
  name: "writeSettings",
  path: "/api/me/settings",
  summary: "Store how the caller wants the console; replaces all settings",
  capability: null,
  body: personSettings,
  answers: { 200: personSettings },
  problems: [],
} as const satisfies Route;

export const showCatalog = {
  ...signedIn,
  name: "showCatalog",
  path: "/api/catalog",
  summary: "List operation types with their input schemas",
  capability: null,
  query: noQuery,
  answers: { 200: catalog },
  problems: [],
} as const satisfies Route;

export const listNotifications = {
  ...signedIn,
  name: "listNotifications",
  path: "/api/notifications",
  summary: "List notifications about the caller's completed runs, newest first",
  capability: null,
  query: pageQuery,
  answers: { 200: notificationPage },
  problems: ["cursor_invalid"],
} as const satisfies Route;

export const readNotification = {
  ...action,
  name: "readNotification",
  path: "/api/notifications/{id}/read",
  summary: "Mark a notification as read",
  capability: null,
  answers: { 200: notificationAnswer },
  problems: ["not_found"],
} as const satisfies Route;
