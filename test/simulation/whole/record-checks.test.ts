import { expect, it } from "vitest";
import { type EvidenceEntry, evidenceFingerprint } from "../../../shared/operations/evidence/evidence.ts";
import { readPolicyItem } from "../../../shared/operations/policies/policy-item.ts";
import { policyCollections } from "../../../shared/operations/provider/provider-access.ts";
import { createEvidenceSnapshots } from "../../../shared/records/evidence-snapshots.ts";
import { toItem } from "../../engines/dynamodb/marshalling.ts";
import { createWorld } from "../world.ts";
import { directClientOf } from "./direct-client.ts";
import type { Tenant } from "./provider.ts";
import { createRecordChecks } from "./record-checks.ts";

const syncId = "01KJP0000000000000000000SY";
const evidenceId = "01KJP0000000000000000000EV";

it("a redelivered attempt's unnamed entries belong to no evidence", async () => {
  const { earlier, later, store, momentsBroken } = await changedTenant();
  await store(earlier);

  const kept = await store(later);

  expect(kept.summary.policies).toBe(earlier.length);
  expect(await momentsBroken()).toEqual([]);
});

it("evidence of two states of a tenant is true of no one sync", async () => {
  const { earlier, later, store, momentsBroken } = await changedTenant();

  await store([...earlier.slice(0, 1), ...later.slice(1)]);

  expect(await momentsBroken()).toEqual([expect.stringContaining("is whole and true of no one sync")]);
});

it("evidence without a policy that its sync saw is true of no one sync", async () => {
  const { earlier, store, momentsBroken } = await changedTenant();

  await store(earlier.slice(1));

  expect(await momentsBroken()).toHaveLength(1);
});

/** A tenant that was synced, and where afterwards every policy changed and one was added; its entries of both states. */
async function changedTenant() {
  const world = await createWorld(1, {}, {});
  const { scheduler, tableName } = world;
  const [place] = world.tenants;
  if (place === undefined) throw new Error("the world has no tenant");
  const { scope, tenant } = place;
  const checks = createRecordChecks(world);
  const earlier = entriesOf(tenant);
  noteRun(syncId, "policy.sync");
  await passMinute();
  for (const { collection, policyId } of earlier) {
    tenant.update(collection, policyId, { description: "changed" }, undefined);
  }
  tenant.create(
    "deviceConfigurations",
    { displayName: "Added", "@odata.type": "#x", platforms: "windows10" },
    undefined,
  );
  const later = entriesOf(tenant);
  await passMinute();
  noteRun(evidenceId, "tenant.evidence.snapshot.generate");
  const evidence = createEvidenceSnapshots({ client: directClientOf(world), tableName, clock: scheduler.trueClock });

  return {
    earlier,
    later,
    /** Stores complete evidence of these entries as an attempt of the one evidence run does. */
    store: (entries: readonly EvidenceEntry[]) =>
      evidence.create(
        scope,
        {
          id: evidenceId,
          n: 1,
          operationRunId: evidenceId,
          initiatedByUserId: "operator",
          fingerprint: evidenceFingerprint(scope.environmentId, entries, [], "complete"),
          completeness: "complete",
          collections: [],
          summary: { policies: entries.length, settings: 0 },
          generatedAt: "2026-03-02T09:00:00.000Z",
          expiresAt: "2026-04-01T09:00:00.000Z",
        },
        entries,
      ),
    async momentsBroken(): Promise<string[]> {
      await checks.settle();
      world.disconnect();
      return checks.violations.flatMap(({ invariant, detail }) => (invariant === "W3" ? [detail] : []));
    },
  };

  /** Shows the checks a run that succeeds in one second. */
  function noteRun(id: string, type: string): void {
    const begun = scheduler.trueClock.now().getTime();
    const keys = { pk: `RUN#${id}`, sk: "#" };
    const { workspaceId, environmentId } = scope;
    const run = { ...keys, type, workspaceKey: `WORKSPACE#${workspaceId}`, environmentId };
    const running = toItem({ ...run, status: "running", outcome: "pending" });
    const completed = toItem({ ...run, status: "completed", outcome: "succeeded" });
    const change = { keys: toItem(keys), sequence: 1 } as const;
    checks.observe({ ...change, eventName: "INSERT", oldImage: undefined, newImage: running, at: new Date(begun) });
    const at = new Date(begun + 1000);
    checks.observe({ ...change, eventName: "MODIFY", oldImage: running, newImage: completed, at });
  }

  async function passMinute(): Promise<void> {
    let isOver = false;
    scheduler.at(scheduler.trueClock.now().getTime() + 60_000, () => {
      isOver = true;
    });
    await scheduler.play(() => isOver, 60_001);
  }
}

function entriesOf(tenant: Tenant): EvidenceEntry[] {
  return policyCollections.flatMap((collection) =>
    tenant.shown(collection).map((document) => {
      const read = readPolicyItem(collection, document);
      if (!read.ok) throw new Error(read.rejected.message);
      const { id: policyId, contentHash, platform, displayName, settingCount } = read.policy;
      return { policyId, contentHash, collection, platform, displayName, settingCount };
    }),
  );
}
