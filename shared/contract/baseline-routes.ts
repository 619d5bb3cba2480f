import { baselineProfileWrite, driftDecisionWrite } from "./baselines.ts";
import { recordAnswer } from "./record-answer.ts";
import type { Route } from "./route.ts";
import { action, records, replace } from "./route-shapes.ts";

export const writeBaselineProfile = {
  ...replace,
  name: "writeBaselineProfile",
  path: `${records}/baseline-profiles/{id}`,
  summary: "Create or change a baseline profile of the environment",
  capability: "environment_review.manage",
  body: baselineProfileWrite,
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const decideFinding = {
  ...action,
  name: "decideFinding",
  path: `${records}/drift-findings/{id}/decisions`,
  summary: "Accept the current value of a drift finding, or revoke the acceptance",
  capability: "tenant.drift.ack",
  body: driftDecisionWrite,
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing", "action_not_available"],
} as const satisfies Route;
