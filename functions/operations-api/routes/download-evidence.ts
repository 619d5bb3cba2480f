import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { createGatherProofs } from "../../../shared/actionability/gather-proofs.ts";
import { downloadEvidence } from "../../../shared/contract/artifact-routes.ts";
import type { evidenceBundle } from "../../../shared/contract/artifacts.ts";
import { plusSeconds } from "../../../shared/foundation/clock.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { sha256 } from "../../../shared/operations/reviews/pack-archive.ts";
import type { Audit } from "../../../shared/records/audit.ts";
import type { AuditAction } from "../../../shared/run/audit-entry.ts";
import { clockMarginSeconds } from "../../../shared/run/generation.ts";
import type { LifecycleOverrides } from "../../../shared/run/lifecycle.ts";
import type { Run } from "../../../shared/run/run.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import type { FileSigner } from "../../middleware/file-signer.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { FindRelated } from "../../representations/related.ts";
import { withoutPersons } from "../bundle-persons.ts";
import { buildEvidenceBundle } from "../evidence-bundle.ts";
import { factsFor } from "../evidence-facts.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: Pick<RunQueries, "getRun">;
  readonly gatherProofs: ReturnType<typeof createGatherProofs>;
  readonly findRelated: FindRelated;
  readonly audit: Pick<Audit, "ofResource">;
  readonly auditEntries: AuditEntries;
  readonly signer: FileSigner;
  readonly overrides: LifecycleOverrides;
}

/** Who may see persons in the audit trail may take them out of the product. */
const auditCapability = "audit.view";
const action = "evidence_bundle.downloaded" satisfies AuditAction;

/**
 * The evidence of a run as a signed file. It is an action, not a read: the audit entry is stored first, so that no file
 * leaves the product without a trace. That entry is no part of later files, which would otherwise differ from this one.
 */
export function downloadEvidenceEndpoint(parts: Dependencies) {
  const { access, queries, gatherProofs, findRelated, audit, auditEntries, signer, overrides } = parts;

  return writeEndpoint(downloadEvidence, async ({ caller, locale, param, body: { pii } }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("run"));
    need(member, downloadEvidence.capability);
    if (pii) need(member, auditCapability);
    const [proofsOf, related, trail] = await Promise.all([
      gatherProofs([run]),
      findRelated(member, [run]),
      member.can(auditCapability) ? trailOf(run) : undefined,
    ]);
    const operation = findOperation(run.type);
    const facts = factsFor(member, { run, proofs: proofsOf(run), operation, overrides, related: related.get(run.id) });
    const stated = { facts, audit: trail?.entries ?? [] };
    const shown = pii ? stated : withoutPersons(run.workspaceId, stated);
    const content = {
      facts: shown.facts,
      audit: trail === undefined ? null : { ...trail, entries: shown.audit },
    };
    const { archive, keyFingerprint } = await buildEvidenceBundle(content, { locale, pii }, signer);
    const digest = sha256(archive);
    const { workspaceId, environmentId } = run;
    await auditEntries.recordAction(caller, {
      ...{ workspaceId, environmentId, action, resourceType: "operation_run", resourceId: run.id },
      metadata: { sha256: digest, pii },
    });
    const body: z.input<typeof evidenceBundle> = {
      fileName: `evidence-${run.id}.zip`,
      sha256: digest,
      bytes: archive.length,
      keyFingerprint,
      content: Buffer.from(archive).toString("base64"),
    };
    return { status: 200, body };
  });

  /** What was recorded about the run since it was created, by any clock. */
  async function trailOf({ id, workspaceId, createdAt }: Run) {
    const from = plusSeconds(new Date(createdAt), -clockMarginSeconds);
    const { entries, examinedUntil = null } = await audit.ofResource({ workspaceId, resource: id, from });
    return { entries: entries.filter((entry) => entry.action !== action), examinedUntil };
  }
}
