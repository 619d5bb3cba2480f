import type { Clock } from "../../shared/clock.ts";
import type { Ids } from "../../shared/ids.ts";
import type { Part } from "../../shared/ledger/write-together.ts";
import type { AuditRecorder } from "../../shared/records/audit.ts";
import type { AuditEntry } from "../../shared/run/audit-entry.ts";
import type { Risk } from "../../shared/run/risks.ts";
import type { Run } from "../../shared/run/run.ts";
import { type Caller, initiatorOf } from "./caller.ts";

/** Starts of work that changes what is managed are written down; of all others the run itself says enough. */
const isAudited: Record<Risk, boolean> = { read: false, artifact: false, mutation: true, destructive: true };

type Deed = Pick<AuditEntry, "workspaceId" | "environmentId" | "action" | "resourceType" | "resourceId"> &
  Partial<Pick<AuditEntry, "outcome" | "metadata">>;

/** Writes down what people do. An entry that cannot be written fails the request, which can be repeated. */
export function createAuditEntries(parts: { readonly audit: AuditRecorder; readonly clock: Clock; readonly ids: Ids }) {
  const { audit, clock, ids } = parts;

  function entryOf(caller: Caller, deed: Deed, once?: { readonly id: string; readonly at: string }): AuditEntry {
    const now = clock.now();
    const { id, name } = initiatorOf(caller);
    return {
      outcome: "success",
      metadata: {},
      ...deed,
      id: once?.id ?? ids.next(now),
      recordedAt: once?.at ?? now.toISOString(),
      actor: { type: "human", id, label: name },
    };
  }

  return {
    /** The entry of a change, to be stored with it or not at all. */
    beside: (caller: Caller, deed: Deed): Part => audit.partOf(entryOf(caller, deed)),

    /** One entry for one deed. `once` names it, so that a repeated request finds it written. */
    async did(caller: Caller, deed: Deed, once?: { readonly id: string; readonly at: string }): Promise<void> {
      await audit.record(entryOf(caller, deed, once));
    },

    /** The start of a run whose risk asks for it; the same entry however often the start is repeated. */
    async started(run: Run, risk: Risk): Promise<void> {
      if (!isAudited[risk]) return;
      await audit.record({
        id: `${run.id}.started`,
        workspaceId: run.workspaceId,
        environmentId: run.environmentId,
        actor: { type: "human", id: run.initiator.id, label: run.initiator.name },
        action: "operation_run.started",
        resourceType: "operation_run",
        resourceId: run.id,
        outcome: "info",
        metadata: { type: run.type, risk },
        recordedAt: run.createdAt,
      });
    },
  };
}
export type AuditEntries = ReturnType<typeof createAuditEntries>;
