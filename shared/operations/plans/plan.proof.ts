import { isCancelled } from "../../run/cancelled.ts";
import { mayHaveFrozenAttempt } from "../../run/frozen-attempt.ts";
import type { Run } from "../../run/run.ts";
import { countPlanResults, type Plans } from "./plan-record.ts";

export interface SettlePlanDependencies {
  readonly plans: Pick<Plans, "find" | "listItems" | "bind" | "end"> & {
    /** Stores a plan that a frozen attempt of the run may still open, as failed. */
    bar(
      scope: Parameters<Plans["find"]>[0],
      wanted: { readonly id: string; readonly operationType: string; readonly plannedByUserId: string },
    ): Promise<void>;
  };
}

/** Ends the plan of a run that ended without ending it, so that none stays at work. */
export async function settleRecords(run: Run, { plans }: SettlePlanDependencies): Promise<void> {
  const { id: runId, type, environmentId, workspaceId, context, initiator } = run;
  if (environmentId === null || run.outcome === "succeeded") return;
  const scope = { workspaceId, environmentId };
  const id = typeof context.planId === "string" ? context.planId : runId;
  if (id === runId && mayHaveFrozenAttempt(run)) {
    await plans.bar(scope, { id, operationType: type, plannedByUserId: initiator.id });
  }
  const last = { runId, attempt: Number.MAX_SAFE_INTEGER };
  const stored = await plans.find(scope, id);
  // A frozen attempt could still take the plan over, so the ended run takes it first.
  const isBarred = id !== runId && stored?.status === "planned" && mayHaveFrozenAttempt(run);
  const plan = isBarred ? await plans.bind(scope, id, last, initiator.id, true) : stored;
  if (plan?.operationRunId !== runId || (plan.status !== "planning" && plan.status !== "executing")) return;
  const results = plan.content === undefined ? undefined : countPlanResults(await plans.listItems(scope, plan.content));
  const status = isCancelled(run) ? "cancelled" : (results?.done ?? 0) > 0 ? "partial" : "failed";
  await plans.end(scope, id, last, status, results);
}
