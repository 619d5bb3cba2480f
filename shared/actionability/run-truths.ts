import { deriveRunTruth, type RunTruth } from "../derived/run-truth.ts";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { LifecycleOverrides } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { createGatherProofs, type FindOperation } from "./gather-proofs.ts";

interface Dependencies extends StoreTarget {
  readonly clock: Clock;
  readonly findOperation: FindOperation;
  /** Lifecycle windows that this environment overrides. */
  readonly overrides: LifecycleOverrides;
}

/** Returns the truth about a run of the evaluated batch. */
export type TruthOf = (run: Run) => RunTruth;

/**
 * Derives the truth about runs from stored facts (spec 367). Read-only, and never calls a provider. Read models use
 * `evaluateMany`: proofs are read in batches, so a page costs the same number of calls for any number of rows.
 */
export function createRunTruths({ clock, findOperation, overrides, ...target }: Dependencies) {
  const gatherProofs = createGatherProofs({ ...target, clock, findOperation });

  async function evaluateMany(runs: readonly Run[]): Promise<TruthOf> {
    const proofsOf = await gatherProofs(runs);
    const now = clock.now();
    const truths = new Map(
      runs.map((run) => [run.id, deriveRunTruth(run, findOperation(run.type), proofsOf(run), overrides, now)]),
    );
    return (run) => {
      const truth = truths.get(run.id);
      if (truth === undefined) throw new Error(`Run ${run.id} was not part of the evaluated batch.`);
      return truth;
    };
  }

  return {
    evaluateMany,
    /** Evaluates one run. */
    evaluate: async (run: Run): Promise<RunTruth> => (await evaluateMany([run]))(run),
  };
}
export type RunTruths = ReturnType<typeof createRunTruths>;
