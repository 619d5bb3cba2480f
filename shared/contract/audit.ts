import * as z from "zod";
import { auditActions, auditActor, auditOutcomes } from "../run/audit-entry.ts";
import { pageOf } from "./lists.ts";

/** One thing that happened in a workspace. Codes never change with the language; `summary` is in that of the answer. */
export const auditAnswer = z.strictObject({
  id: z.string(),
  workspaceId: z.string(),
  /** Null for what concerns the workspace as a whole. */
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
