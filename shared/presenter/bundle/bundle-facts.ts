import * as z from "zod";
import { noProofs, type Proofs } from "../../derived/actionability.ts";
import { run } from "../../run/run.ts";

const seconds = z.int().positive();

/** What the rules need to know of the run's operation, with the windows of the deployment; null for an undeclared type. */
const operation = z
  .object({
    actionability: z.enum(["current_state", "later_success", "artifact_or_later_success", "manual_review"]),
    ownership: z.enum(["environment", "workspace"]),
    lifecycle: z.union([
      z.literal("uncovered"),
      z.object({
        queuedStaleAfterSeconds: seconds,
        closeQueuedAfterSeconds: seconds,
        runningStaleAfterSeconds: seconds,
        expectedMaxRuntimeSeconds: seconds,
      }),
    ]),
    hasAdapter: z.boolean(),
    isProvenByRecord: z.boolean(),
  })
  .nullable();

const generation = { gen: z.int().optional(), epoch: z.string().optional() };

/** The stored facts that may resolve the run's problem, as they were read for the bundle. */
const proofs = z.object({
  successes: z.array(z.object({ runId: z.string(), createdAt: z.string(), completedAt: z.string(), ...generation })),
  usable: z
    .object({
      type: z.string(),
      id: z.string(),
      operationRunId: z.string(),
      usableAt: z.string(),
      usableUntil: z.string().optional(),
      ...generation,
    })
    .optional(),
  connection: z
    .object({
      id: z.string(),
      displayName: z.string(),
      baseUrl: z.string(),
      isEnabled: z.boolean(),
      consentStatus: z.string(),
      verificationStatus: z.string(),
      lastHealthCheckAt: z.string().optional(),
      checkedBy: z.object({ runId: z.string(), ...generation }).optional(),
      switched: z.object({ by: z.string(), at: z.string() }).optional(),
    })
    .optional(),
});

/** Fields of the store that say nothing about the run: its keys, and tokens by which writers know each other. */
const internal = {
  claimToken: true,
  requestToken: true,
  inputToken: true,
  dueShard: true,
  openKey: true,
  checkpoint: true,
  // What a person asked for is no part of any answer of the API; the context has the ids that the rules use.
  input: true,
  inputElsewhere: true,
} as const;

/** The facts of a run, from which everything else in its bundle is derived. */
export const bundleFacts = z.object({ run: run.omit(internal), operation, proofs });
export type BundleFacts = z.infer<typeof bundleFacts>;
export type BundleOperation = z.infer<typeof operation>;

/** The facts in the form that the rules take. A bundle says nothing about a repetition: it changes no verdict. */
export const runOf = (facts: BundleFacts) => ({ ...facts.run, inputElsewhere: false });
export const proofsOf = (facts: BundleFacts): Proofs => ({ ...noProofs, ...facts.proofs });
