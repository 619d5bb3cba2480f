import { noQuery } from "./lists.ts";
import {
  exceptionAnswer,
  exceptionWrite,
  matrixQuery,
  promiseAnswer,
  promiseCreate,
  promiseMatrix,
  promisePage,
  promiseWrite,
} from "./promises.ts";
import type { Route } from "./route.ts";
import { action, end, replace, signedIn, workspace } from "./route-shapes.ts";

const promises = `${workspace}/promises` as const;

export const showPromiseMatrix = {
  ...signedIn,
  name: "showPromiseMatrix",
  path: `${promises}/matrix`,
  summary: "Show which environments are as promised, worst first",
  capability: "tenant.promises.view",
  query: matrixQuery,
  answers: { 200: promiseMatrix },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const listPromises = {
  ...signedIn,
  name: "listPromises",
  path: promises,
  summary: "List the promises of the workspace with their current exceptions",
  capability: "tenant.promises.view",
  query: noQuery,
  answers: { 200: promisePage },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const createPromise = {
  ...action,
  name: "createPromise",
  path: promises,
  summary: "Promise a proof within a time, in all environments or some",
  capability: "tenant.promises.manage",
  body: promiseCreate,
  answers: { 200: promiseAnswer },
  problems: ["not_found", "capability_missing", "limit_reached"],
} as const satisfies Route;

export const writePromise = {
  ...replace,
  name: "writePromise",
  path: `${promises}/{id}`,
  summary: "Change a promise",
  capability: "tenant.promises.manage",
  body: promiseWrite,
  answers: { 200: promiseAnswer },
  problems: ["not_found", "capability_missing", "revision_conflict"],
} as const satisfies Route;

export const removePromise = {
  ...end,
  name: "removePromise",
  path: `${promises}/{id}`,
  summary: "End a promise",
  capability: "tenant.promises.manage",
  answers: { 200: promiseAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const writePromiseException = {
  ...replace,
  name: "writePromiseException",
  path: `${promises}/{id}/exceptions/{env}`,
  summary: "Except an environment from a promise until an instant, or end the exception",
  capability: "tenant.promises.manage",
  body: exceptionWrite,
  answers: { 200: exceptionAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const promiseRoutes = [
  showPromiseMatrix,
  listPromises,
  createPromise,
  writePromise,
  removePromise,
  writePromiseException,
] as const satisfies readonly Route[];
