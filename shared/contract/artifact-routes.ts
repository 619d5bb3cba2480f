import { artifactLink, evidenceBundle, evidenceRequest } from "./artifacts.ts";
import type { Route } from "./route.ts";
import { action, operations, records } from "./route-shapes.ts";

export const downloadPolicyExport = {
  ...action,
  name: "downloadPolicyExport",
  path: `${records}/policy-exports/{id}/download`,
  summary: "Get a link to an export of policies for five minutes; each link is audited",
  capability: "tenant.backups.manage",
  answers: { 200: artifactLink },
  problems: ["not_found", "capability_missing", "file_not_available"],
} as const satisfies Route;

export const downloadReviewPack = {
  ...action,
  name: "downloadReviewPack",
  path: `${records}/review-packs/{id}/download`,
  summary: "Get a link to a review pack for five minutes; each link is audited",
  // A pack that names persons needs `audit.view` besides.
  capability: "environment_review.view",
  answers: { 200: artifactLink },
  problems: ["not_found", "capability_missing", "file_not_available"],
} as const satisfies Route;

export const downloadEvidence = {
  ...action,
  name: "downloadEvidence",
  path: `${operations}/{run}/evidence-bundle`,
  summary: "Get the evidence of a run as a signed file; each download is audited",
  // The file has the run's diagnostic context; audit entries and names of persons need `audit.view` besides.
  capability: "operations.diagnostics",
  body: evidenceRequest,
  answers: { 200: evidenceBundle },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;
