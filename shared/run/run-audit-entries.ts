import type { AuditEntry } from "./audit-entry.ts";
import type { Risk } from "./risks.ts";
import { isPlatformInitiated, isScheduled, type Run } from "./run.ts";

/** Starts of work that changes managed environments are audited; for all others the run itself is the record. */
const isStartAudited: Record<Risk, boolean> = { read: false, artifact: false, mutation: true, destructive: true };

/**
 * Audit entries for actions that the run itself records. Every writer produces the same entries: the request that
 * acted, its retries, and at the latest the processing of the run's end, so that a crashed request loses nothing.
 * `risk` is undefined for undeclared work.
 */
export function runAuditEntriesOf(run: Run, risk: Risk | undefined): AuditEntry[] {
  return [startedEntryOf(run, risk), testedEntryOf(run), repeatedEntryOf(run), cancelRequestedEntryOf(run)].flatMap(
    (entry) => entry ?? [],
  );
}

/** The start of a run whose risk requires an audit entry, or that starts work in many environments. */
export function startedEntryOf(run: Run, risk: Risk | undefined): AuditEntry | undefined {
  // What a person starts for the whole workspace starts work in many environments, unless it only reads.
  const isForAll = run.environmentId === null && !isPlatformInitiated(run) && risk !== "read";
  if (risk === undefined || !(isStartAudited[risk] || isForAll)) return undefined;
  return {
    ...entryAbout(run, "started"),
    actor: { type: isScheduled(run) ? "scheduled" : "human", id: run.initiator.id, label: run.initiator.name },
    action: "operation_run.started",
    outcome: "info",
    metadata: {
      type: run.type,
      risk,
      ...(isScheduled(run) && { scheduleId: run.initiator.scheduleId, slot: run.initiator.slot }),
    },
    recordedAt: run.createdAt,
  };
}

/** The test of an alert channel that a person asked for. */
export function testedEntryOf(run: Run): AuditEntry | undefined {
  const { input, context, initiator } = run;
  const { alertDeliveryId } = context;
  if (input?.isTest !== true || typeof alertDeliveryId !== "string") return undefined;
  return {
    ...entryAbout(run, "tested"),
    actor: { type: "human", id: initiator.id, label: initiator.name },
    action: "alert_channel.tested",
    resourceType: "alert_channel",
    resourceId: alertDeliveryId,
    outcome: "info",
    metadata: { type: run.type, runId: run.id },
    recordedAt: run.createdAt,
  };
}

/** The repetition of an ended run by this one. */
export function repeatedEntryOf(run: Run): AuditEntry | undefined {
  const { repeats, repeatPlane } = run;
  if (repeats === undefined) return undefined;
  return {
    ...entryAbout(run, "repeated"),
    actor: { type: "human", id: run.initiator.id, label: run.initiator.name },
    action: repeatPlane === "platform" ? "operation_run.triage.retried" : "operation_run.repeated",
    outcome: "success",
    metadata: { type: run.type, repeats, ...(repeatPlane && { plane: repeatPlane }) },
    recordedAt: run.createdAt,
  };
}

/** A cancel request for work started by another person. A run stores only that person's id. */
export function cancelRequestedEntryOf(run: Run, name?: string): AuditEntry | undefined {
  const { cancelRequested } = run;
  if (cancelRequested === undefined) return undefined;
  const { by, at, plane } = cancelRequested;
  return {
    ...entryAbout(run, "cancel_requested"),
    actor: { type: "human", id: by, label: name ?? by },
    action: "operation_run.cancel_requested",
    outcome: "success",
    metadata: { type: run.type, ...(plane && { plane }) },
    recordedAt: at,
  };
}

/** Common fields of a run's entries. The id combines run and action, so that each entry is written once. */
function entryAbout(run: Run, deed: string) {
  return {
    id: `${run.id}.${deed}`,
    workspaceId: run.workspaceId,
    environmentId: run.environmentId,
    resourceType: "operation_run",
    resourceId: run.id,
  };
}
