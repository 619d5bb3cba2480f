import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CandidateReview,
  decideReviewCompose,
  lineageHopsMax,
  type ReviewFacts,
} from "../../shared/operations/reviews/review-compose-decision.ts";

const fingerprint = "a".repeat(64);

function aReview(of: Partial<CandidateReview> = {}): CandidateReview {
  return {
    workspaceId: "acme",
    environmentId: "acme-prod",
    id: "review-1",
    status: "ready",
    fingerprint,
    operationRunId: "run",
    createdAt: "2026-03-02T08:00:00.000Z",
    ...of,
  };
}

function decide(
  candidates: readonly CandidateReview[],
  of: Partial<Omit<ReviewFacts, "run">> & { run?: Partial<ReviewFacts["run"]> } = {},
) {
  return decideReviewCompose({
    candidates,
    successors: [],
    otherActiveRunId: undefined,
    hasConflict: false,
    ...of,
    run: {
      id: "run",
      workspaceId: "acme",
      environmentId: "acme-prod",
      createdAt: "2026-03-02T09:00:00.000Z",
      fingerprint,
      reviewId: undefined,
      isStale: false,
      ...of.run,
    },
  });
}

const review = (id: string) => ({ type: "environment_review", id });
const chain = (...statuses: readonly CandidateReview["status"][]) =>
  statuses.map((status, at) =>
    aReview({
      id: `hop-${at}`,
      status,
      fingerprint: at === 0 ? fingerprint : "b".repeat(64),
      ...(at < statuses.length - 1 && { supersededByReviewId: `hop-${at + 1}` }),
    }),
  );

