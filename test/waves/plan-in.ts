import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import type { WaveWorld } from "./wave-world.ts";

export const promotion = "promotion.execute";
export const promotionSource = "acme-lab";
export const promotionInput = { sourceEnvironmentId: promotionSource, policyIds: ["policy"] };
const validMillis = 3_600_000;

/** The change set that the dry run of a promotion makes in an environment: it updates so many of two policies. */
export async function planIn(world: WaveWorld, environmentId: string, update: number): Promise<void> {
  const { id } = await world.runIn(environmentId);
  const restores = createRestoreRuns(world);
  const scope = { workspaceId: "acme", environmentId };
  const by = { runId: id, attempt: 1 };
  await restores.open(scope, {
    ...{ id, by, action: "promote", isDryRun: true, sourceEnvironmentId: promotionSource, requestedItems: ["policy"] },
    ...{ providerConnectionId: "default", requestedByUserId: "manager", incompleteCollections: [] },
  });
  const expiresAt = new Date(world.clock.now().getTime() + validMillis).toISOString();
  await restores.move(scope, id, by, "scoped");
  await restores.move(scope, id, by, "checked");
  await restores.move(scope, id, by, "previewed", {
    ...{ digest: `digest of ${environmentId}`, expiresAt, itemCount: 2 },
    preview: { create: 0, update, unchanged: 2 - update, manualRequired: 0 },
  });
}
