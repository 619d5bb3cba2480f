import { expect, it } from "vitest";
import { readPolicyItem } from "../../../shared/operations/policies/policy-item.ts";
import { versionBodyOf } from "../../../shared/operations/policies/version-body.ts";
import { createEvidenceSnapshots } from "../../../shared/records/evidence-snapshots.ts";
import { createPolicies } from "../../../shared/records/policies.ts";
import { createPolicyVersionArchive } from "../../../shared/records/policy-version-archive.ts";
import { createRestoreRuns } from "../../../shared/records/restore-runs.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const records = "/api/workspaces/acme/environments/acme-prod/records";

interface Fields {
  readonly id: string;
  readonly displayName?: string;
  readonly [name: string]: unknown;
}

/** A sync that saw these policies, with the given ticket. */
async function sync({ client, tableName, clock }: World, n: number, items: readonly Fields[]): Promise<void> {
  clock.advance(60);
  const policies = items.flatMap((item) => {
    const read = readPolicyItem("deviceConfigurations", { displayName: item.id, ...item });
    return read.ok ? [read.policy] : [];
  });
  const source = { runId: `run-${n}`, n, providerConnectionId: "connection-1" };
  const mark = { ...source, page: 0, partStartsAtPage: 0, swept: [] };
  await createPolicies({ client, tableName, clock }).upsertPage(scope, policies, mark);
}

it("a policy lists its versions, newest first, with the run of each", async () => {
  const world = await createInProcessWorld();
  await sync(world, 1, [{ id: "a", cameraBlocked: false }]);
  await sync(world, 2, [{ id: "a", cameraBlocked: true }]);
  await sync(world, 3, [{ id: "a", cameraBlocked: true }]);
  await sync(world, 4, [{ id: "a", cameraBlocked: true, minutes: 5 }]);

  const { body } = await world.call({ path: `${records}/policies/a/versions` });

  expect(body.items).toMatchObject([
    { operationRunId: "run-4", isCurrent: true, settingCount: 2 },
    { operationRunId: "run-2", isCurrent: false, settingCount: 1 },
    { operationRunId: "run-1", isCurrent: false, settingCount: 1 },
  ]);
  const first = await world.call({ path: `${records}/policies/a/versions`, query: "limit=1" });
  const rest = await world.call({
    path: `${records}/policies/a/versions`,
    query: `limit=5&cursor=${first.body.nextCursor}`,
  });
  expect([...first.body.items, ...rest.body.items]).toEqual(body.items);
});

it("a version states when it was archived and purged", async () => {
  const world = await createInProcessWorld();
  await sync(world, 1, [{ id: "a", cameraBlocked: false }]);
  await sync(world, 2, [{ id: "a", cameraBlocked: true }]);
  const versions = async () => (await world.call({ path: `${records}/policies/a/versions` })).body.items;
  const [, { contentHash }] = await versions();
  const archive = createPolicyVersionArchive({ client: world.client, tableName: world.tableName, clock: world.clock });

  await archive.archive(scope, contentHash, "run-3");
  const archivedAt = world.clock.now().toISOString();
  expect(await versions()).toMatchObject([
    { archivedAt: null, purgedAt: null },
    { archivedAt, purgedAt: null },
  ]);

  world.clock.advance(60);
  await archive.beginPurge(scope, contentHash, "run-4");
  await archive.endPurge(scope, contentHash, "run-4");
  expect(await versions()).toMatchObject([
    { purgedAt: null },
    { archivedAt, purgedAt: world.clock.now().toISOString() },
  ]);
});

it("a policy lists a content once when it returned to it", async () => {
  const world = await createInProcessWorld();
  for (const [n, cameraBlocked] of [true, false, true, false].entries()) {
    await sync(world, n + 1, [{ id: "a", cameraBlocked }]);
  }

  const { items } = (await world.call({ path: `${records}/policies/a/versions` })).body;

  expect(items.map(({ operationRunId }: { operationRunId: string }) => operationRunId)).toEqual(["run-2", "run-1"]);
});

it("a policy document marks masked secrets as unverifiable", async () => {
  const world = await createInProcessWorld();
  await sync(world, 1, [{ id: "a", wifi: { preSharedKey: "correct horse battery", ssid: "Lab" } }]);

  const { text, body } = await world.call({ path: `${records}/policies/a/document` });

  expect(text).not.toContain("horse");
  expect(body.document).toMatchObject({ wifi: { preSharedKey: "****", ssid: "Lab" } });
  expect(body.settings).toContainEqual({
    path: ["wifi", "preSharedKey"],
    value: "****",
    isUnverifiable: true,
    isCut: false,
  });
  expect((await world.call({ path: `${records}/policies/a/document`, query: "version=other" })).status).toBe(404);
});

