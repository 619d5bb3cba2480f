import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { downloadPolicyExport, downloadReviewPack } from "../../../shared/contract/artifact-routes.ts";
import type { artifactLink } from "../../../shared/contract/artifacts.ts";
import { type Clock, plusSeconds } from "../../../shared/foundation/clock.ts";
import type { PolicyExports } from "../../../shared/records/policy-exports.ts";
import type { ReviewPacks } from "../../../shared/records/review-packs.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { notFound, ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { isRecordId } from "../../representations/record-access.ts";
import { type ArtifactLinks, linkSeconds } from "../artifact-links.ts";

interface LinkDependencies {
  readonly links: ArtifactLinks;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}
interface PackDependencies extends LinkDependencies {
  readonly access: Access;
  readonly reviewPacks: Pick<ReviewPacks, "find" | "findReadyOf">;
}
interface ExportDependencies extends LinkDependencies {
  readonly access: Access;
  readonly policyExports: Pick<PolicyExports, "find">;
}
type ActionEntry = Parameters<AuditEntries["recordAction"]>[1];

/** Who may see persons in the audit trail may take them out of the product. */
const personsCapability = "audit.view";

/**
 * Issues a link to a review pack. It is an action, not a read: the audit entry is stored first, so that no file leaves
 * the product without a trace. A browser cannot follow a redirect to another origin with its token, so the link is in
 * the body.
 */
export const downloadReviewPackEndpoint = ({ access, reviewPacks, ...needs }: PackDependencies) =>
  actionEndpoint(downloadReviewPack, async ({ caller, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, downloadReviewPack.capability);
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = param("id");
    const found = isRecordId(id) ? await reviewPacks.find(scope, id) : undefined;
    if (found === undefined) throw notFound();
    if (found.options.pii) need(member, personsCapability);
    const pack = await reviewPacks.findReadyOf(scope, id);
    if (pack === undefined) throw notAvailable("The pack is not ready or has expired. Generate it again.");
    const { sha256, options } = pack;
    const entry: ActionEntry = {
      ...scope,
      action: "review_pack.downloaded",
      resourceType: "review_pack",
      resourceId: id,
      metadata: { sha256, pii: options.pii },
    };
    return linkTo(pack, `review-pack-${scope.environmentId}`, caller, entry, needs);
  });

/** Issues a link to an export of policies, as for a review pack. */
export const downloadPolicyExportEndpoint = ({ access, policyExports, ...needs }: ExportDependencies) =>
  actionEndpoint(downloadPolicyExport, async ({ caller, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, downloadPolicyExport.capability);
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = param("id");
    const found = isRecordId(id) ? await policyExports.find(scope, id) : undefined;
    if (found === undefined) throw notFound();
    if (found.status !== "ready") throw notAvailable("The export has expired. Export the policies again.");
    const { sha256, policyCount } = found;
    const entry: ActionEntry = {
      ...scope,
      action: "policy_export.downloaded",
      resourceType: "policy_export",
      resourceId: id,
      metadata: { sha256, policies: policyCount },
    };
    return linkTo(found, `policies-${scope.environmentId}`, caller, entry, needs);
  });

const notAvailable = (detail: string) => new ProblemError("file_not_available", { detail });

async function linkTo(
  { key, sha256, bytes }: { readonly key: string; readonly sha256: string; readonly bytes: number },
  name: string,
  caller: Parameters<AuditEntries["recordAction"]>[0],
  entry: ActionEntry,
  { links, auditEntries, clock }: LinkDependencies,
) {
  await auditEntries.recordAction(caller, entry);
  const now = clock.now();
  const fileName = `${name}-${sha256.slice(0, 12)}.zip`;
  const body: z.input<typeof artifactLink> = {
    url: await links.linkTo(key, fileName, now),
    expiresAt: plusSeconds(now, linkSeconds),
    fileName,
    sha256,
    bytes,
  };
  return { status: 200, body };
}
