import * as z from "zod";
import { environmentSelection } from "../run/environment-selection.ts";
import {
  waveConcurrencyMax,
  waveLeftOutCodes,
  waveRepeatableStates,
  waveStopReasons,
  waveTargetStates,
  waveTargetsMax,
} from "../run/wave.ts";
import { pageOf, pageQuery } from "./lists.ts";
import { state } from "./run-truth.ts";
import { externalReference } from "./runs.ts";

const instant = z.iso.datetime();
const count = z.int().min(0);
const sentence = z.string().min(1);

/** When a wave stops by itself. Both limits count targets that did not succeed fully. */
const stopRule = z.strictObject({
  /** More failures than this stop the wave. */
  failuresMax: count.max(waveTargetsMax),
  /** The same as a percentage of all targets of the wave. */
  failedPercentMax: count.max(100),
});

/** The targets: a selection of environments, or those for which a dry wave has made a plan that changes something. */
const selection = z.union([
  ...environmentSelection.options,
  /** Executes what a dry wave has planned, as it was reviewed. */
  z.strictObject({
    /** The id of the dry wave. */
    plannedBy: z.string().min(1).max(80),
    /** The digest of the plans that run, as its plan states it: `ready.digest`. */
    planDigest: z.string().min(1).max(80),
    /** The name of the workspace, typed by the person. */
    confirmation: z.string().trim().min(1).max(200),
  }),
]);

/** How a wave goes on, and when it stops. */
export const waveRules = {
  /** The first targets, all of which must succeed before any other starts. */
  canary: count.max(waveConcurrencyMax).optional(),
  /** The most targets at work at the same time. */
  concurrency: z.int().min(1).max(waveConcurrencyMax).optional(),
  stop: stopRule.optional(),
};

/** Starts one operation in many environments. `input` is validated against the type's own schema from the catalog. */
export const waveRequest = z.strictObject({
  type: z.string().min(1).max(80),
  input: z.record(z.string(), z.unknown()).default({}),
  targets: selection,
  ...waveRules,
  externalReference: externalReference.optional(),
});

/** Starts a further wave over the targets of an ended one that are in these states and still need it. */
export const waveRepeatRequest = z.strictObject({
  states: z.array(z.enum(waveRepeatableStates)).min(1).max(waveRepeatableStates.length),
  externalReference: externalReference.optional(),
});

export const waveTargetsQuery = pageQuery.extend({ state: z.enum(waveTargetStates).optional() });

/** A target of a wave, failed ones first. */
const waveTarget = z.strictObject({
  environmentId: z.string(),
  environmentName: z.string(),
  state: z.enum(waveTargetStates),
  badge: state,
  /** Its run; null while it waits, and for a target that was not started. */
  runId: z.string().nullable(),
  /** The run was started by other work, and counts for the wave as well. */
  isJoined: z.boolean(),
  /** Why it was not started, or the reason code of its end; null otherwise. */
  code: z.string().nullable(),
  /** The same in one sentence. */
  reason: sentence.nullable(),
});

/** The targets of a wave with what the wave is about. The counts are those of all its targets, whatever the filter. */
export const waveTargetPage = pageOf(waveTarget).extend({
  wave: z.strictObject({
    type: z.string(),
    label: z.string(),
    total: z.int().min(1),
    counts: z.record(z.enum(waveTargetStates), count),
    canary: count,
    concurrency: z.int().min(1),
    stop: stopRule,
    /** Why no further target is named; null while the wave goes on, and after one that was carried out whole. */
    stopped: z.strictObject({ reason: z.enum(waveStopReasons), at: instant, by: z.string().nullable() }).nullable(),
    headline: sentence,
    /** An ended dry wave: its plan can be read, and a further wave may execute it. */
    hasPlan: z.boolean(),
  }),
});

const changes = z.strictObject({ creates: count, updates: count, deletes: count, keeps: count });

/** What an ended dry wave has planned and no wave has executed yet. Plans that change nothing are not part of it. */
export const wavePlan = z.strictObject({
  /** Over all of its plans. */
  digest: z.string(),
  targets: count,
  changes,
  /** The plans that can be executed now. A start with this digest executes exactly these, and leaves the others out. */
  ready: z.strictObject({
    digest: z.string(),
    targets: count,
    changes,
    /** The first instant at which one of them can no longer be executed. */
    expiresAt: instant.nullable(),
  }),
  /** The plans that cannot be executed now, each with the cause. */
  leftOut: z
    .array(
      z.strictObject({
        environmentId: z.string(),
        environmentName: z.string(),
        planId: z.string(),
        code: z.enum(waveLeftOutCodes),
        /** The same in one sentence. */
        reason: sentence,
      }),
    )
    .max(waveTargetsMax),
  checkedAt: instant,
});
