import type { Item } from "../shared/ledger/item.ts";
import { recordKey } from "../shared/ledger/keys.ts";
import { queuedRunItem } from "../shared/ledger/run-item.ts";
import { plan, plansKind } from "../shared/records/plans.ts";

/** A plan that waits for its execution, and the run that made it. */
export const planId = "01JNBSRT0000000000000P1AN0";
const at = "2026-03-01T08:00:00.000Z";

/** The items of the plan. Its run is older than what the lists show, and no open work. */
export function planItems(environmentId: string): Item[] {
  const subject = { backupSetId: "set" };
  const start = {
    ...{ id: planId, type: "backup_set.delete", workspaceId: "acme", environmentId, createdAt: at },
    initiator: { id: "owner", name: "Owner" },
    input: { ...subject, dryRun: true },
    correlationHash: "correlation",
    context: { ...subject, mode: "preview" },
  };
  const { openKey: _open, dueShard: _due, ...run } = queuedRunItem(start, "t", at);
  const record = plan.parse({
    ...{ id: planId, operationType: start.type, subject, name: "Set", status: "planned", operationRunId: planId },
    by: { runId: planId, attempt: 1 },
    ...{ content: planId, digest: "digest", counts: { total: 1, kept: 0 }, plannedByUserId: "owner", createdAt: at },
    expiresAt: "2026-03-02T08:00:00.000Z",
  });
  return [
    { ...run, environmentId },
    { ...recordKey("acme", environmentId, plansKind, planId), record },
  ];
}
