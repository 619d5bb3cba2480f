import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Failure } from "../../run/run.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { UsableRecord } from "../evidence/tenant.evidence.snapshot.generate.work.ts";
import type { ReviewComposeInput } from "./environment.review.compose.input.ts";
import type { ReviewProof } from "./review-compose-decision.ts";
import { fingerprintOf, proveReviewCompose, type ReviewReads } from "./review-compose-proof.ts";
import { composeReview, type ReviewContent, type ReviewEvidence, reviewFingerprint } from "./review-content.ts";

type Scope = StartRequest<unknown>["scope"];

/** A review whose status is `ready` or `published`. */
export interface UsableReview {
  readonly id: string;
  readonly fingerprint: string;
  /** The run that created it. */
  readonly operationRunId: string;
  readonly generatedAt: string;
  readonly summary: ReviewContent["summary"];
}

interface HandleDependencies {
  readonly evidence: {
    /** The snapshot with its entries; undefined when it does not exist or has expired. Throws when it is damaged. */
    findWithEntries(scope: Scope, id: string): Promise<ReviewEvidence | undefined>;
  };
  readonly reviews: ReviewReads & {
    findUsableById(scope: Scope, id: string): Promise<UsableReview | undefined>;
    /** Opens the one mutable review of this fingerprint as a draft, unless a usable one concurrently replaced it. */
    openDraft(
      scope: Scope,
      wanted: {
        readonly fingerprint: string;
        readonly evidenceSnapshotId: string;
        readonly operationRunId: string;
        readonly by: { readonly runId: string; readonly attempt: number };
        readonly initiatedByUserId: string;
      },
    ): Promise<{ readonly kind: "draft"; readonly review: { readonly id: string } } | { readonly kind: "usable" }>;
    /** Draft to ready; undefined when this attempt no longer owns the draft. */
    complete(
      scope: Scope,
      id: string,
      content: ReviewContent,
      by: { readonly runId: string; readonly attempt: number },
    ): Promise<UsableReview | undefined>;
  };
  readonly usable: {
    point(
      scope: Scope,
      kind: "environment-reviews",
      correlationHash: string | undefined,
      to: UsableRecord,
    ): Promise<void>;
  };
}

/** Creates the review unless it exists. Before and after the work, only the proof decides which review counts. */
export async function handle(
  work: Work<ReviewComposeInput>,
  { evidence, reviews, usable }: HandleDependencies,
): Promise<WorkResult> {
  const { scope, run, input } = work;
  const by = { runId: run.id, attempt: run.attempt };
  await work.report({ phase: "reading_evidence" });
  const proven = await prove(false);
  if (proven.decision === "reconciled_succeeded") return endOf(proven);

  const { evidenceSnapshotId: id } = input;
  const snapshot = id === undefined ? undefined : await evidence.findWithEntries(scope, id);
  if (snapshot === undefined) {
    return blocked("review_compose.no_evidence", "The evidence snapshot of this run is gone or has expired.");
  }
  const opened = await reviews.openDraft(scope, {
    // The run was accepted for this fingerprint; a release in between must not make it prove another review.
    fingerprint: fingerprintOf(run) ?? reviewFingerprint(scope.environmentId, snapshot),
    evidenceSnapshotId: snapshot.id,
    operationRunId: run.id,
    by,
    initiatedByUserId: run.initiator.id,
  });
  const review =
    opened.kind === "draft" ? await reviews.complete(scope, opened.review.id, composeReview(snapshot), by) : undefined;
  return review === undefined ? endOf(await prove(true)) : succeeded(review);

  function prove(hasConflict: boolean): Promise<ReviewProof> {
    return proveReviewCompose(run, reviews, { isStale: false, hasConflict, findOtherRun: async () => undefined });
  }

  async function endOf({ decision, reasonCode, related }: ReviewProof): Promise<WorkResult> {
    if (decision !== "reconciled_succeeded" || related === undefined) return blocked(reasonCode, inTheWay);
    const found = await reviews.findUsableById(scope, related.id);
    return found === undefined ? { kind: "ended", outcome: "succeeded", related } : succeeded(found);
  }

  async function succeeded(review: UsableReview): Promise<WorkResult> {
    if (review.fingerprint === fingerprintOf(run)) {
      await usable.point(scope, "environment-reviews", run.correlationHash, {
        id: review.id,
        operationRunId: review.operationRunId,
        usableAt: review.generatedAt,
        gen: run.gen,
        epoch: run.epoch,
      });
    }
    const { policies, settings, sections, gaps } = review.summary;
    return {
      kind: "ended",
      outcome: "succeeded",
      summaryCounts: { total: policies, processed: policies, policies, settings, sections, warnings: gaps },
      related: { type: "environment_review", id: review.id },
    };
  }
}

const inTheWay = "Another review for the same evidence is in the way; start again once its state is settled.";

function blocked(reasonCode: ReasonCode, message: string): WorkResult {
  const failures: Failure[] = [{ code: reasonCode, message }];
  return { kind: "ended", outcome: "blocked", reasonCode, failures };
}
