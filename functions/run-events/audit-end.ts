import type { AuditRecorder } from "../../shared/records/audit.ts";
import { type AuditAction, type AuditEntry, auditOutcomeOf } from "../../shared/run/audit-entry.ts";
import type { Risk } from "../../shared/run/risks.ts";
import type { EndSource, Run } from "../../shared/run/run.ts";
import { runAuditEntriesOf } from "../../shared/run/run-audit-entries.ts";

/** The audit action for each source of an end. A normal end is not audited; its transitions record it. */
const actionOfSource: Record<EndSource, AuditAction | "plain"> = {
  worker: "plain",
  dispatch: "operation_run.dispatch_failed",
  failed_job_bridge: "operation_run.failure_bridged",
  scheduled_reconciler: "operation_run.reconciled",
  adapter_reconciler: "operation_run.reconciled",
  operator: "operation_run.completed",
  unknown: "operation_run.completed",
};

/** Reason codes that determine the audit action, whatever the source of the end. */
const actionOfReason: ReadonlyMap<string | undefined, AuditAction> = new Map([
  ["queue.dispatch_failed", "operation_run.dispatch_failed"],
  ["run.cancelled_by_operator", "operation_run.cancelled"],
  ["run.cancelled_by_platform", "operation_run.triage.cancelled"],
]);

interface Dependencies {
  readonly audit: AuditRecorder;
  readonly findOperation: (type: string) => { readonly risk: Risk } | undefined;
}

/**
 * Audits every end that was not normal, and earlier actions of people on the run, in case the request died before it
 * could audit them. Entry keys derive from the run, so a redelivered event adds nothing.
 */
export function createAuditEnd({ audit, findOperation }: Dependencies) {
  return async function auditEnd(run: Run): Promise<void> {
    const end = endEntryOf(run);
    const entries = [...runAuditEntriesOf(run, findOperation(run.type)?.risk), ...(end === undefined ? [] : [end])];
    for (const entry of entries) await audit.record(withActorName(entry, run));
  };
}

/** Labels the actor with their name if they started the run; of other people the run stores only the id. */
function withActorName(entry: AuditEntry, { initiator }: Run): AuditEntry {
  const { actor } = entry;
  if (actor.type !== "human" || actor.id !== initiator.id) return entry;
  return { ...entry, actor: { ...actor, label: initiator.name } };
}

/** The audit entry for the end of a run; undefined while it is active, and for a normal end. */
export function endEntryOf(run: Run): AuditEntry | undefined {
  const { endedBy, completedAt, outcome, context } = run;
  const { reconciliation } = context;
  if (endedBy === undefined || completedAt === undefined || outcome === "pending" || outcome === "unknown")
    return undefined;
  const action = actionOfSource[endedBy.source];
  // The sweep's own record is created as completed; it ends no other run.
  const isOwnRecord = endedBy.source === "scheduled_reconciler" && reconciliation === undefined;
  if (action === "plain" || isOwnRecord) return undefined;
  return {
    id: `${run.id}.ended`,
    workspaceId: run.workspaceId,
    environmentId: run.environmentId,
    actor: actorOf(run),
    action: actionOfReason.get(endedBy.reasonCode) ?? action,
    resourceType: "operation_run",
    resourceId: run.id,
    outcome: auditOutcomeOf(outcome),
    metadata: {
      type: run.type,
      status: run.status,
      outcome,
      source: reconciliation?.source ?? endedBy.source,
      ...(endedBy.reasonCode !== undefined && { reasonCode: endedBy.reasonCode }),
      ...(reconciliation && {
        adapter: reconciliation.adapter,
        decision: reconciliation.decision,
        previousStatus: reconciliation.previousStatus,
        previousOutcome: reconciliation.previousOutcome,
        ...(reconciliation.related && { related: reconciliation.related }),
      }),
    },
    recordedAt: completedAt,
  };
}

function actorOf({ endedBy, context }: Run): AuditEntry["actor"] {
  if (endedBy?.actor !== undefined) return { type: "human", id: endedBy.actor, label: endedBy.actor };
  const isScheduled = context.reconciliation?.source === "scheduled_reconciler";
  return { type: isScheduled ? "scheduled" : "system", label: "Runtruth" };
}
