import type { Clock } from "../../shared/foundation/clock.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { type EnvironmentProofs, proofOf } from "../../shared/records/environment-proofs.ts";
import type { Run } from "../../shared/run/run.ts";

interface Dependencies {
  readonly proofs: Pick<EnvironmentProofs, "record">;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  /** The time of the table. */
  readonly clock: Clock;
}

/** Records what a full success proves of its environment, for the promises. Idempotent; one write at most. */
export function createRecordProof({ proofs, findOperation, clock }: Dependencies) {
  return async function recordProof(run: Run): Promise<void> {
    const proven = proofOf(run, findOperation(run.type), clock.now());
    if (proven !== undefined) await proofs.record(run.workspaceId, proven.environmentId, proven.kind, proven.proof);
  };
}