it("a comparison uses the current version and the one before by default", async () => {
  const world = await createInProcessWorld();
  await sync(world, 1, [{ id: "a", cameraBlocked: false, minutes: 5 }]);
  const before = (await world.call({ path: `${records}/policies/a` })).body.contentHash;
  await sync(world, 2, [{ id: "a", cameraBlocked: true, minutes: 5 }]);

  const { body } = await world.call({ path: `${records}/policies/a/comparison` });

  expect(body).toMatchObject({ isComparable: true, counts: { changed: 1, added: 0, removed: 0 } });
  expect(body.settings).toContainEqual({
    path: ["cameraBlocked"],
    change: "changed",
    from: "false",
    to: "true",
    isCut: false,
  });
  expect((await world.call({ path: `${records}/policies/a/comparison`, query: `from=${before}` })).body).toEqual(body);
});

it("a policy never shows a version of another policy", async () => {
  const world = await createInProcessWorld();
  await sync(world, 1, [{ id: "a" }, { id: "b", cameraBlocked: true }]);
  const other = (await world.call({ path: `${records}/policies/b` })).body.contentHash;

  expect((await world.call({ path: `${records}/policies/a/document`, query: `version=${other}` })).status).toBe(404);
  expect((await world.call({ path: `${records}/policies/a/comparison`, query: `from=${other}` })).body).toMatchObject({
    isComparable: false,
    settings: [],
  });
});

it("a search finds policies by words of the name or by id", async () => {
  const world = await createInProcessWorld();
  const names = ["Windows disk encryption", "Windows firewall", "macOS firewall"];
  await sync(
    world,
    1,
    names.map((displayName, at) => ({ id: `p-${at}`, displayName })),
  );
  const search = async (text: string, more = "") => {
    const query = `search=${encodeURIComponent(text)}${more}`;
    return (await world.call({ path: `${records}/policies`, query })).body;
  };
  const namesOf = ({ items }: { items: { displayName: string }[] }) => items.map(({ displayName }) => displayName);

  expect(namesOf(await search("FIREWALL windows"))).toEqual(["Windows firewall"]);
  expect(namesOf(await search("p-2"))).toEqual(["macOS firewall"]);
  expect(namesOf(await search("nothing"))).toEqual([]);
  const first = await search("firewall", "&limit=1");
  expect(namesOf(first)).toEqual(["Windows firewall"]);
  expect(namesOf(await search("firewall", `&limit=1&cursor=${first.nextCursor}`))).toEqual(["macOS firewall"]);
  const foreign = `search=other&cursor=${first.nextCursor}`;
  expect((await world.call({ path: `${records}/policies`, query: foreign })).status).toBe(400);
});

it("a previewed policy is compared with its backup, or marked as not comparable", async () => {
  const world = await createInProcessWorld();
  const { client, tableName, clock } = world;
  await sync(world, 1, [{ id: "a", minutes: 5 }]);
  const { contentHash } = (await world.call({ path: `${records}/policies/a` })).body;
  const current = versionBodyOf({ id: "a", displayName: "a", minutes: 15, cameraBlocked: true });
  if (typeof current === "string") throw new Error(current);
  await createPolicies({ client, tableName, clock }).keepPreviewed(scope, { policyId: "a", ...current });
  const restores = createRestoreRuns({ client, tableName, clock });
  const by = { runId: "restore", attempt: 1 };
  const wanted = { backupSetId: "set", providerConnectionId: "c", requestedByUserId: "manager", isDryRun: true };
  await restores.open(scope, { id: "restore", by, requestedItems: "all", incompleteCollections: [], ...wanted });
  const collection = "deviceConfigurations";
  const items = ["a", "gone", "old"].map(
    (itemId) => ({ itemId, collection, displayName: itemId, contentHash }) as const,
  );
  await restores.addItems(scope, "restore", items);
  const update = { change: "update", currentHash: "digest" } as const;
  await restores.recordPreview(scope, "restore", "a", { ...update, currentVersion: current.contentHash }, by);
  await restores.recordPreview(scope, "restore", "gone", { change: "create", currentHash: "absent" }, by);
  await restores.recordPreview(scope, "restore", "old", update, by);
  const compare = async (item: string) =>
    (await world.call({ path: `${records}/restore-runs/restore/items/${item}/comparison` })).body;

  expect(await compare("a")).toMatchObject({
    isComparable: true,
    counts: { changed: 1, removed: 1, added: 0 },
    settings: expect.arrayContaining([
      { path: ["minutes"], change: "changed", from: "15", to: "5", isCut: false },
      { path: ["cameraBlocked"], change: "removed", from: "true", to: null, isCut: false },
    ]),
  });
  expect(await compare("gone")).toMatchObject({ isComparable: true, counts: { added: 2, changed: 0, unchanged: 0 } });
  expect(await compare("old")).toMatchObject({ isComparable: false, settings: [] });
});

