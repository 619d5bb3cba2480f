import * as z from "zod";
import { pageOf } from "./lists.ts";

/** Where a plan stands: its approval, or without one the plan itself. */
export const planStates = [
  "planned",
  "requested",
  "approved",
  "refused",
  "expired",
  "executed",
  /** The requester or the approver lost the right before the first change. */
  "lapsed",
  /** Items had changed before the first change. */
  "world_moved",
  "over",
] as const;

const actor = z.strictObject({ id: z.string(), name: z.string() });

/** A plan as a person decides about it. */
export const planAnswer = z.strictObject({
  /** That of the run that made it. */
  id: z.string(),
  environment: z.strictObject({ id: z.string(), name: z.string() }),
  operationType: z.string(),
  typeLabel: z.string(),
  state: z.enum(planStates),
  stateLabel: z.string(),
  /** What is to happen and until when, in one sentence. */
  headline: z.string(),
  /** Identifies the items of the plan; a decision names it. Null until the plan is whole. */
  digest: z.string().nullable(),
  /** The blast radius: what the plan changes, by what it does. */
  blast: z.strictObject({
    environments: z.int(),
    creates: z.int(),
    updates: z.int(),
    deletes: z.int(),
    /** Items that it leaves as they are. */
    keeps: z.int(),
  }),
  itemCount: z.int(),
  /** When the plan, the request or the approval ends; null once nothing can expire any more. */
  expiresAt: z.iso.datetime().nullable(),
  /** The record with its items. */
  record: z.strictObject({ kind: z.enum(["plans", "restore-runs"]), id: z.string() }),
  request: z.strictObject({ by: actor, at: z.iso.datetime(), note: z.string() }).nullable(),
  decision: z
    .strictObject({ decision: z.enum(["approve", "refuse"]), by: actor, at: z.iso.datetime(), note: z.string() })
    .nullable(),
  /** The run that executes it; null before. */
  executedByRunId: z.string().nullable(),
  /** What the caller may do now. */
  mayRequest: z.boolean(),
  mayDecide: z.boolean(),
});
export type PlanAnswer = z.infer<typeof planAnswer>;

/** Plans of the workspace that wait: for a decision, or approved and not executed yet; those that expire first come first. */
export const planPage = pageOf(planAnswer).extend({
  /** Those that wait for a decision; `atLeast` when not all entries were read. */
  waiting: z.strictObject({ value: z.int(), atLeast: z.boolean() }),
});

const note = z.string().trim().min(1).max(500);
export const planRequest = z.strictObject({ note });
export const planDecision = z.strictObject({
  decision: z.enum(["approve", "refuse"]),
  /** The digest of the plan that was reviewed. */
  digest: z.string().min(1).max(80),
  note,
});
