import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { downloadReviewPack } from "../../../shared/contract/artifact-routes.ts";
import type { artifactLink } from "../../../shared/contract/artifacts.ts";
import { type Clock, plusSeconds } from "../../../shared/foundation/clock.ts";
import type { ReviewPacks } from "../../../shared/records/review-packs.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { notFound, ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { isRecordId } from "../../representations/record-access.ts";
import { type ArtifactLinks, linkSeconds } from "../artifact-links.ts";

interface Dependencies {
  readonly access: Access;
  readonly reviewPacks: Pick<ReviewPacks, "find" | "findReadyOf">;
  readonly links: ArtifactLinks;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** Who may see persons in the audit trail may take them out of the product. */
const personsCapability = "audit.view";

/**
 * Issues a link to a review pack. It is an action, not a read: the audit entry is stored first, so that no file leaves
 * the product without a trace. A browser cannot follow a redirect to another origin with its token, so the link is in
 * the body.
 */
export const downloadReviewPackEndpoint = ({ access, reviewPacks, links, auditEntries, clock }: Dependencies) =>
  actionEndpoint(downloadReviewPack, async ({ caller, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = param("id");
    const found = isRecordId(id) ? await reviewPacks.find(scope, id) : undefined;
    if (found === undefined) throw notFound();
    need(member, downloadReviewPack.capability);
    if (found.options.pii) need(member, personsCapability);
    const pack = await reviewPacks.findReadyOf(scope, id);
    if (pack === undefined) {
      throw new ProblemError("file_not_available", {
        detail: "The pack is not ready or has expired. Generate it again.",
      });
    }

    const { key, sha256, bytes, options } = pack;
    await auditEntries.recordAction(caller, {
      ...scope,
      action: "review_pack.downloaded",
      resourceType: "review_pack",
      resourceId: id,
      metadata: { sha256, pii: options.pii },
    });
    const now = clock.now();
    const fileName = `review-pack-${scope.environmentId}-${sha256.slice(0, 12)}.zip`;
    const body: z.input<typeof artifactLink> = {
      url: await links.linkTo(key, fileName, now),
      expiresAt: plusSeconds(now, linkSeconds),
      fileName,
      sha256,
      bytes,
    };
    return { status: 200, body };
  });