it("a promoted policy is compared as it is written, with what the target has", async () => {
  const world = await createInProcessWorld();
  const { client, tableName, clock } = world;
  const notice = (template: string, copied: string) => [
    { scheduledActionConfigurations: [{ notificationTemplateId: template, notificationMessageCCList: [copied] }] },
  ];
  const policies = createPolicies({ client, tableName, clock });
  const keep = async (document: object) => {
    const version = versionBodyOf({ id: "a", displayName: "a", ...document });
    if (typeof version === "string") throw new Error(version);
    await policies.keepFor(scope, { policyId: "a", ...version }, "change_set");
    await policies.keepPreviewed(scope, { policyId: "a", ...version });
    return version.contentHash;
  };
  const contentHash = await keep({
    ...{ minutes: 5, roleScopeTagIds: ["7"], scheduledActionsForRule: notice("t-lab", "g-lab") },
  });
  const currentVersion = await keep({
    ...{ minutes: 15, roleScopeTagIds: ["1"], scheduledActionsForRule: notice("t-live", "g-live") },
  });
  const restores = createRestoreRuns({ client, tableName, clock });
  const by = { runId: "promotion", attempt: 1 };
  const opened = {
    action: "promote",
    providerConnectionId: "c",
    requestedByUserId: "manager",
    isDryRun: true,
  } as const;
  await restores.open(scope, { id: "promotion", by, requestedItems: "all", incompleteCollections: [], ...opened });
  const collection = "deviceCompliancePolicies" as const;
  await restores.addItems(scope, "promotion", [{ itemId: "a", collection, displayName: "a", contentHash }]);
  const inTarget = { scopeTagIds: ["1"], actionIds: { "t-lab": "t-live", "g-lab": "g-live" } };
  const preview = { change: "update", currentHash: "digest", currentVersion, ...inTarget } as const;
  await restores.recordPreview(scope, "promotion", "a", preview, by);

  const { body } = await world.call({ path: `${records}/restore-runs/promotion/items/a/comparison` });

  expect(body).toMatchObject({ isComparable: true, counts: { changed: 1, added: 0, removed: 0 } });
  expect(JSON.stringify(body)).not.toContain("-lab");
});

it("a snapshot is compared with the one of the ticket before by default", async () => {
  const world = await createInProcessWorld();
  const evidence = createEvidenceSnapshots(world);
  const entry = { policyId: "a", collection: "deviceConfigurations", platform: "windows", settingCount: 1 } as const;
  // The runs got their ids in the order of the alphabet, and their attempts took the tickets in another one.
  for (const [id, n] of [
    ["run-c", 1],
    ["run-b", 2],
    ["run-a", 3],
  ] as const) {
    const snapshot = {
      id,
      n,
      fingerprint: `${n}`.repeat(64),
      operationRunId: id,
      initiatedByUserId: "manager",
      completeness: "complete",
      collections: [],
      summary: { policies: 1, settings: 1 },
      generatedAt: world.clock.now().toISOString(),
      expiresAt: "2036-03-01T08:00:00.000Z",
    } as const;
    await evidence.create(scope, snapshot, [{ ...entry, contentHash: `${n}`, displayName: "A" }]);
    await evidence.activate(scope, snapshot);
  }
  const compare = async (id: string) =>
    (await world.call({ path: `${records}/evidence-snapshots/${id}/comparison` })).body;

  expect(await compare("run-a")).toMatchObject({
    with: "run-b",
    policies: [{ change: "changed", from: "2", to: "3" }],
  });
  expect(await compare("run-b")).toMatchObject({
    with: "run-c",
    policies: [{ change: "changed", from: "1", to: "2" }],
  });
  expect(await compare("run-c")).toMatchObject({ with: null, policies: [] });
});
