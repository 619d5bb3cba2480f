import * as z from "zod";
import { runOutcomes } from "./status.ts";

/** The names under which other systems hear of an ended run; their rules match on them, so they are contract. */
export const completedEvent = { source: "runtruth", detailType: "operation-run.completed" } as const;

const instant = z.iso.datetime();

/**
 * What such an event carries: how a run ended, and nothing of what it worked on. `docs/events.md` is this schema in
 * a table. A field may be added within a version; one that changes its meaning or goes makes the next.
 */
export const completedDetail = z.strictObject({
  version: z.literal(1).describe("of this schema"),
  eventId: z.string().describe("the same for every delivery of the same end; receivers drop what they have had"),
  runId: z.string().describe("the run that ended"),
  type: z.string().describe("the type of operation"),
  workspaceId: z.string().describe("the workspace of the run"),
  environmentId: z.string().nullable().describe("its environment; null for a run of the workspace as a whole"),
  outcome: z.enum(runOutcomes).exclude(["pending", "unknown"]).describe("how it ended"),
  isReconciled: z.boolean().describe("true when somebody else than its own worker decided the end"),
  staleLineage: z.boolean().describe("true when it was overdue when it was closed"),
  reasonCode: z.string().optional().describe("why it ended like this, where there is a reason to name"),
  createdAt: instant.describe("when it was accepted"),
  startedAt: instant.optional().describe("when its work began; missing when it never did"),
  completedAt: instant.describe("when it ended"),
});
export type CompletedDetail = z.infer<typeof completedDetail>;
