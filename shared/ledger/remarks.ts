import type { Remark, Run } from "../run/run.ts";
import { conditions } from "./conditions.ts";
import type { Item } from "./item.ts";
import { runKey } from "./keys.ts";
import { createRunQueries } from "./run-queries.ts";
import type { StoreTarget } from "./store.ts";
import type { WriteOutcome } from "./write-outcome.ts";
import { type Beside, writeTogether } from "./write-together.ts";

/**
 * What people say about a run. None of it is a step of the run's life, so it needs no stream to be followed and is
 * stored together with its entry in the audit trail (ADR 0002); a refusal carries what is stored, as with any write.
 * A worker that writes the same run at that very moment may have to be delivered again.
 */
export function createRemarks(target: StoreTarget) {
  const queries = createRunQueries(target);

  async function write(
    run: Run,
    change: string,
    condition: string,
    values: Item,
    beside: Beside,
  ): Promise<WriteOutcome> {
    const isWritten = await writeTogether(target, [{ key: runKey(run.id), change, condition, values }, beside(false)]);
    const stored = await queries.getRun(run.id);
    return isWritten && stored !== undefined ? { outcome: "written", run: stored } : { outcome: "refused", stored };
  }

  return {
    /**
     * Takes a problem off the list of open work because a person has dealt with it; the run stays what it was.
     * Refused for what is no problem and for what somebody has acknowledged before.
     */
    acknowledge(run: Run, acknowledged: Remark, beside: Beside): Promise<WriteOutcome> {
      const change = "SET #acknowledged = :acknowledged REMOVE #openKey";
      const values = { acknowledged, completed: "completed", succeeded: "succeeded" };
      return write(run, change, conditions.acknowledgeable, values, beside);
    },

    /** Keeps the platform's remark on a run, in the place of an earlier one. Nothing else of it changes. */
    markInvestigated(run: Run, investigated: Remark, beside: Beside): Promise<WriteOutcome> {
      return write(run, "SET #investigated = :investigated", conditions.exists, { investigated }, beside);
    },
  };
}
export type Remarks = ReturnType<typeof createRemarks>;
