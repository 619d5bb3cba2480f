import type { Access } from "../../shared/access/access-store.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { createPolicyVersions } from "../../shared/records/policy-versions.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import type { Cursors } from "./cursor.ts";
import { compareEvidenceEndpoint } from "./routes/compare-evidence.ts";
import { compareRestoreItemEndpoint } from "./routes/compare-restore-item.ts";
import { policyContentEndpoints } from "./routes/policy-contents.ts";

interface Dependencies {
  readonly target: StoreTarget & { readonly clock: Clock };
  readonly access: Access;
  readonly cursors: Cursors;
}

/** The routes of stored documents and their comparisons. */
export function documentEndpoints({ target, access, cursors }: Dependencies): Endpoint[] {
  const { clock } = target;
  const versions = createPolicyVersions(target);
  return [
    ...policyContentEndpoints({ access, policies: createPolicies(target), versions, cursors, clock }),
    compareRestoreItemEndpoint({ access, restoreRuns: createRestoreRuns(target), versions }),
    compareEvidenceEndpoint({ access, evidence: createEvidenceSnapshots(target) }),
  ];
}
