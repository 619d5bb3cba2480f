import * as z from "zod";
import type { Capability } from "../../shared/access/capabilities.ts";
import { type RecordKind, recordKinds } from "../../shared/contract/records.ts";

/** What a caller needs to see each kind of record. */
const capabilities: Record<RecordKind, Capability> = {
  "provider-connections": "tenant.providers.view",
  policies: "tenant.policies.view",
  "evidence-snapshots": "environment_review.view",
  "environment-reviews": "environment_review.view",
  "review-packs": "environment_review.view",
  "backup-sets": "tenant.policies.view",
  "backup-schedules": "tenant.policies.view",
  "restore-runs": "tenant.policies.view",
  "baseline-snapshots": "environment_review.view",
};

const kindName = z.enum(recordKinds);

/** The kind a path names, with what it takes to see it; undefined for a kind there is not. */
export function findKind(name: string): { readonly kind: RecordKind; readonly capability: Capability } | undefined {
  const kind = kindName.safeParse(name);
  return kind.success ? { kind: kind.data, capability: capabilities[kind.data] } : undefined;
}

/** Whether a text can be the id of a record at all; what cannot is not looked for. */
export function isRecordId(text: string): boolean {
  return /^[\w.:-]{1,128}$/.test(text);
}
