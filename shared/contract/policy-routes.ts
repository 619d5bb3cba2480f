import { noQuery, pageQuery } from "./lists.ts";
import {
  comparisonQuery,
  documentQuery,
  evidenceComparison,
  evidenceComparisonQuery,
  policyDocument,
  policyVersionPage,
  settingComparison,
} from "./policies.ts";
import type { Route } from "./route.ts";
import { records, signedIn } from "./route-shapes.ts";

const policy = `${records}/policies/{id}` as const;

export const listPolicyVersions = {
  ...signedIn,
  name: "listPolicyVersions",
  path: `${policy}/versions`,
  summary: "List the contents a policy has had, newest first",
  capability: "tenant.policies.view",
  query: pageQuery,
  answers: { 200: policyVersionPage },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const showPolicyDocument = {
  ...signedIn,
  name: "showPolicyDocument",
  path: `${policy}/document`,
  summary: "Get the document of a policy, with its secrets masked",
  capability: "tenant.policies.view",
  query: documentQuery,
  answers: { 200: policyDocument },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const comparePolicyVersions = {
  ...signedIn,
  name: "comparePolicyVersions",
  path: `${policy}/comparison`,
  summary: "Compare two versions of a policy, setting by setting",
  capability: "tenant.policies.view",
  query: comparisonQuery,
  answers: { 200: settingComparison },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const compareRestoreItem = {
  ...signedIn,
  name: "compareRestoreItem",
  path: `${records}/restore-runs/{id}/items/{item}/comparison`,
  summary: "Compare a policy as previewed with the backup, setting by setting",
  capability: "tenant.policies.view",
  query: noQuery,
  answers: { 200: settingComparison },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const compareEvidence = {
  ...signedIn,
  name: "compareEvidence",
  path: `${records}/evidence-snapshots/{id}/comparison`,
  summary: "Compare an evidence snapshot with an earlier one, policy by policy",
  capability: "environment_review.view",
  query: evidenceComparisonQuery,
  answers: { 200: evidenceComparison },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;
