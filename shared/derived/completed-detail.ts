import { canonicalTypeOf } from "../operations/aliases.ts";
import type { CompletedDetail } from "../run/completed-event.ts";
import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { hasStaleLineage } from "./stale-lineage.ts";

/** The published event detail of an end; undefined while the run is active. `lifecycle` is the effective one of its type. */
export function deriveCompletedDetail(run: Run, lifecycle: Lifecycle): CompletedDetail | undefined {
  const { outcome, completedAt, startedAt, endedBy, context } = run;
  if (completedAt === undefined || outcome === "pending" || outcome === "unknown") return undefined;
  const reasonCode = endedBy?.reasonCode ?? context.reconciliation?.reasonCode;
  return {
    version: 1,
    eventId: `${run.id}.completed`,
    runId: run.id,
    type: canonicalTypeOf(run.type),
    workspaceId: run.workspaceId,
    environmentId: run.environmentId,
    outcome,
    isReconciled: context.reconciliation !== undefined,
    staleLineage: hasStaleLineage(run, lifecycle),
    ...(reasonCode !== undefined && { reasonCode }),
    ...(run.externalReference !== undefined && { externalReference: run.externalReference }),
    createdAt: run.createdAt,
    ...(startedAt !== undefined && { startedAt }),
    completedAt,
  };
}
