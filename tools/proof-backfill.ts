import { createRunLists } from "../shared/ledger/run-lists.ts";
import { createRunQueries } from "../shared/ledger/run-queries.ts";
import type { StoreTarget } from "../shared/ledger/store.ts";
import { findOperation } from "../shared/operations/registry.ts";
import { createEnvironmentProofs, proofOf } from "../shared/records/environment-proofs.ts";

const pageSize = 1000;

interface Backfill {
  readonly workspaceId: string;
  readonly now: Date;
  /** Called after each page, to show progress. */
  readonly onProgress?: (filled: Filled) => void;
}
/** How many runs were examined, and how many of them prove something. */
interface Filled {
  readonly runs: number;
  readonly proving: number;
}

/**
 * Records what the stored runs of a workspace prove, for a deployment that had runs before it had promises. Only work
 * that proves something is loaded. Idempotent: a stored proof is only replaced by a later one, so it may run again, be
 * interrupted, and run while new work ends.
 */
export async function backfillProofs(target: StoreTarget, { workspaceId, now, onProgress }: Backfill): Promise<Filled> {
  const lists = createRunLists(target);
  const queries = createRunQueries(target);
  const proofs = createEnvironmentProofs(target);
  let filled: Filled = { runs: 0, proving: 0 };
  let before: string | undefined;
  do {
    const page = await lists.findNewest([{ workspaceId }], { floor: "", before }, pageSize);
    const ids = page.entries.flatMap(({ id, type }) =>
      (findOperation(type)?.proves ?? "nothing") === "nothing" ? [] : [id],
    );
    const proving = (await queries.getRuns(ids, { isConsistent: true })).flatMap(
      (run) => proofOf(run, findOperation(run.type), now) ?? [],
    );
    for (const { environmentId, kind, proof } of proving) await proofs.record(workspaceId, environmentId, kind, proof);
    filled = { runs: filled.runs + page.entries.length, proving: filled.proving + proving.length };
    onProgress?.(filled);
    before = page.nextBefore;
  } while (before !== undefined);
  return filled;
}
