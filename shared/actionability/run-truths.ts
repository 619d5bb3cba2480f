import type { Clock } from "../clock.ts";
import { deriveRunTruth, type RunTruth } from "../derived/run-truth.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { LifecycleOverrides } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { createGatherProofs, type FindOperation } from "./gather.ts";

interface Parts extends StoreTarget {
  readonly clock: Clock;
  readonly findOperation: FindOperation;
  /** The windows of this environment where they differ from an operation's own. */
  readonly overrides: LifecycleOverrides;
}

/** The truth about some runs, by their ids; every run that was asked about is there. */
export type TruthOf = (run: Run) => RunTruth;

/**
 * Works out the truth about runs as stored facts give it now (spec 367). Reads only, never a provider, and writes
 * nothing. Read models use `evaluateMany`: its proof comes in batches, so that a page costs the same calls
 * whatever its number of rows.
 */
export function createRunTruths({ clock, findOperation, overrides, ...target }: Parts) {
  const gatherProofs = createGatherProofs({ ...target, clock, findOperation });

  async function evaluateMany(runs: readonly Run[]): Promise<TruthOf> {
    const proofsOf = await gatherProofs(runs);
    const now = clock.now();
    const truths = new Map(
      runs.map((run) => [run.id, deriveRunTruth(run, findOperation(run.type), proofsOf(run), overrides, now)]),
    );
    return (run) => {
      const truth = truths.get(run.id);
      if (truth === undefined) throw new Error(`The truth about run ${run.id} was not asked for.`);
      return truth;
    };
  }

  return {
    evaluateMany,
    /** The same for one run. */
    evaluate: async (run: Run): Promise<RunTruth> => (await evaluateMany([run]))(run),
  };
}
export type RunTruths = ReturnType<typeof createRunTruths>;
