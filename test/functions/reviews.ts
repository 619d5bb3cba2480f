import { correlationHashOf, identityHash } from "../../shared/run/identity.ts";
import type { Run } from "../../shared/run/run.ts";
import { wholeReviewsIn } from "../records/complete-records.ts";
import type { World } from "./world.ts";

export const fingerprint = "f".repeat(64);
export const prod = { workspaceId: "acme", environmentId: "acme-prod" };
export const lab = { workspaceId: "acme", environmentId: "acme-lab" };
const content = {
  completeness: "complete" as const,
  summary: { policies: 1, settings: 3, sections: 1, gaps: 0 },
  sections: [{ platform: "windows", collection: "configurationPolicies" as const, policyCount: 1, settingCount: 3 }],
  gaps: [],
};

/** Creates reviews in a world like the compose handler. */
export function reviewsIn(world: World) {
  const reviews = wholeReviewsIn(world);
  const draft = async (scope = prod, of: { fingerprint?: string; operationRunId?: string } = {}) => {
    const wanted = { fingerprint, operationRunId: "an earlier run", ...of };
    const opened = await reviews.openDraft(scope, {
      ...wanted,
      evidenceSnapshotId: "snapshot",
      initiatedByUserId: "manager",
    });
    return opened.review.id;
  };
  return {
    ...reviews,
    draft,
    async ready(...of: Parameters<typeof draft>) {
      const id = await draft(...of);
      await reviews.complete(of[0] ?? prod, id, content);
      return id;
    },
  };
}

/** A queued run that composes the review of one fingerprint. */
export async function aComposeRun(world: World, scope = prod): Promise<Run> {
  world.clock.advance(1);
  const type = "environment.review.compose";
  const ensured = await world.runService.ensure({
    type,
    ...scope,
    initiator: { id: "manager", name: "manager" },
    identityHash: identityHash({ ...scope, type, identity: { fingerprint, at: world.clock.now().toISOString() } }),
    correlationHash: correlationHashOf(["fingerprint"], { fingerprint }),
    input: { evidenceSnapshotId: "snapshot" },
    context: { fingerprint },
    firstDueSeconds: 120,
  });
  if (ensured.kind !== "created") throw new Error(`expected a new run, got ${ensured.kind}`);
  return ensured.run;
}
