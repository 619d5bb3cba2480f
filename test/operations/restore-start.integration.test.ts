import { afterEach, expect, it } from "vitest";
import { createPolicyVersions } from "../../shared/records/policy-versions.ts";
import { operationWorld, scope } from "./operation-world.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

const refusedAt = (path: string) => ({ kind: "refuse", errors: [{ path, message: expect.any(String) }] });

it("restore start refuses a missing, unfinished or empty set", async () => {
  const { needs, prepare } = await operationWorld();
  expect(await prepare("restore.execute", { backupSetId: "none" })).toEqual(refusedAt("backupSetId"));

  const by = { runId: "01J0", attempt: 1 };
  await needs.backupSets.begin(scope, { id: "set-1", name: "Set", by, n: 1 });
  expect(await prepare("restore.execute", { backupSetId: "set-1" })).toEqual(refusedAt("backupSetId"));

  await needs.backupSets.release(scope, "set-1", "01J0");
  expect(await prepare("restore.execute", { backupSetId: "set-1" })).toEqual(refusedAt("backupSetId"));
});

it("restore start rejects policies outside the set and invalid previews", async () => {
  const { prepare, backupSetId, five } = await restoreWorld();
  const start = (input: Record<string, unknown>) => prepare("restore.execute", { backupSetId, ...input });
  const policyIds = [five[0]?.policyId];

  expect(await start({ policyIds: [...policyIds, "unknown"] })).toEqual(refusedAt("policyIds"));
  expect(await start({ restoreRunId: "unknown" })).toEqual(refusedAt("restoreRunId"));
  expect(await start({ restoreRunId: "unknown", dryRun: true })).toEqual(refusedAt("dryRun"));
  expect(await start({ restoreRunId: "unknown", policyIds })).toEqual(refusedAt("policyIds"));
});

it("preview and execution of a restore are different work, another order is not", async () => {
  const { prepare, backupSetId, five } = await restoreWorld();
  const [a, b] = five.map(({ policyId }) => policyId);
  const identityOf = async (input: Record<string, unknown>) => {
    const prepared = await prepare("restore.execute", { backupSetId, ...input });
    return prepared.kind === "start" ? JSON.stringify([prepared.identity, prepared.context]) : prepared;
  };

  expect(await identityOf({ dryRun: true })).not.toEqual(await identityOf({}));
  expect(await identityOf({ dryRun: false })).toEqual(await identityOf({}));
  expect(await identityOf({ policyIds: [a, b] })).toEqual(await identityOf({ policyIds: [b, a, b] }));
  expect(await identityOf({ policyIds: [a] })).not.toEqual(await identityOf({ policyIds: [b] }));
});

it.each([{ dryRun: true }, { dryRun: false }])(
  "restore is blocked by a disabled connection and stores no record ($dryRun)",
  async (input) => {
    const world = await restoreWorld();
    await world.changeAll();
    const connection = await world.connections.find(scope, "connection-1");
    if (connection === undefined) throw new Error("no connection");
    const { baseUrl, tokenUrl, clientId } = connection;
    await world.addConnection({ baseUrl, tokenUrl, clientId, isEnabled: false });
    const run = await world.start(input);

    expect((await world.attempt(run)).result).toMatchObject({
      outcome: "blocked",
      reasonCode: "provider_connection_disabled",
    });
    expect(await world.needs.restoreRuns.find(scope, run.id)).toBeUndefined();
    expect(world.gate.writes).toEqual([]);
  },
);

it("restore is blocked when its environment has no default connection any more", async () => {
  const world = await restoreWorld();
  const connection = await world.connections.find(scope, "connection-1");
  if (connection === undefined) throw new Error("no connection");
  const { baseUrl, tokenUrl, clientId } = connection;
  await world.addConnection({ baseUrl, tokenUrl, clientId, isDefault: false });

  expect(await world.restore()).toMatchObject({ outcome: "blocked", reasonCode: "provider_connection_invalid" });
});

it("restore is blocked and ends its record when consent is missing", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  await fetch(`${world.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });
  const run = await world.start();

  const { result } = await world.attempt(run);

  expect(result).toMatchObject({ outcome: "blocked", reasonCode: "provider_consent_missing" });
  expect(await world.needs.restoreRuns.find(scope, run.id)).toMatchObject({
    status: "failed",
    failureReason: "provider_consent_missing",
  });
  expect((await world.attempt({ ...run, attempt: 2 })).result).toEqual(result);
});

it("blocked execution keeps its preview for a retry", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const preview = await world.start({ dryRun: true });
  await world.attempt(preview);
  const connection = await world.connections.find(scope, "connection-1");
  if (connection === undefined) throw new Error("no connection");
  const { baseUrl, tokenUrl, clientId } = connection;
  await world.addConnection({ baseUrl, tokenUrl, clientId, isEnabled: false });
  expect(await world.restore({ restoreRunId: preview.id })).toMatchObject({ outcome: "blocked" });

  await world.addConnection({ baseUrl, tokenUrl, clientId });

  expect(await world.restore({ restoreRunId: preview.id })).toMatchObject({ outcome: "succeeded" });
});

it("preview is executed by only one of two runs", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const preview = await world.start({ dryRun: true });
  await world.attempt(preview);
  const [first, second] = [
    await world.start({ restoreRunId: preview.id }),
    await world.start({ restoreRunId: preview.id }),
  ];

  expect((await world.attempt(first)).result).toMatchObject({ outcome: "succeeded" });
  expect((await world.attempt(second)).result).toMatchObject({
    outcome: "blocked",
    reasonCode: "restore.preview_unusable",
  });
  expect(world.gate.writes).toHaveLength(5);
});

it("executed preview keeps its own end on redelivery", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const preview = await world.start({ dryRun: true });
  const { result } = await world.attempt(preview);
  await world.restore({ restoreRunId: preview.id });

  expect((await world.attempt({ ...preview, attempt: 2 })).result).toEqual(result);
  expect(world.gate.writes).toHaveLength(5);
});

it("dry run names unreadable policies and is marked partial", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  await world.fault({
    match: `GET /beta/deviceManagement/${world.five[0]?.collection}/${world.five[0]?.policyId}`,
    status: 403,
    times: 1,
  });
  const run = await world.start({ dryRun: true });

  expect((await world.attempt(run)).result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "restore.items_unreadable",
    failures: [{ code: "restore.assignments_not_restored" }, { code: "provider_permission_denied" }],
  });
  expect(await world.needs.restoreRuns.find(scope, run.id)).toMatchObject({
    preview: { update: 4, manualRequired: 1 },
  });
});

it("a preview keeps the provider's document of each change", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const [removed] = world.five;
  if (removed === undefined) throw new Error("no policy");
  await world.atProvider("DELETE", removed);
  const preview = await world.start({ dryRun: true });
  await world.attempt(preview);

  const items = await world.needs.restoreRuns.listItems(scope, preview.id);
  const versions = createPolicyVersions(world);
  const kept = items.map(async ({ itemId, preview: seen }) => {
    const text = seen?.currentVersion && (await versions.findPreviewed(scope, seen.currentVersion));
    return [itemId, seen?.change, text ? JSON.parse(text).description : text];
  });

  expect(new Map((await Promise.all(kept)).map(([id, ...rest]) => [id, rest]))).toEqual(
    new Map(
      world.five.map(({ policyId }) =>
        policyId === removed.policyId
          ? [policyId, ["create", undefined]]
          : [policyId, ["update", "changed by an administrator"]],
      ),
    ),
  );
});
