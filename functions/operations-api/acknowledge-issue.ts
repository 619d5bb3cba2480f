import type { RunAnnotations } from "../../shared/ledger/run-annotations.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { correlationOf } from "../../shared/ledger/success-pointer.ts";
import type { WriteOutcome } from "../../shared/ledger/write-outcome.ts";
import { actionabilityPolicyOf } from "../../shared/operations/actionability-policy.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { isLaterGeneration } from "../../shared/run/generation.ts";
import type { Run, RunAnnotation } from "../../shared/run/run.ts";

interface Dependencies {
  readonly queries: Pick<RunQueries, "findOpenProblems" | "getRuns">;
  readonly acknowledge: (run: Run, annotation: RunAnnotation) => ReturnType<RunAnnotations["acknowledge"]>;
}

/** Repeats acknowledged per request. Any beyond this stay open as an issue of their own. */
const repeatsMax = 100;

/**
 * Acknowledges a problem together with the earlier problems of the same work that lists group under it. Runs that
 * require manual review are acknowledged one by one. A repeat whose write is refused stays open.
 */
export function createAcknowledgeIssue({ queries, acknowledge }: Dependencies) {
  return async function acknowledgeIssue(run: Run, annotation: RunAnnotation): Promise<WriteOutcome> {
    const write = await acknowledge(run, annotation);
    if (write.outcome === "written") {
      for (const repeat of await earlierRepeats(run)) await acknowledge(repeat, annotation);
    }
    return write;
  };

  async function earlierRepeats(run: Run): Promise<readonly Run[]> {
    const line = correlationOf(run);
    const isJudgedAlone = actionabilityPolicyOf(findOperation(run.type)) === "manual_review" || isAmbiguous(run);
    if (line === undefined || isJudgedAlone) return [];
    const { ids } = await queries.findOpenProblems({ ...line, line }, repeatsMax);
    const repeats = await queries.getRuns(ids.filter((id) => id !== run.id));
    return repeats.filter(
      (one) =>
        one.type === line.type &&
        one.correlationHash === line.correlationHash &&
        isLaterGeneration(run, one) &&
        !isAmbiguous(one),
    );
  }
}

const isAmbiguous = ({ context }: Run) => context.reconciliation?.decision === "attention_required";
