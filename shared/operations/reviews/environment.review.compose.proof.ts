import { isSameScope } from "../../foundation/scope.ts";
import type { Run } from "../../run/run.ts";
import { isActive } from "../../run/status.ts";
import type { ReconcileResult, StartRequest } from "../define-operation.ts";
import { fingerprintOf, proveReviewCompose, type ReviewReads } from "./review-compose-proof.ts";

type Scope = StartRequest<unknown>["scope"];

interface ProofDependencies {
  readonly reviews: ReviewReads & {
    /** Marks this fingerprint's draft as failed if this run owns it. */
    abandonDraft(scope: Scope, fingerprint: string, runId: string): Promise<void>;
  };
  readonly runs: {
    find(id: string): Promise<Run | undefined>;
    /** Whether the run exceeded its lifecycle window in this environment. */
    isStale(run: Run, now: Date): boolean;
  };
}

/** Drafts of one fingerprint have one owner; more owners mean damaged data, and only this many are checked. */
const ownersMax = 5;

/** Same workspace, environment and fingerprint: no other review can prove this run. */
export async function reconcile(run: Run, { reviews, runs }: ProofDependencies, now: Date): Promise<ReconcileResult> {
  return proveReviewCompose(run, reviews, {
    isStale: runs.isStale(run, now),
    hasConflict: false,
    async findOtherRun(drafts) {
      const owners = [...new Set(drafts.map(({ operationRunId }) => operationRunId))].filter((id) => id !== run.id);
      const found = await Promise.all(owners.slice(0, ownersMax).map((id) => runs.find(id)));
      return found.find((other) => other !== undefined && isActive(other.status) && isSameWork(other, run))?.id;
    },
  });
}

/** Marks the draft of an ended run as failed; the next start reuses it. */
export async function settleRecords(run: Run, { reviews }: ProofDependencies): Promise<void> {
  const fingerprint = fingerprintOf(run);
  if (run.environmentId === null || fingerprint === undefined || run.outcome === "succeeded") return;
  const scope = { workspaceId: run.workspaceId, environmentId: run.environmentId };
  await reviews.abandonDraft(scope, fingerprint, run.id);
}

function isSameWork(other: Run, run: Run): boolean {
  return other.type === run.type && isSameScope(other, run) && other.context.fingerprint === run.context.fingerprint;
}
