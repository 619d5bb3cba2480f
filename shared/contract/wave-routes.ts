import { noQuery } from "./lists.ts";
import type { Route } from "./route.ts";
import { action, signedIn, workspace } from "./route-shapes.ts";
import { queuedAnswer, startedAnswer } from "./runs.ts";
import { wavePlan, waveRepeatRequest, waveRequest, waveTargetPage, waveTargetsQuery } from "./waves.ts";

const waves = `${workspace}/waves` as const;

export const startWave = {
  ...action,
  name: "startWave",
  path: waves,
  summary: "Start one operation in many environments, a few at a time, with a canary and a stop rule",
  // The type's own is required besides.
  capability: "tenant.waves.start",
  body: waveRequest,
  takesIdempotencyKey: true,
  answers: { 200: startedAnswer, 202: queuedAnswer },
  problems: [
    "not_found",
    "capability_missing",
    "operation_type_unknown",
    "operation_not_startable",
    "operation_not_in_waves",
    "environment_archived",
    "plan_changed",
    "plan_expired",
    "approval_required",
    "selection_empty",
    "selection_too_large",
    "idempotency_key_reused",
    "line_busy",
    "queue.dispatch_failed",
  ],
} as const satisfies Route;

export const repeatWave = {
  ...startWave,
  name: "repeatWave",
  path: `${waves}/{wave}/run-again`,
  summary: "Start a further wave over the targets of an ended one that still need it",
  body: waveRepeatRequest,
  problems: [...startWave.problems, "action_not_available"],
} as const satisfies Route;

export const listWaveTargets = {
  ...signedIn,
  name: "listWaveTargets",
  path: `${waves}/{wave}/targets`,
  summary: "List the targets of a wave by state, failed ones first, with the counts of all states",
  capability: "tenant.operations.view",
  query: waveTargetsQuery,
  answers: { 200: waveTargetPage },
  columns: {
    environmentId: "environmentId",
    environmentName: "environmentName",
    state: "state",
    runId: "runId",
    isJoined: "isJoined",
    code: "code",
    reason: "reason",
  },
  problems: ["cursor_invalid", "not_found", "capability_missing"],
} as const satisfies Route;

export const showWavePlan = {
  ...signedIn,
  name: "showWavePlan",
  path: `${waves}/{wave}/plan`,
  summary: "Show what an ended dry wave has planned: what can be executed now, and what is left out and why",
  capability: "tenant.operations.view",
  query: noQuery,
  answers: { 200: wavePlan },
  problems: ["not_found", "capability_missing", "action_not_available"],
} as const satisfies Route;

export const waveRoutes: readonly Route[] = [startWave, listWaveTargets, showWavePlan, repeatWave];
