import * as z from "zod";
import { isReservedSubject } from "../access/subject.ts";
import { endSources } from "../run/run.ts";
import { runOutcomes, runStatuses } from "../run/status.ts";
import { freshnessStates, problemClasses, triageActions } from "../run/verdicts.ts";
import { triageResults } from "./actions.ts";
import { pageOf, pageQuery, polling } from "./lists.ts";
import { reasonLine, state } from "./run-truth.ts";
import { transitionAnswer } from "./runs.ts";

const instant = z.iso.datetime();

/** A run as the platform plane sees it: its state, without its content. */
export const systemRun = z.strictObject({
  id: z.string(),
  type: z.string(),
  label: z.string(),
  workspaceId: z.string(),
  /** Its current name; null when it no longer exists. */
  workspaceName: z.string().nullable(),
  environmentId: z.string().nullable(),
  status: z.enum(runStatuses),
  outcome: z.enum(runOutcomes),
  state,
  freshness: z.enum(freshnessStates),
  freshnessLabel: z.string(),
  problemClass: z.enum(problemClasses),
  isReconciled: z.boolean(),
  staleLineage: z.boolean(),
  staleLineageNote: z.string().nullable(),
  headline: z.string().min(1),
  /** For an active run: since when it has been in its state; "older than usual" when its window is unknown. */
  age: reasonLine.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  completedAt: instant.nullable(),
  investigated: z.strictObject({ by: z.string(), at: instant, note: z.string() }).nullable(),
});
export type SystemRun = z.input<typeof systemRun>;
export const systemRunPage = pageOf(systemRun);
export const systemRunsQuery = pageQuery.extend({
  view: z.enum(["runs", "failures", "stuck"]).default("runs"),
  /** Words that a run must contain: in its id, operation, workspace, environment or reason code. */
  text: z.string().trim().min(1).max(100).optional(),
});

const triageAction = z.strictObject({
  action: z.enum(triageActions),
  label: z.string(),
  consequence: z.string().min(1),
  requiresNote: z.boolean(),
});

export const systemRunDetail = systemRun.extend({
  transitions: z.array(transitionAnswer),
  attempts: z.int().min(0),
  endedBy: z.enum(endSources).nullable(),
  reasonCode: z.string().nullable(),
  dispatch: z.strictObject({ queue: z.string(), dispatchedAt: instant, queueJobId: z.string().nullable() }).nullable(),
  actions: z.array(triageAction),
  polling,
  checkedAt: instant,
});

export type SystemRunDetail = z.input<typeof systemRunDetail>;

export const triageAnswered = z.strictObject({ result: z.enum(triageResults), run: systemRunDetail });

/** Creates a workspace with its first owner, or renames it. */
export const workspaceWrite = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /**
   * The first owner's token subject; required to create a workspace. For an existing workspace it is omitted or names
   * the current owner. Only a workspace without an owner gets the named user as its owner.
   */
  owner: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .refine(
      (subject) => !isReservedSubject(subject),
      "is reserved for the platform: use the subject of a user's tokens",
    )
    .optional(),
});
export const workspaceAnswer = z.strictObject({ id: z.string(), name: z.string(), created: z.boolean() });
