import type { Run, RunAnnotation } from "../run/run.ts";
import { conditions } from "./conditions.ts";
import type { Item } from "./item.ts";
import { runKey } from "./keys.ts";
import { createRunQueries } from "./run-queries.ts";
import type { StoreTarget } from "./store.ts";
import type { WriteOutcome } from "./write-outcome.ts";
import { type AuditWrite, writeTogether } from "./write-together.ts";

/**
 * Annotations by people on a run. An annotation is no transition, so no stream has to process it; it is stored in one
 * transaction with its audit entry (ADR 0002). A refusal carries the stored run. A worker that writes the same run
 * concurrently may need a redelivery.
 */
export function createRunAnnotations(target: StoreTarget) {
  const queries = createRunQueries(target);

  async function write(
    run: Run,
    change: string,
    condition: string,
    values: Item,
    beside: AuditWrite,
  ): Promise<WriteOutcome> {
    const isWritten = await writeTogether(target, [{ key: runKey(run.id), change, condition, values }, beside(false)]);
    const stored = await queries.getRun(run.id);
    return isWritten && stored !== undefined ? { outcome: "written", run: stored } : { outcome: "refused", stored };
  }

  return {
    /**
     * Acknowledges a problem and removes it from the open work; the outcome does not change. Refused when the run is
     * no problem or was already acknowledged.
     */
    acknowledge(run: Run, acknowledged: RunAnnotation, beside: AuditWrite): Promise<WriteOutcome> {
      const change = "SET #acknowledged = :acknowledged REMOVE #openKey";
      const values = { acknowledged, completed: "completed", succeeded: "succeeded" };
      return write(run, change, conditions.acknowledgeable, values, beside);
    },

    /** Stores the platform's annotation on a run and replaces an earlier one. Nothing else changes. */
    markInvestigated(run: Run, investigated: RunAnnotation, beside: AuditWrite): Promise<WriteOutcome> {
      return write(run, "SET #investigated = :investigated", conditions.exists, { investigated }, beside);
    },
  };
}
export type RunAnnotations = ReturnType<typeof createRunAnnotations>;
