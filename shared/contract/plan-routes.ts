import { noQuery } from "./lists.ts";
import { planAnswer, planDecision, planPage, planRequest } from "./plans.ts";
import type { Route } from "./route.ts";
import { action, signedIn, workspace } from "./route-shapes.ts";

export const listPlans = {
  ...signedIn,
  name: "listPlans",
  path: `${workspace}/plans`,
  summary: "List plans that wait for an approval or for their execution",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: planPage },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const showPlan = {
  ...signedIn,
  name: "showPlan",
  path: `${workspace}/plans/{plan}`,
  summary: "Get a plan: what it changes, and its approval",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: planAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const requestApproval = {
  ...action,
  name: "requestApproval",
  path: `${workspace}/plans/{plan}/request`,
  summary: "Request the approval of a plan by another person",
  // That of the type of operation.
  capability: null,
  body: planRequest,
  answers: { 200: planAnswer },
  problems: ["not_found", "capability_missing", "environment_archived", "plan_expired", "action_not_available"],
} as const satisfies Route;

export const decidePlan = {
  ...action,
  name: "decidePlan",
  path: `${workspace}/plans/{plan}/decision`,
  summary: "Approve or refuse a plan that another person has requested",
  capability: "tenant.approvals.decide",
  body: planDecision,
  answers: { 200: planAnswer },
  problems: ["not_found", "capability_missing", "same_person", "plan_changed", "plan_expired", "action_not_available"],
} as const satisfies Route;

export const planRoutes = [listPlans, showPlan, requestApproval, decidePlan] as const;
