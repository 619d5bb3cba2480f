import * as z from "zod";
import type { EndOutcome } from "./status.ts";

/** Audited actions (spec 359); `operation_run.completed` is an end that no other action covers. */
export const auditActions = [
  "operation_run.started",
  "operation_run.completed",
  "operation_run.reconciled",
  "operation_run.failure_bridged",
  "operation_run.dispatch_failed",
  "operation_run.reconcile_requested",
  "operation_run.cancelled",
  "operation_run.cancel_requested",
  "operation_run.acknowledged",
  "operation_run.repeated",
  "operation_run.triage.retried",
  "operation_run.triage.cancelled",
  "operation_run.triage.investigated",
  "environment_review.published",
  "provider_connection.written",
  "member.written",
  "member.removed",
  "environment.written",
  "environment.archived",
  "environment.unarchived",
  "workspace.written",
  "baseline_profile.written",
  "drift_finding.decided",
  "saved_view.written",
  "saved_view.removed",
  "review_pack.downloaded",
  "policy_export.downloaded",
  "evidence_bundle.downloaded",
  "backup_schedule.written",
  "backup_set.hold_changed",
  "schedule.created",
  "schedule.edited",
  "schedule.paused",
  "schedule.resumed",
  "schedule.removed",
  "promise.written",
  "promise.removed",
  "promise.exception_changed",
  "alert_rule.written",
  "alert_rule.removed",
  "alert_channel.written",
  "alert_channel.removed",
  "alert_channel.tested",
  "alert.snoozed",
  "plan.approval_requested",
  "plan.approved",
  "plan.refused",
  // Never stored: actions of a newer release are read as this.
  "unknown",
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditOutcomes = ["success", "failed", "partial", "blocked", "info", "unknown"] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

export const auditActorTypes = ["human", "system", "scheduled", "integration", "unknown"] as const;

/** The actor: a person, the schedule or the platform. */
export const auditActor = z.object({
  type: z.string().pipe(z.enum(auditActorTypes).catch("unknown")),
  /** The person's id; absent for non-persons. */
  id: z.string().optional(),
  label: z.string(),
});

/** One audit entry. Codes and ids only; its sentence is built when it is read. */
export const auditEntry = z.object({
  id: z.string(),
  workspaceId: z.string(),
  /** Null for workspace-level entries. */
  environmentId: z.string().nullable(),
  actor: auditActor,
  action: z.string().pipe(z.enum(auditActions).catch("unknown")),
  resourceType: z.string(),
  resourceId: z.string(),
  outcome: z.string().pipe(z.enum(auditOutcomes).catch("unknown")),
  metadata: z.record(z.string(), z.unknown()),
  recordedAt: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const outcomes: Record<EndOutcome, AuditOutcome> = {
  succeeded: "success",
  partially_succeeded: "partial",
  failed: "failed",
  blocked: "blocked",
};

/** The audit outcome of a run's end. */
export function auditOutcomeOf(outcome: EndOutcome): AuditOutcome {
  return outcomes[outcome];
}
