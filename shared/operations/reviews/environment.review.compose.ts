import * as z from "zod";
import { isSameScope } from "../../foundation/scope.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Failure, Run } from "../../run/run.ts";
import { isActive } from "../../run/status.ts";
import { defineOperation, type StartRequest, type WorkResult } from "../define-operation.ts";
import type { UsableRecord } from "../evidence/tenant.evidence.snapshot.generate.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import type { ReviewProof } from "./review-compose-decision.ts";
import { proveReviewCompose, type ReviewReads } from "./review-compose-proof.ts";
import { composeReview, type ReviewContent, type ReviewEvidence, reviewFingerprint } from "./review-content.ts";

type Scope = StartRequest<unknown>["scope"];

/** A review that can be read and shown: its status is `ready` or `published`. */
export interface UsableReview {
  readonly id: string;
  readonly fingerprint: string;
  /** The run that made it. */
  readonly operationRunId: string;
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
  readonly reviews: ReviewReads & {
    findUsableById(scope: Scope, id: string): Promise<UsableReview | undefined>;
    /** The one mutable review of this fingerprint as a draft, unless a usable one took its place meanwhile. */
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
    /** Draft to ready; undefined when the review is no draft of this attempt any more. */
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

interface ReconcileNeeds {
  readonly reviews: ReviewReads & {
    /** The draft of this fingerprint becomes failed if it is this run's. */
    abandonDraft(scope: Scope, fingerprint: string, runId: string): Promise<void>;
  };
  readonly runs: {
    find(id: string): Promise<Run | undefined>;
    /** Silent for longer than its window in this environment. */
    isStale(run: Run, now: Date): boolean;
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
  provenBy: "environment-reviews",
  input: z.strictObject({
    evidenceSnapshotId: z.string().min(1).max(64).optional(),
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

    mayAnswer: true,
    // The very evidence must still be the environment's active one.
    requires: ({ evidenceSnapshotId: id }) => [
      requiredRecord("evidence-snapshots", id),
      requiredRecord("evidence-active", "-", { field: "snapshotId", value: id }),
    ],

    // What may stand for the wanted review is judged by the proof alone: here it is only asked for, made, asked again.
    async handle(work, { evidence, reviews, usable }: HandleNeeds) {
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
        opened.kind === "draft"
          ? await reviews.complete(scope, opened.review.id, composeReview(snapshot), by)
          : undefined;
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
    },

    // The draft of an ended run is failed: the next start takes it up again.
    async settleRecords(run, { reviews }: ReconcileNeeds) {
      const fingerprint = fingerprintOf(run);
      if (run.environmentId === null || fingerprint === undefined || run.outcome === "succeeded") return;
      const scope = { workspaceId: run.workspaceId, environmentId: run.environmentId };
      await reviews.abandonDraft(scope, fingerprint, run.id);
    },
  },

  // Same workspace, environment and fingerprint: no other review can prove this run.
  async reconcile(run, { reviews, runs }: ReconcileNeeds, now) {
    return proveReviewCompose(run, reviews, {
      isStale: runs.isStale(run, now),
      hasConflict: false,
      async findOtherRun(drafts) {
        const owners = [...new Set(drafts.map(({ operationRunId }) => operationRunId))].filter((id) => id !== run.id);
        const found = await Promise.all(owners.slice(0, ownersMax).map((id) => runs.find(id)));
        return found.find((other) => other !== undefined && isActive(other.status) && isSameWork(other, run))?.id;
      },
    });
  },
});

/** Drafts of one fingerprint have one owner; more than a few are damage, and are not looked into. */
const ownersMax = 5;
const inTheWay = "Another review for the same evidence is in the way; start again once its state is settled.";

function fingerprintOf(run: Run): string | undefined {
  return storedFingerprint.safeParse(run.context.fingerprint).data;
}

function isSameWork(other: Run, run: Run): boolean {
  return other.type === run.type && isSameScope(other, run) && other.context.fingerprint === run.context.fingerprint;
}

function blocked(reasonCode: ReasonCode, message: string): WorkResult {
  const failures: Failure[] = [{ code: reasonCode, message }];
  return { kind: "ended", outcome: "blocked", reasonCode, failures };
}
