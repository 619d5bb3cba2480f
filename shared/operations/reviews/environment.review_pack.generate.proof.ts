import { mayHaveFrozenAttempt } from "../../run/frozen-attempt.ts";
import type { Run } from "../../run/run.ts";
import type { ReconcileResult, StartRequest } from "../define-operation.ts";
import { reviewPackInput } from "./environment.review_pack.generate.input.ts";
import { type PackOptions, packOptionsOf } from "./pack-options.ts";

type Scope = StartRequest<unknown>["scope"];

interface ProofDependencies {
  readonly reviewPacks: {
    /** The pack that this run generated, when it is ready and not expired. */
    findReadyOf(scope: Scope, runId: string): Promise<{ readonly fileCount: number } | undefined>;
    /** Stores the pack that a frozen attempt of the run may still open, as failed. */
    bar(
      scope: Scope,
      pack: {
        readonly id: string;
        readonly operationRunId: string;
        readonly environmentReviewId: string;
        readonly fingerprint: string;
        readonly options: PackOptions;
        readonly initiatedByUserId: string;
      },
    ): Promise<void>;
    /** Marks the pack of an ended run as failed, unless it is ready. */
    abandon(scope: Scope, runId: string): Promise<void>;
  };
}

/**
 * Only a ready pack of this very run proves it: the record becomes ready after the stored file was read back whole and
 * verified.
 */
export async function reconcile(run: Run, { reviewPacks }: ProofDependencies): Promise<ReconcileResult> {
  const { id, workspaceId, environmentId } = run;
  const pack = environmentId === null ? undefined : await reviewPacks.findReadyOf({ workspaceId, environmentId }, id);
  if (pack === undefined) return { decision: "no_proof", reasonCode: "review_pack.no_ready_pack", evidence: {} };
  const { fileCount: items } = pack;
  return {
    decision: "reconciled_succeeded",
    reasonCode: "review_pack.ready",
    evidence: { items },
    related: { type: "review_pack", id },
    summaryCounts: { total: items, processed: items, items },
  };
}

/** A pack that its run did not finish is never downloaded, and no frozen attempt opens it later. */
export async function settleRecords(run: Run, { reviewPacks }: ProofDependencies): Promise<void> {
  const { id, workspaceId, environmentId, context } = run;
  if (environmentId === null || run.outcome === "succeeded") return;
  const scope = { workspaceId, environmentId };
  const { environmentReviewId, fingerprint } = context;
  if (mayHaveFrozenAttempt(run) && typeof environmentReviewId === "string" && typeof fingerprint === "string") {
    const { data } = reviewPackInput.safeParse(run.input);
    // A longer input is stored apart from its run.
    const options = packOptionsOf(data ?? {});
    const named = { id, operationRunId: id, environmentReviewId, fingerprint };
    await reviewPacks.bar(scope, { ...named, options, initiatedByUserId: run.initiator.id });
  }
  await reviewPacks.abandon(scope, id);
}
