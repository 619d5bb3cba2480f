import type { Clock } from "../../shared/foundation/clock.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import type { PrepareDependencies } from "../../shared/operations/registry.ts";
import { createBackupSets } from "../../shared/records/backup-sets.ts";
import { createBaselineProfiles } from "../../shared/records/baseline-profiles.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";
import { createPlans } from "../../shared/records/plans.ts";
import { createProviderConnections } from "../../shared/records/provider-connections.ts";
import { createRecordArchive } from "../../shared/records/record-archive.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";

/** The dependencies of operations while they prepare a start. All of them only read. */
export function createPrepareDependencies(target: StoreTarget & { readonly clock: Clock }): PrepareDependencies {
  return {
    connections: createProviderConnections(target),
    evidence: createEvidenceSnapshots(target),
    baselineProfiles: createBaselineProfiles(target),
    backupSets: createBackupSets(target),
    restoreRuns: createRestoreRuns(target),
    plans: createPlans(target),
    archive: createRecordArchive(target),
    clock: target.clock,
    reviews: createEnvironmentReviews({ ...target, ids: randomIds }),
  };
}
