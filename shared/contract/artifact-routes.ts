import { artifactLink } from "./artifacts.ts";
import type { Route } from "./route.ts";
import { action, records } from "./route-shapes.ts";

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
