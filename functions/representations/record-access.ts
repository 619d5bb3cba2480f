import * as z from "zod";
import type { Capability } from "../../shared/access/capabilities.ts";
import { type RecordKind, recordKinds } from "../../shared/contract/records.ts";

/** The capability that reading each kind of record requires. */
const capabilities: Record<RecordKind, Capability> = {
  "provider-connections": "tenant.providers.view",
  policies: "tenant.policies.view",
  "policy-exports": "tenant.policies.view",
  "evidence-snapshots": "environment_review.view",
  "environment-reviews": "environment_review.view",
  "review-packs": "environment_review.view",
  "backup-sets": "tenant.policies.view",
  "backup-schedules": "tenant.policies.view",
  "restore-runs": "tenant.policies.view",
  plans: "tenant.policies.view",
  "baseline-snapshots": "environment_review.view",
  "baseline-profiles": "environment_review.view",
  "baseline-comparisons": "tenant.drift.view",
  "drift-findings": "tenant.drift.view",
  "permission-reports": "tenant.providers.view",
  "admin-role-scans": "tenant.inventory.view",
  "rbac-reports": "tenant.inventory.view",
  "compliance-snapshots": "tenant.inventory.view",
  "tenant-profiles": "tenant.inventory.view",
  listings: "tenant.inventory.view",
  "directory-groups": "tenant.inventory.view",
  "role-definitions": "tenant.inventory.view",
  "inventory-items": "tenant.inventory.view",
  "policy-assignments": "tenant.policies.view",
};

const kindName = z.enum(recordKinds);

/** The record kind of a path segment with the capability to read it; undefined for an unknown kind. */
export function findKind(name: string): { readonly kind: RecordKind; readonly capability: Capability } | undefined {
  const kind = kindName.safeParse(name);
  return kind.success ? { kind: kind.data, capability: capabilities[kind.data] } : undefined;
}

/** Whether a text has the form of a record id. Any other text is not looked up. */
export function isRecordId(text: string): boolean {
  return /^[\w.:-]{1,128}$/.test(text);
}
