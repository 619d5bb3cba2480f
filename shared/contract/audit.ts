import * as z from "zod";
import { auditActions, auditActor, auditOutcomes } from "../run/audit-entry.ts";
import { pageOf } from "./lists.ts";

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
  metadata: z.record(z.string(), z.unknown()),
  recordedAt: z.iso.datetime(),
});
export const auditPage = pageOf(auditAnswer);
