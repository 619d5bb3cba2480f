import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import type { Part } from "../../shared/ledger/write-together.ts";
import type { AuditRecorder } from "../../shared/records/audit.ts";
import type { AuditEntry } from "../../shared/run/audit-entry.ts";
import type { Risk } from "../../shared/run/risks.ts";
import type { Run } from "../../shared/run/run.ts";
import {
  cancelRequestedEntryOf,
  repeatedEntryOf,
  startedEntryOf,
  testedEntryOf,
} from "../../shared/run/run-audit-entries.ts";
import { type Caller, initiatorOf } from "./caller.ts";

type AuditedAction = Pick<AuditEntry, "workspaceId" | "environmentId" | "action" | "resourceType" | "resourceId"> &
  Partial<Pick<AuditEntry, "outcome" | "metadata">>;

/** Records what people do in the audit trail. A failed write fails the request, which is safe to retry. */
export function createAuditEntries(parts: { readonly audit: AuditRecorder; readonly clock: Clock; readonly ids: Ids }) {
  const { audit, clock, ids } = parts;

  function entryOf(caller: Caller, action: AuditedAction): AuditEntry {
    const now = clock.now();
    const { id, name } = initiatorOf(caller);
    return {
      outcome: "success",
      metadata: {},
      ...action,
      id: ids.next(now),
      recordedAt: now.toISOString(),
      actor: { type: "human", id, label: name },
    };
  }

  async function record(entry: AuditEntry | undefined): Promise<void> {
    if (entry !== undefined) await audit.record(entry);
  }

  return {
    /** The entry of a change, for the same transaction as the change itself. */
    partOf: (caller: Caller, action: AuditedAction): Part => audit.partOf(entryOf(caller, action)),

    /** Records an action that changes nothing itself. Each request adds an entry. */
    recordAction: (caller: Caller, action: AuditedAction): Promise<void> => record(entryOf(caller, action)),

    /** Records the start of a run whose risk requires it. Idempotent: a replayed start adds no entry. */
    started: (run: Run, risk: Risk): Promise<void> => record(startedEntryOf(run, risk)),

    /** Records the test of an alert channel by this run. Idempotent. */
    tested: (run: Run): Promise<void> => record(testedEntryOf(run)),

    /** Records that a run repeats another one. Idempotent; does nothing for a run that repeats none. */
    repeated: (run: Run): Promise<void> => record(repeatedEntryOf(run)),

    /** Records a cancel request. Does nothing when the run ended before it could be requested. */
    cancelRequested: (caller: Caller, run: Run): Promise<void> =>
      record(cancelRequestedEntryOf(run, initiatorOf(caller).name)),
  };
}
export type AuditEntries = ReturnType<typeof createAuditEntries>;
