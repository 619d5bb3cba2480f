import type { Clock } from "../../shared/clock.ts";
import type { Ids } from "../../shared/ids.ts";
import type { Part } from "../../shared/ledger/write-together.ts";
import type { AuditRecorder } from "../../shared/records/audit.ts";
import type { AuditEntry } from "../../shared/run/audit-entry.ts";
import { cancelRequestedEntryOf, repeatedEntryOf, startedEntryOf } from "../../shared/run/deed-entries.ts";
import type { Risk } from "../../shared/run/risks.ts";
import type { Run } from "../../shared/run/run.ts";
import { type Caller, initiatorOf } from "./caller.ts";

type Deed = Pick<AuditEntry, "workspaceId" | "environmentId" | "action" | "resourceType" | "resourceId"> &
  Partial<Pick<AuditEntry, "outcome" | "metadata">>;

/** Writes down what people do. An entry that cannot be written fails the request, which can be repeated. */
export function createAuditEntries(parts: { readonly audit: AuditRecorder; readonly clock: Clock; readonly ids: Ids }) {
  const { audit, clock, ids } = parts;

  function entryOf(caller: Caller, deed: Deed): AuditEntry {
    const now = clock.now();
    const { id, name } = initiatorOf(caller);
    return {
      outcome: "success",
      metadata: {},
      ...deed,
      id: ids.next(now),
      recordedAt: now.toISOString(),
      actor: { type: "human", id, label: name },
    };
  }

  async function record(entry: AuditEntry | undefined): Promise<void> {
    if (entry !== undefined) await audit.record(entry);
  }

  return {
    /** The entry of a change, to be stored with it or not at all. */
    beside: (caller: Caller, deed: Deed): Part => audit.partOf(entryOf(caller, deed)),

    /** The entry of a deed that changes nothing itself; each request is one. */
    did: (caller: Caller, deed: Deed): Promise<void> => record(entryOf(caller, deed)),

    /** The start of a run whose risk asks for it; the same entry however often the start is repeated. */
    started: (run: Run, risk: Risk): Promise<void> => record(startedEntryOf(run, risk)),

    /** That a run does the work of another again; nothing for any other run, however often it is asked. */
    repeated: (run: Run): Promise<void> => record(repeatedEntryOf(run)),

    /** That the caller wants a run to stop; nothing where it was not asked, because it had ended by then. */
    cancelRequested: (caller: Caller, run: Run): Promise<void> =>
      record(cancelRequestedEntryOf(run, initiatorOf(caller).name)),
  };
}
export type AuditEntries = ReturnType<typeof createAuditEntries>;
