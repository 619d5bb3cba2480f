import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { guidOf } from "../../local/provider/graph/seeded.ts";
import { readPolicyItem } from "../../shared/operations/policies/policy-item.ts";
import type { PolicyCollection } from "../../shared/operations/provider/provider-access.ts";
import { createBaselineSnapshots } from "../../shared/records/baseline-snapshots.ts";
import { createListings } from "../../shared/records/listings.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { scope } from "./operation-world.ts";
import type { RestoreWorld } from "./restore-world.ts";

/** An environment of another tenant, as its last syncs stored it. */
export const source = { ...scope, environmentId: "acme-lab" };

/** Ids of objects that have other ids in the target. */
export const sourceGroup = (position: number): string => guidOf(`lab group ${position}`);
export const sourceFilter = guidOf("lab filter");
export const sourceTag = "7";
/** The first has the name of a message template of the target. */
export const sourceTemplate = (position: number): string => guidOf(`lab template ${position}`);

export const sourceTarget = (position: number) => ({
  target: { "@odata.type": "#microsoft.graph.groupAssignmentTarget", groupId: sourceGroup(position) },
});

/** A policy of the source as Graph sends it. */
export const sourcePolicy = (id: string, fields: object = {}) => ({
  "@odata.type": "#microsoft.graph.iosCustomConfiguration",
  id,
  displayName: `Lab ${id}`,
  payloadName: "payload",
  roleScopeTagIds: ["0"],
  ...fields,
});

let syncs = 0;

/** Stores policies of the source as a sync of it would. */
export async function syncSource(
  world: RestoreWorld,
  policies: readonly object[],
  collection: PolicyCollection = "deviceConfigurations",
): Promise<void> {
  syncs += 1;
  const read = policies.map((policy) => {
    const item = readPolicyItem(collection, policy);
    if (!item.ok) throw new Error(item.rejected.message);
    return item.policy;
  });
  const run = { runId: `sync-${syncs}`, n: syncs, providerConnectionId: "connection-lab" };
  await createPolicies(world).upsertPage(source, read, { ...run, page: 0, partStartsAtPage: 0, swept: [] });
}

/**
 * The names of groups, filters, tags and templates of the source; those of two groups are the names of groups of the
 * target. `twice` names the group whose name another group of the source has as well.
 */
export async function nameSource(world: RestoreWorld, { twice }: { readonly twice?: number } = {}): Promise<void> {
  await world.directory({ groups: 50 });
  await world.perform("directory.groups.sync");
  const { listings } = world.needs;
  const head = await listings.find(scope, "groups");
  const held = head === undefined ? [] : await listings.itemsOf(scope, head);
  const groups = [1, 2].map((position) => ({
    id: sourceGroup(position),
    displayName: held.find(({ id }) => id === groupIdAt(position))?.displayName ?? "",
  }));
  const again = groups.filter(({ id }) => twice !== undefined && id === sourceGroup(twice));
  await putList(world, "groups", [
    ...groups,
    { id: sourceGroup(3), displayName: "Only in the lab" },
    ...again.map(({ displayName }) => ({ id: sourceGroup(4), displayName })),
  ]);
  await putList(world, "inventory.assignmentFilters", [
    { id: `assignmentFilters:${sourceFilter}`, objectId: sourceFilter, displayName: "Corporate Windows devices" },
  ]);
  await putList(world, "inventory.roleScopeTags", [
    { id: `roleScopeTags:${sourceTag}`, objectId: sourceTag, displayName: "Berlin" },
  ]);
  const templates = ["Device is not compliant", "Only in the lab"].map((displayName, position) => ({
    id: `notificationMessageTemplates:${sourceTemplate(position)}`,
    objectId: sourceTemplate(position),
    displayName,
  }));
  await putList(world, "inventory.notificationMessageTemplates", templates);
}

async function putList(
  world: RestoreWorld,
  list: string,
  items: readonly { id: string; displayName: string; objectId?: string }[],
) {
  const at = world.clock.now().toISOString();
  await createListings(world).replace(source, list, {
    ...{ n: 1, operationRunId: "list", providerConnectionId: "connection-lab", status: "complete" },
    ...{ contentHash: "0", startedAt: at, readAt: at, unreadable: 0 },
    items: items.map((item) => ({ ...item, contentHash: "0" })),
  });
}

/** A captured baseline of the source with these policies. */
export async function captureSource(world: RestoreWorld, id: string, policies: readonly object[]): Promise<void> {
  const snapshots = createBaselineSnapshots(world);
  const items = policies.map((policy) => {
    const item = readPolicyItem("deviceConfigurations", policy);
    if (!item.ok) throw new Error(item.rejected.message);
    const { id: policyId, collection, platform, displayName, contentHash, body } = item.policy;
    return {
      policyId,
      collection,
      platform,
      displayName,
      contentHash,
      comparableHash: "1:0",
      body: new Uint8Array(body),
    };
  });
  await snapshots.putItems(source, id, items);
  await snapshots.complete(source, {
    ...{ id, baselineProfileId: "profile-1", operationRunId: id, fingerprint: "0", itemCount: items.length },
    ...{ content: id, capturedAt: world.clock.now().toISOString() },
  });
}
