import type { Access } from "../../shared/access/access-store.ts";
import { createGatherProofs } from "../../shared/actionability/gather-proofs.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAudit } from "../../shared/records/audit.ts";
import { createPolicyExports } from "../../shared/records/policy-exports.ts";
import { createReviewPacks } from "../../shared/records/review-packs.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import type { FileSigner } from "../middleware/file-signer.ts";
import type { ArtifactLinks } from "./artifact-links.ts";
import { downloadPolicyExportEndpoint, downloadReviewPackEndpoint } from "./routes/download-artifact.ts";
import { downloadEvidenceEndpoint } from "./routes/download-evidence.ts";

interface Dependencies {
  readonly target: StoreTarget & { readonly clock: Clock };
  readonly access: Access;
  readonly queries: RunQueries;
  readonly findRelated: Parameters<typeof downloadEvidenceEndpoint>[0]["findRelated"];
  readonly auditEntries: AuditEntries;
  readonly overrides: LifecycleOverrides;
  readonly links: ArtifactLinks;
  readonly signer: FileSigner;
}

/** The routes that hand out files for people. */
export function fileEndpoints(parts: Dependencies): Endpoint[] {
  const { target, access, queries, findRelated, auditEntries, overrides, links, signer } = parts;
  const { clock } = target;
  return [
    downloadPolicyExportEndpoint({
      access,
      policyExports: createPolicyExports(target),
      links,
      auditEntries,
      clock,
    }),
    downloadReviewPackEndpoint({
      access,
      reviewPacks: createReviewPacks(target),
      links,
      auditEntries,
      clock,
    }),
    downloadEvidenceEndpoint({
      ...{ access, queries, findRelated, auditEntries, overrides },
      gatherProofs: createGatherProofs({ ...target, findOperation }),
      audit: createAudit(target),
      signer,
    }),
  ];
}
