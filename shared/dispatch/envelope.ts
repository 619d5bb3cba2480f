import * as z from "zod";
import { type Lane, queueOf } from "../run/lanes.ts";
import type { Run } from "../run/run.ts";

/** The version this release writes, and the only one it reads. */
export const correlationVersion = 1;

/**
 * The message body: correlation only. The worker reads its input from the run, so any component may resend a run, and
 * a message cannot carry anything that the ledger does not know.
 */
export const envelope = z.strictObject({
  correlation: z.strictObject({
    version: z.literal(correlationVersion),
    operationRunId: z.string().min(1),
    workspaceId: z.string().min(1),
    environmentId: z.string().min(1).nullable(),
    operationType: z.string().min(1),
  }),
  job: z.strictObject({ jobClass: z.string().min(1), queue: z.string().min(1) }),
});
export type Envelope = z.infer<typeof envelope>;

/** The message of a run on its lane. The job class equals the operation type. */
export function envelopeOf(run: Run, lane: Lane): Envelope {
  return {
    correlation: {
      version: correlationVersion,
      operationRunId: run.id,
      workspaceId: run.workspaceId,
      environmentId: run.environmentId,
      operationType: run.type,
    },
    job: { jobClass: run.type, queue: queueOf(lane) },
  };
}
