import * as z from "zod";
import { defineOperation, type StartRequest, type WorkResult } from "./define-operation.ts";
import { laneLifecycles } from "./lane-lifecycles.ts";
import { composeReview, type ReviewContent, type ReviewEvidence, reviewFingerprint } from "./review-content.ts";
import type { UsableRecord } from "./tenant.evidence.snapshot.generate.ts";

type Scope = StartRequest<unknown>["scope"];

/** A review that can be read and shown: its status is `ready` or `published`. */
export interface UsableReview {
  readonly id: string;
  readonly generatedAt: string;
  readonly summary: ReviewContent["summary"];
}

interface PrepareNeeds {
  readonly evidence: {
    findActive(scope: Scope): Promise<{ readonly id: string; readonly fingerprint: string } | undefined>;
  };
  readonly reviews: { findUsable(scope: Scope, fingerprint: string): Promise<{ readonly id: string } | undefined> };
}

interface HandleNeeds {
  readonly evidence: {
    /** The snapshot with its entries; undefined when it is not there or has expired. Throws when it is damaged. */
    findWithEntries(scope: Scope, id: string): Promise<ReviewEvidence | undefined>;
  };
  readonly reviews: {
    findUsable(scope: Scope, fingerprint: string): Promise<UsableReview | undefined>;
    /** The one mutable review of this fingerprint as a draft, or the usable one that took its place meanwhile. */
    openDraft(
      scope: Scope,
      wanted: {
        readonly fingerprint: string;
        readonly evidenceSnapshotId: string;
        readonly operationRunId: string;
        readonly initiatedByUserId: string;
      },
    ): Promise<
      | { readonly kind: "draft"; readonly review: { readonly id: string } }
      | { readonly kind: "usable"; readonly review: UsableReview }
    >;
    /** Draft to ready; undefined when the review is no draft any more. */
    complete(scope: Scope, id: string, content: ReviewContent): Promise<UsableReview | undefined>;
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

const storedFingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const noEvidence =
  "The environment has no active evidence snapshot to compose a review from; generate one, or leave the field out.";

/** Composes the review of an environment from its active evidence snapshot. */
export const environmentReviewCompose = defineOperation({
  type: "environment.review.compose",
  family: "reviews",
  ownership: "environment",
  risk: "artifact",
  lane: "short",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.short,
  capability: "environment_review.manage",
  correlationKeys: ["fingerprint"],
  actionability: "artifact_or_later_success",
  input: z.strictObject({
    evidenceSnapshotId: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe("The active evidence snapshot; the environment's own when left out."),
  }),
  start: {
    async prepare({ input, scope }, { evidence, reviews }: PrepareNeeds) {
      const active = await evidence.findActive(scope);
      const isWanted = input.evidenceSnapshotId === undefined || input.evidenceSnapshotId === active?.id;
      if (active === undefined || !isWanted) {
        return { kind: "refuse", errors: [{ path: "evidenceSnapshotId", message: noEvidence }] };
      }
      const fingerprint = reviewFingerprint(scope.environmentId, active);
      const usable = await reviews.findUsable(scope, fingerprint);
      if (usable !== undefined) return { kind: "answer", related: { type: "environment_review", id: usable.id } };
      return {
        kind: "start",
        identity: { fingerprint },
        input: { evidenceSnapshotId: active.id },
        context: { fingerprint },
      };
    },

    async handle(work, { evidence, reviews, usable }: HandleNeeds) {
      const { scope, run, input } = work;
      const { evidenceSnapshotId } = input;
      await work.report({ phase: "reading_evidence" });
      const snapshot =
        evidenceSnapshotId === undefined ? undefined : await evidence.findWithEntries(scope, evidenceSnapshotId);
      if (snapshot === undefined) {
        return blocked("review_compose.no_evidence", "The evidence snapshot of this run is gone or has expired.");
      }

      // The run was accepted for this fingerprint; a release in between must not make it prove another review.
      const accepted = storedFingerprint.safeParse(run.context.fingerprint);
      const fingerprint = accepted.data ?? reviewFingerprint(scope.environmentId, snapshot);
      const found = await reviews.findUsable(scope, fingerprint);
      if (found !== undefined) return usableEnd(found);

      const opened = await reviews.openDraft(scope, {
        fingerprint,
        evidenceSnapshotId: snapshot.id,
        operationRunId: run.id,
        initiatedByUserId: run.initiator.id,
      });
      if (opened.kind === "usable") return usableEnd(opened.review);
      const completed = await reviews.complete(scope, opened.review.id, composeReview(snapshot));
      const ready = completed ?? (await reviews.findUsable(scope, fingerprint));
      if (ready !== undefined) return usableEnd(ready);
      return blocked(
        "review_compose.duplicate_unrecoverable",
        "Another review for the same evidence is in the way; start again once its state is settled.",
      );

      async function usableEnd(review: UsableReview): Promise<WorkResult> {
        await usable.point(scope, "environment-reviews", run.correlationHash, {
          id: review.id,
          operationRunId: run.id,
          usableAt: review.generatedAt,
        });
        const { policies, settings, sections, gaps } = review.summary;
        return {
          kind: "ended",
          outcome: "succeeded",
          summaryCounts: { total: policies, processed: policies, policies, settings, sections, warnings: gaps },
          related: { type: "environment_review", id: review.id },
        };
      }
    },
  },
  reconcile: "unsupported",
});

function blocked(reasonCode: "review_compose.no_evidence" | "review_compose.duplicate_unrecoverable", message: string) {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] } as const;
}
