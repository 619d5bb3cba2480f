import * as z from "zod";
import { scopeId } from "../foundation/scope.ts";
import { cellStates, unknownReasons } from "../run/promise-states.ts";
import { proofKinds } from "../run/proof-kinds.ts";
import { initiator } from "../run/run.ts";
import { appliedFilters, pageOf, polling } from "./lists.ts";
import { memberId } from "./people.ts";
import { state } from "./run-truth.ts";
import { count, unread } from "./tabs.ts";

const instant = z.iso.datetime();
/** Pages are refreshed once a minute, so a shorter promise would break between two of them. */
export const withinSecondsMin = 60;
export const withinSecondsMax = 366 * 86_400;
export const exceptionDaysMax = 365;
export const promisedEnvironmentsMax = 1000;

const fields = {
  name: z.string().trim().min(1).max(80),
  /** The kind of work whose full success keeps the promise. */
  proof: z.enum(proofKinds),
  /** How old the newest proof may be, in seconds. */
  withinSeconds: z.int().min(withinSecondsMin).max(withinSecondsMax),
  /** All environments, also later ones, or the listed ones. */
  environments: z.union([z.literal("all"), z.array(scopeId).min(1).max(promisedEnvironmentsMax)]),
  /** Since when it is promised; now when absent. Nothing is broken before. */
  effectiveFrom: instant.optional(),
  /** The subject of the person who answers for it; the caller when absent. */
  ownerId: memberId.optional(),
};
export const promiseCreate = z.strictObject(fields);
/** Replaces all fields of the revision that was read. */
export const promiseWrite = z.strictObject({ ...fields, rev: z.int().min(1) });
export const exceptionWrite = z.strictObject({
  /** At most 365 days ahead; an instant that has passed ends the exception. */
  until: instant,
  ownerId: memberId.optional(),
  reason: z.string().trim().min(1).max(200),
});

export const exceptionAnswer = z.strictObject({
  environmentId: z.string(),
  until: instant,
  ownerId: z.string(),
  reason: z.string(),
  changedBy: initiator,
  changedAt: instant,
});

export const promiseAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  proof: z.enum([...proofKinds, "unknown"]),
  proofLabel: z.string(),
  withinSeconds: z.int(),
  /** The promised time in words. */
  within: z.string(),
  /** Of listed environments only those that the caller sees. */
  environments: z.union([z.literal("all"), z.array(z.string())]),
  effectiveFrom: instant,
  ownerId: z.string(),
  rev: z.int(),
  changedBy: initiator,
  changedAt: instant,
  /** Exceptions that apply now. */
  exceptions: z.array(exceptionAnswer),
});
export type PromiseAnswer = z.infer<typeof promiseAnswer>;

export const promisePage = pageOf(promiseAnswer).extend({ unread });

/** One reason why a promise is broken, or what will keep it. */
const why = z.strictObject({
  kind: z.enum(["open_problem", "schedule_paused", "schedule_missed", "nothing_scheduled", "scheduled", "unread"]),
  text: z.string().min(1),
  /** The open problem. */
  runId: z.string().nullable(),
  scheduleId: z.string().nullable(),
  /** When the schedule starts next, or when it was due. */
  at: instant.nullable(),
});

/** One promise in one environment. */
export const promiseCell = z.strictObject({
  promiseId: z.string(),
  environmentId: z.string(),
  key: z.enum(cellStates),
  reason: z.enum(unknownReasons).nullable(),
  state,
  text: z.string().min(1),
  /** The newest proof: as of the first claim of this run. */
  provenAt: instant.nullable(),
  provenBy: z.string().nullable(),
  brokenSince: instant.nullable(),
  /** When it breaks without a new proof. */
  breaksAt: instant.nullable(),
  exception: exceptionAnswer.nullable(),
  /** Why it is broken, the most telling first; empty otherwise. */
  why: z.array(why),
});
export type PromiseCell = z.infer<typeof promiseCell>;

export const matrixQuery = z.strictObject({
  state: z.enum(cellStates).optional(),
  environmentId: scopeId.optional(),
});

/** Environments by promises, worst first. */
export const promiseMatrix = z.strictObject({
  promises: z.array(promiseAnswer),
  rows: z
    .array(
      z.strictObject({
        environment: z.strictObject({ id: z.string(), name: z.string() }),
        /** The state of its worst promise. */
        key: z.enum(cellStates),
        state,
        /** In the order of the promises; without those that do not include the environment. */
        cells: z.array(promiseCell),
      }),
    )
    .max(250),
  /** All matching environments, including those beyond the shown rows. */
  rowCount: count,
  /** Promises by state, over all that the caller sees, whatever the filter. */
  counts: z.strictObject({ broken: count, due_soon: count, unknown: count, kept: count }),
  headline: z.string().min(1),
  unread,
  appliedFilters,
  polling,
  checkedAt: instant,
});

/** Broken promises on another page, with their list: the matrix with these parameters. */
export const brokenPromises = z.strictObject({
  cause: z.literal("promise_broken"),
  label: z.string(),
  guidance: z.string().min(1),
  count: count.extend({
    list: z.strictObject({ state: z.literal("broken"), environmentId: z.string().optional() }),
  }),
  /** The longest broken first. */
  items: z.array(promiseCell.extend({ promise: z.string(), environment: z.string() })).max(25),
});
