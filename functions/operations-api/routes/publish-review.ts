import type { Access } from "../../../shared/access/access-store.ts";
import { publishReview } from "../../../shared/contract/workspace-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { createEnvironmentReviews } from "../../../shared/records/environment-reviews.ts";
import type { PublishReview } from "../../../shared/records/publish-review.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { notFound, ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { isRecordId } from "../../representations/record-access.ts";

interface Dependencies {
  readonly access: Access;
  readonly reviews: Pick<ReturnType<typeof createEnvironmentReviews>, "find">;
  readonly publish: PublishReview;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/**
 * Publishes a ready review, which supersedes earlier published ones. Idempotent: a retry completes an interrupted
 * request and is audited once.
 */
export const publishReviewEndpoint = ({ access, reviews, publish, auditEntries, clock }: Dependencies) =>
  actionEndpoint(publishReview, async ({ caller, locale, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = param("id");
    const stored = isRecordId(id) ? await reviews.find(scope, id) : undefined;
    if (stored === undefined) throw notFound();
    need(member, publishReview.capability);

    const published = await publish(scope, id, initiatorOf(caller).id, () =>
      auditEntries.partOf(caller, {
        ...scope,
        action: "environment_review.published",
        resourceType: "environment_review",
        resourceId: id,
        metadata: { fingerprint: stored.fingerprint },
      }),
    );
    if (published === undefined) {
      throw new ProblemError("review_not_publishable", { detail: "Only a ready review can be published." });
    }
    return { status: 200, body: recordAnswerOf("environment-reviews", published, locale, clock.now()) };
  });
