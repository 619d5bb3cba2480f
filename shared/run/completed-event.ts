import * as z from "zod";
import { runOutcomes } from "./status.ts";

/** Event names that other systems match on; they are part of the contract. */
export const completedEvent = { source: "runtruth", detailType: "operation-run.completed" } as const;

const instant = z.iso.datetime();

/**
 * The event payload: how a run ended, without the content of its work. `docs/events.md` documents this schema. Fields
 * may be added within a version; changing or removing one requires a new version.
 */
export const completedDetail = z.strictObject({
  version: z.literal(1).describe("version of this schema"),
  eventId: z.string().describe("identical for every delivery of the same event; receivers use it to deduplicate"),
  runId: z.string().describe("the run that ended"),
  type: z.string().describe("the operation type"),
  workspaceId: z.string().describe("the workspace of the run"),
  environmentId: z.string().nullable().describe("the environment of the run; null for workspace-level runs"),
  outcome: z.enum(runOutcomes).exclude(["pending", "unknown"]).describe("how it ended"),
  isReconciled: z.boolean().describe("true when the end was not decided by the run's own worker"),
  staleLineage: z.boolean().describe("true when the run was overdue when it was closed"),
  reasonCode: z.string().optional().describe("the reason code of the end, if any"),
  externalReference: z.string().optional().describe("the reference the run was started with, such as a ticket number"),
  createdAt: instant.describe("when the run was accepted"),
  startedAt: instant.optional().describe("when work began; absent when it never did"),
  completedAt: instant.describe("when the run ended"),
});
export type CompletedDetail = z.infer<typeof completedDetail>;
