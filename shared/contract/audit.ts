import * as z from "zod";
import { auditActions, auditActor, auditOutcomes } from "../run/audit-entry.ts";
import { pageOf, pageQuery } from "./lists.ts";

/** One audit entry of a workspace. Codes are independent of the language; `summary` is localized. */
export const auditAnswer = z.strictObject({
  id: z.string(),
  workspaceId: z.string(),
  /** Null for workspace-level entries. */
  environmentId: z.string().nullable(),
  actor: z.strictObject(auditActor.shape),
  action: z.enum(auditActions),
  resourceType: z.string(),
  resourceId: z.string(),
  outcome: z.enum(auditOutcomes),
  summary: z.string(),
  /** What a change by a person replaced; empty for other actions, and for entries of releases that did not keep it. */
  changes: z.array(
    z.strictObject({
      field: z.string(),
      /** Localized, like the values; null for a value that was or is absent. */
      label: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  /** The reason that the person gave. */
  note: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  recordedAt: z.iso.datetime(),
});
export const auditPage = pageOf(auditAnswer);

/** Filters of the audit trail; entries match all that are given. */
export const auditQuery = pageQuery.extend({
  action: z.enum(auditActions).optional(),
  /** The id of a person. */
  actor: z.string().min(1).max(255).optional(),
  environmentId: z.string().min(1).max(128).optional(),
  /** The id of a run or record. */
  resource: z.string().min(1).max(128).optional(),
});
