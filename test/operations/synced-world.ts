import { readPolicyItem } from "../../shared/operations/policies/policy-item.ts";
import { policyCollections } from "../../shared/operations/provider/provider-access.ts";
import { operationWorld, scope } from "./operation-world.ts";

/** An environment with synced policies, as a sync would have left them. */
export async function aSyncedWorld(
  policies: readonly { id: string; platforms?: string }[] = [{ id: "a" }, { id: "b" }],
) {
  const world = await operationWorld();
  const { needs, ids, clock } = world;
  async function sync(items: readonly { id: string; platforms?: string }[]) {
    const runId = ids.next(clock.now());
    const read = items.map((item) =>
      readPolicyItem("configurationPolicies", { platforms: "windows10", settingCount: 2, settings: [{}, {}], ...item }),
    );
    const accepted = read.flatMap((item) => (item.ok ? [item.policy] : []));
    const n = await needs.tickets.take(scope, "policies", { runId, attempt: 1 });
    const source = { runId, n, providerConnectionId: "connection-1" };
    const mark = { ...source, page: 0, partStartsAtPage: 0, swept: [] };
    await needs.policies.upsertPage(scope, accepted, mark);
    for (const collection of policyCollections) {
      await needs.policies.recordCollectionRead(scope, { ...source, collection, isComplete: true, failedItems: 0 });
    }
  }
  await sync(policies);
  const active = () => needs.evidence.findActive(scope);
  return { ...world, sync, active };
}
