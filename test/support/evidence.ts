import { type Clock, plusSeconds } from "../../shared/foundation/clock.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";

interface Scope {
  readonly workspaceId: string;
  readonly environmentId: string;
}

/** Stores an active, empty evidence snapshot for an environment, so that a review of it can be started. */
export async function anActiveSnapshot(target: StoreTarget & { readonly clock: Clock }, scope: Scope): Promise<void> {
  const { clock } = target;
  const evidence = createEvidenceSnapshots(target);
  const snapshot = {
    id: "snapshot",
    n: 1,
    fingerprint: "e".repeat(64),
    operationRunId: "run of the snapshot",
    initiatedByUserId: "manager",
    completeness: "complete",
    collections: [],
    summary: { policies: 0, settings: 0 },
    generatedAt: clock.now().toISOString(),
    expiresAt: plusSeconds(clock.now(), 86_400),
  } as const;
  await evidence.create(scope, snapshot, []);
  await evidence.activate(scope, snapshot);
}
