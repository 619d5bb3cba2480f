import type { AuditEntry } from "./audit-entry.ts";
import type { Risk } from "./risks.ts";
import type { Run } from "./run.ts";

/** Starts of work that changes what is managed are written down; of all others the run itself says enough. */
const isStartAudited: Record<Risk, boolean> = { read: false, artifact: false, mutation: true, destructive: true };

/**
 * What people did to a run that the run itself remembers, as entries of the audit trail. Each is the same whoever makes
 * it, so the request that did the deed writes it, whoever repeats that request, and at the latest whoever follows the
 * run's end: a request that dies before it could is made up for. `risk` is undefined for work that nobody declared.
 */
export function deedEntriesOf(run: Run, risk: Risk | undefined): AuditEntry[] {
  return [startedEntryOf(run, risk), repeatedEntryOf(run), cancelRequestedEntryOf(run)].flatMap((entry) => entry ?? []);
}

/** The start of a run whose risk asks for an entry. */
export function startedEntryOf(run: Run, risk: Risk | undefined): AuditEntry | undefined {
  if (risk === undefined || !isStartAudited[risk]) return undefined;
  return {
    ...entryAbout(run, "started"),
    actor: { type: "human", id: run.initiator.id, label: run.initiator.name },
    action: "operation_run.started",
    outcome: "info",
    metadata: { type: run.type, risk },
    recordedAt: run.createdAt,
  };
}

/** That somebody had the work of an ended run done again by this one. */
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

/** That somebody wants work to stop which another is at. A run remembers no more of them than their id. */
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

/** What an entry about a run always says. The id is made of the run and the deed, so that it is written once. */
function entryAbout(run: Run, deed: string) {
  return {
    id: `${run.id}.${deed}`,
    workspaceId: run.workspaceId,
    environmentId: run.environmentId,
    resourceType: "operation_run",
    resourceId: run.id,
  };
}
