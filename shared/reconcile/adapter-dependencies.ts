import { deriveFreshness } from "../derived/freshness.ts";
import type { Clock } from "../foundation/clock.ts";
import { randomIds } from "../foundation/ids.ts";
import { createRunQueries } from "../ledger/run-queries.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AdapterDependencies, findOperation } from "../operations/registry.ts";
import { createBackupSets } from "../records/backup-sets.ts";
import { createBaselineSnapshots } from "../records/baseline-snapshots.ts";
import { createEnvironmentReviews } from "../records/environment-reviews.ts";
import { createEvidenceSnapshots } from "../records/evidence-snapshots.ts";
import { createPlans } from "../records/plans.ts";
import { createProviderWriter } from "../records/provider-writer.ts";
import { createRestoreRuns } from "../records/restore-runs.ts";
import { createReviewPacks } from "../records/review-packs.ts";
import { type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { createWaveProof } from "../waves/create-wave-proof.ts";

interface Dependencies extends StoreTarget {
  readonly clock: Clock;
  /** Lifecycle windows that this environment overrides. */
  readonly overrides?: LifecycleOverrides;
}

/** Dependencies of all reconcile adapters and of record settlement; a missing one does not compile. */
export function createAdapterDependencies({ overrides = {}, ...target }: Dependencies): AdapterDependencies {
  return {
    reviews: createEnvironmentReviews({ ...target, ids: randomIds }),
    restoreRuns: createRestoreRuns(target),
    plans: createPlans(target),
    baselineSnapshots: createBaselineSnapshots(target),
    backupSets: createBackupSets(target),
    evidence: createEvidenceSnapshots(target),
    reviewPacks: createReviewPacks(target),
    providerWriter: createProviderWriter(target),
    waves: createWaveProof(target),
    runs: {
      find: createRunQueries(target).getRun,
      isStale(run: Run, now: Date): boolean {
        const operation = findOperation(run.type);
        const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, overrides);
        return deriveFreshness(run, lifecycle, now) === "likely_stale";
      },
    },
  };
}