describe("for a compose run,", () => {
  it.each(["ready", "published"] as const)("a single %s review is its success", (status) => {
    const result = decide([aReview({ status, operationRunId: "another run" })]);

    expect(result).toMatchObject({
      decision: "reconciled_succeeded",
      reasonCode: `review_compose.matching_review_${status}`,
      related: review("review-1"),
      evidence: {
        workspaceId: "acme",
        environmentId: "acme-prod",
        fingerprint,
        consideredReviewIds: ["review-1"],
        chosenReviewId: "review-1",
      },
    });
  });

  it.each([
    { hops: 1, decision: "reconciled_succeeded" },
    { hops: lineageHopsMax, decision: "reconciled_succeeded" },
    { hops: lineageHopsMax + 1, decision: "attention_required" },
  ])("a superseded review that leads to a usable one over $hops hops is $decision", ({ hops, decision }) => {
    const [first, ...successors] = chain(...Array<"superseded">(hops).fill("superseded"), "published");

    const result = decide(first === undefined ? [] : [first], { successors });

    expect(result.decision).toBe(decision);
    if (decision === "reconciled_succeeded") {
      expect(result).toMatchObject({ related: review(`hop-${hops}`), reasonCode: "review_compose.successor_usable" });
      expect(result.evidence.statusLineage).toContainEqual({ id: "hop-0", status: "superseded" });
    }
  });

  it.each([
    { how: "ends at nothing", successors: [] },
    { how: "ends at an archived review", successors: chain("superseded", "archived").slice(1) },
    { how: "stays superseded", successors: chain("superseded", "superseded").slice(1) },
    { how: "loops", successors: [aReview({ id: "hop-1", status: "superseded", supersededByReviewId: "hop-0" })] },
    { how: "leaves the environment", successors: [aReview({ id: "hop-1", environmentId: "acme-lab" })] },
    { how: "leaves the workspace", successors: [aReview({ id: "hop-1", workspaceId: "globex" })] },
  ])("a lineage that $how requires manual review", ({ successors }) => {
    const first = aReview({ id: "hop-0", status: "superseded", supersededByReviewId: "hop-1" });

    expect(decide([first], { successors })).toMatchObject({
      decision: "attention_required",
      reasonCode: "review_compose.lineage_ambiguous",
    });
  });

  it("two usable unordered reviews require manual review", () => {
    const result = decide([aReview(), aReview({ id: "review-2", status: "published" })]);

    expect(result).toMatchObject({
      decision: "attention_required",
      reasonCode: "review_compose.several_usable_reviews",
      evidence: { consideredReviewIds: ["review-1", "review-2"] },
    });
    expect(result.related).toBeUndefined();
  });

  it.each([
    { first: "ready", last: "published", chosen: "review-2" },
    { first: "published", last: "ready", chosen: "review-1" },
    { first: "ready", last: "ready", chosen: "review-2" },
  ] as const)("a lineage with a $first and later $last review yields $chosen", ({ first, last, chosen }) => {
    const result = decide([
      aReview({ status: first, supersededByReviewId: "review-2" }),
      aReview({ id: "review-2", status: last }),
    ]);

    expect(result).toMatchObject({ decision: "reconciled_succeeded", related: review(chosen) });
  });

  it.each([
    { run: "fresh", isStale: false, other: undefined, decision: "still_in_progress" },
    { run: "stale", isStale: true, other: undefined, decision: "no_proof" },
    { run: "stale", isStale: true, other: "other", decision: "still_in_progress" },
    { run: "fresh", isStale: false, other: "other", decision: "still_in_progress" },
  ])("a draft means $decision for a $run run when its owner is $other", ({ isStale, other, decision }) => {
    const result = decide([aReview({ status: "draft" })], { otherActiveRunId: other, run: { isStale } });

    expect(result.decision).toBe(decision);
  });

  it.each([
    { status: "failed", decision: "reconciled_failed", reasonCode: "review_compose.review_failed" },
    { status: "archived", decision: "attention_required", reasonCode: "review_compose.review_archived" },
  ] as const)("a single $status review means $decision", ({ status, decision, reasonCode }) => {
    expect(decide([aReview({ status })])).toMatchObject({ decision, reasonCode });
    expect(decide([aReview({ status, operationRunId: "earlier" })], { run: { isStale: true } })).toMatchObject({
      decision,
    });
  });

  it.each(["failed", "archived", "superseded"] as const)(
    "an older %s review does not end a fresh run that may reopen it",
    (status) => {
      expect(decide([aReview({ status, operationRunId: "earlier" })]).decision).toBe("still_in_progress");
    },
  );

  it.each([
    { createdAt: "2026-03-02T09:01:00.000Z", decision: "still_in_progress" },
    { createdAt: "2026-03-02T09:01:00.001Z", decision: "reconciled_failed" },
  ])("a failed review of $createdAt means $decision, whatever the clock skew", ({ createdAt, decision }) => {
    expect(decide([aReview({ status: "failed", operationRunId: "earlier", createdAt })]).decision).toBe(decision);
  });

  it("a review named by the run is its own", () => {
    const failed = aReview({ status: "failed", operationRunId: "earlier" });

    expect(decide([failed], { run: { reviewId: "review-1" } }).decision).toBe("reconciled_failed");
  });

  it.each([
    { found: "a usable review", reviews: [aReview()], decision: "reconciled_succeeded", code: "duplicate_recovered" },
    {
      found: "a usable successor",
      reviews: chain("superseded", "published").map((one) => ({ ...one, fingerprint })),
      decision: "reconciled_succeeded",
      code: "duplicate_recovered",
    },
    { found: "a draft", reviews: [aReview({ status: "draft" })], decision: "reconciled_blocked" },
    { found: "a failed review", reviews: [aReview({ status: "failed" })], decision: "reconciled_blocked" },
    { found: "an archived review", reviews: [aReview({ status: "archived" })], decision: "reconciled_blocked" },
    { found: "nothing", reviews: [], decision: "reconciled_blocked" },
    {
      found: "a twin elsewhere",
      reviews: [aReview({ environmentId: "acme-lab" })],
      decision: "reconciled_blocked",
    },
  ])("a conflict with $found is $decision", ({ reviews, decision, code = "duplicate_unrecoverable" }) => {
    expect(decide(reviews, { hasConflict: true })).toMatchObject({ decision, reasonCode: `review_compose.${code}` });
  });

  it.each([
    { without: "a fingerprint", run: { fingerprint: undefined } },
    { without: "an environment", run: { environmentId: null } },
  ])("no review is proof when the run lacks $without", ({ run }) => {
    expect(decide([aReview()], { run })).toMatchObject({ decision: "no_proof", evidence: {} });
  });

  it("an empty review list proves nothing", () => {
    expect(decide([])).toMatchObject({ decision: "no_proof", reasonCode: "review_compose.no_matching_review" });
  });

  it.each([
    { elsewhere: "environment", twin: aReview({ id: "twin", environmentId: "acme-lab" }) },
    { elsewhere: "workspace", twin: aReview({ id: "twin", workspaceId: "globex" }) },
    { elsewhere: "fingerprint", twin: aReview({ id: "twin", fingerprint: "b".repeat(64) }) },
  ])("a twin of another $elsewhere proves nothing and is not mentioned", ({ twin }) => {
    const alone = decide([twin]);
    const beside = decide([aReview(), twin]);

    expect(alone.decision).toBe("no_proof");
    expect(beside.decision).toBe("reconciled_succeeded");
    expect(JSON.stringify([alone, beside])).not.toContain("twin");
  });

  it("any success names a usable review of this scope with bounded evidence", () => {
    const statuses = fc.constantFrom("draft", "ready", "published", "archived", "superseded", "failed");
    const ids = fc.integer({ min: 0, max: 40 }).map((at) => `review-${at}`);
    const any = fc.record({
      workspaceId: fc.constantFrom("acme", "acme", "globex"),
      environmentId: fc.constantFrom("acme-prod", "acme-prod", "acme-lab"),
      id: ids,
      status: statuses,
      fingerprint: fc.constantFrom(fingerprint, fingerprint, "b".repeat(64)),
      operationRunId: fc.constantFrom("run", "other"),
      createdAt: fc.constantFrom("2026-03-02T08:00:00.000Z", "2026-03-02T10:00:00.000Z"),
      supersededByReviewId: fc.option(ids, { nil: undefined }),
    });
    const unique = fc.uniqueArray(any, { selector: ({ id }) => id, maxLength: 40 });

    fc.assert(
      fc.property(unique, fc.boolean(), fc.boolean(), (reviews, hasConflict, isStale) => {
        const result = decide(reviews, { successors: reviews, hasConflict, run: { isStale } });
        const named = JSON.stringify(result);
        const chosen = reviews.find(({ id }) => id === result.related?.id);

        expect(result.decision === "reconciled_succeeded").toBe(result.related !== undefined);
        if (chosen !== undefined) {
          expect(["ready", "published"]).toContain(chosen.status);
          expect([chosen.workspaceId, chosen.environmentId]).toEqual(["acme", "acme-prod"]);
        }
        for (const { id, environmentId, workspaceId } of reviews) {
          if (environmentId !== "acme-prod" || workspaceId !== "acme") expect(named).not.toContain(`"${id}"`);
        }
        const { consideredReviewIds = [], statusLineage = [] } = result.evidence;
        expect(Array.isArray(consideredReviewIds) && consideredReviewIds.length <= 20).toBe(true);
        expect(Array.isArray(statusLineage) && statusLineage.length <= 10).toBe(true);
        expect(Buffer.byteLength(named)).toBeLessThan(4096);
      }),
      { numRuns: 500, seed: 359 },
    );
  });
});
