import type { Prepared, StartRequest } from "../define-operation.ts";
import type { ReviewComposeInput } from "./environment.review.compose.input.ts";
import { reviewFingerprint } from "./review-content.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies {
  readonly evidence: {
    findActive(scope: Scope): Promise<{ readonly id: string; readonly fingerprint: string } | undefined>;
  };
  readonly reviews: { findUsable(scope: Scope, fingerprint: string): Promise<{ readonly id: string } | undefined> };
}

const noEvidence = "The environment has no active evidence snapshot to compose a review from; generate one first.";
const notActive = "is not the active evidence snapshot; choose that one, or leave the field out to use it.";

/** Composes from the active evidence; an existing usable review is returned instead. */
export async function prepare(
  { input, scope }: StartRequest<ReviewComposeInput>,
  { evidence, reviews }: PrepareDependencies,
): Promise<Prepared> {
  const active = await evidence.findActive(scope);
  const refused = active === undefined ? noEvidence : notActive;
  const isWanted = input.evidenceSnapshotId === undefined || input.evidenceSnapshotId === active?.id;
  if (active === undefined || !isWanted) {
    return { kind: "refuse", errors: [{ path: "evidenceSnapshotId", message: refused }] };
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
}
