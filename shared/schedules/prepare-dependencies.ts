import { createAccess } from "../access/access-store.ts";
import type { Clock } from "../foundation/clock.ts";
import { randomIds } from "../foundation/ids.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { PrepareDependencies } from "../operations/registry.ts";
import { createBackupSchedules } from "../records/backup-schedules.ts";
import { createBackupSets } from "../records/backup-sets.ts";
import { createBaselineProfiles } from "../records/baseline-profiles.ts";
import { createBaselineSnapshots } from "../records/baseline-snapshots.ts";
import { createEnvironmentReviews } from "../records/environment-reviews.ts";
import { createEvidenceSnapshots } from "../records/evidence-snapshots.ts";
import { createFindPackable } from "../records/packable-reviews.ts";
import { createPlans } from "../records/plans.ts";
import { createPolicies } from "../records/policies.ts";
import { createPolicyExports } from "../records/policy-exports.ts";
import { createPolicyVersionArchive } from "../records/policy-version-archive.ts";
import { createProviderConnections } from "../records/provider-connections.ts";
import { createRecordArchive } from "../records/record-archive.ts";
import { createRestoreRuns } from "../records/restore-runs.ts";
import { createReviewPacks } from "../records/review-packs.ts";

/** The dependencies of operations while they prepare a start. All of them only read. */
export function createPrepareDependencies(target: StoreTarget & { readonly clock: Clock }): PrepareDependencies {
  const access = createAccess(target);
  return {
    connections: createProviderConnections(target),
    evidence: createEvidenceSnapshots(target),
    baselineProfiles: createBaselineProfiles(target),
    baselineSnapshots: createBaselineSnapshots(target),
    backupSets: createBackupSets(target),
    restoreRuns: createRestoreRuns(target),
    plans: createPlans(target),
    archive: createRecordArchive(target),
    policies: createPolicies(target),
    policyExports: createPolicyExports(target),
    environments: {
      async nameOf({ workspaceId, environmentId }) {
        return (await access.findEnvironmentNames(workspaceId, [environmentId])).get(environmentId) ?? environmentId;
      },
    },
    backupSchedules: createBackupSchedules(target),
    versionArchive: createPolicyVersionArchive(target),
    clock: target.clock,
    reviewPacks: createReviewPacks(target),
    reviews: {
      ...createEnvironmentReviews({ ...target, ids: randomIds }),
      findPackable: createFindPackable(target),
    },
  };
}
