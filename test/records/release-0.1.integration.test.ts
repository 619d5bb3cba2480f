import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { createAccessWriter } from "../../shared/access/access-writer.ts";
import { usableKey } from "../../shared/ledger/keys.ts";
import { createStore } from "../../shared/ledger/store.ts";
import { createSuccessPointer, successOf, successPointerKey } from "../../shared/ledger/success-pointer.ts";
import { createAuditRecorder } from "../../shared/records/audit.ts";
import { createNotificationRecorder } from "../../shared/records/notifications.ts";
import { createPublishReview } from "../../shared/records/publish-review.ts";
import { createUsablePointers } from "../../shared/records/usable-pointers.ts";
import { type AuditAction, auditActions } from "../../shared/run/audit-entry.ts";
import * as old from "../fixtures/release-0.1/release.mjs";
import { scope } from "../operations/operation-world.ts";
import { restoreWorld, stopRestoreWorlds } from "../operations/restore-world.ts";

afterAll(stopRestoreWorlds);

const place = { gen: 4, epoch: "epoch1" };
/** Kinds of record that release 0.1 never looks for. */
const unknownToIt = [
  "backup-set-content",
  "body-holds",
  "environment-review-published",
  "policy-bindings",
  "preview-documents",
  "provider-writer",
  "tickets",
];

/** An environment in which every operation has done its work. */
async function aUsedWorld() {
  const world = await restoreWorld();
  const check = await world.claimed("provider.connection.check", { providerConnectionId: "connection-1" });
  await world.attempt({ ...check, ...place });
  await world.changeAll();
  const preview = await world.start({ dryRun: true });
  await world.attempt(preview);
  await world.attempt(await world.start({ restoreRunId: preview.id }));
  await world.perform("tenant.evidence.snapshot.generate");
  const composed = await world.perform("environment.review.compose");
  const reviewId = composed.kind === "ended" ? composed.related?.id : undefined;
  await createPublishReview(world)(scope, reviewId ?? "", "owner");
  return { ...world, check, reviewId };
}

it("release 0.1 reads every record that operations store", async () => {
  const world = await aUsedWorld();
  const reader = old.createRecordReader(world);
  const policies = old.createPolicies(world);
  const items = z
    .array(z.looseObject({ pk: z.string() }))
    .parse((await world.client.send(new ScanCommand({ TableName: world.tableName }))).Items);
  const kinds = new Set(items.flatMap(({ pk }) => (pk.startsWith("REC#") ? [pk.split("#")[3]?.split(":")[0]] : [])));

  const read = [
    "provider-connections",
    "policies",
    "evidence-snapshots",
    "environment-reviews",
    "backup-sets",
    "restore-runs",
  ];
  for (const kind of read) {
    const { items: listed } = await reader.list(scope, kind, { limit: 100 });
    expect(listed.length, kind).toBeGreaterThan(0);
    for (const { id } of listed) expect(await reader.get(scope, kind, String(id)), kind).toMatchObject({ id });
  }
  const current = z.array(z.object({ contentHash: z.string() })).parse(await policies.listCurrent(scope));
  expect(await policies.findBody(scope, current[0]?.contentHash ?? "")).toContain("{");
  expect(await policies.collectionReads(scope)).toHaveLength(3);

  const readBeside = [
    "evidence-active",
    "evidence-entries",
    "restore-run-items",
    "policy-collections",
    "policy-versions",
  ];
  const readOnTheWay = ["environment-review-unique", "provider-defaults", "usable"];
  const known = [...read, ...readBeside, ...readOnTheWay, ...unknownToIt];
  // A new kind of record is looked at here: which reader of release 0.1 meets it?
  expect([...kinds].filter((kind) => kind !== undefined && !known.includes(kind))).toEqual([]);
});

it("release 0.1 reads pointers to records and successes", async () => {
  const world = await restoreWorld();
  const store = createStore(world);
  const run = { ...(await world.claimed("provider.connection.check")), ...place, correlationHash: "hash" };
  const usableAt = world.clock.now().toISOString();
  const usable = { id: "one", operationRunId: run.id, usableAt, ...place };
  await createUsablePointers(world).point(scope, "environment-reviews", "hash", usable);
  await createSuccessPointer(world).remember(run, successOf(run));

  const pointer = await store.get(usableKey(scope.workspaceId, scope.environmentId, "environment-reviews", "hash"));
  expect(old.usableIn(pointer)).toMatchObject({ id: "one" });
  expect(old.successesIn(await store.get(successPointerKey(run)))).toMatchObject([{ runId: run.id }]);
});

it("release 0.1 reads audit entries, notifications and members", async () => {
  const world = await restoreWorld();
  const audit = createAuditRecorder({ ...world, retentionDays: 30 });
  const recordedAt = world.clock.now().toISOString();
  const entryOf = (action: AuditAction, id: string) => ({
    ...{ id, ...scope, actor: { type: "human", id: "owner", label: "Owner" } as const, action },
    ...({
      resourceType: "environment",
      resourceId: "acme-prod",
      outcome: "success",
      metadata: {},
      recordedAt,
    } as const),
  });
  const actions = auditActions.filter((action) => action !== "unknown");
  for (const action of actions) await audit.record(entryOf(action, action));
  let beside = 0;
  const people = createAccessWriter(world);
  const next = () => audit.partOf(entryOf("workspace.written", `beside-${beside++}`));
  await people.createWorkspace("acme", { name: "Acme", owner: "owner" }, next);
  await people.writeEnvironment("acme", "acme-prod", { name: "Production" }, next);
  await people.writeMember("acme", "member", { role: "operator", environments: ["acme-prod"] }, next);
  await people.setArchived("acme", "acme-prod", true, next);
  const ended = { ...(await world.claimed("policy.sync")), completedAt: recordedAt };
  await createNotificationRecorder({ ...world, retentionDays: 30 }).record(ended);

  const { entries } = await old.createAudit(world).list({ workspaceId: "acme", environments: "all", limit: 100 });
  expect(entries).toHaveLength(actions.length + beside);
  const access = old.createAccess(world);
  for (const user of ["owner", "member"]) {
    expect(await access.enterEnvironment(user, "acme", "acme-prod")).toMatchObject({
      environment: { name: "Production" },
    });
  }
  const page = await old.createNotifications(world).list({ userId: "manager", isVisible: () => true, limit: 10 });
  expect(page.notifications).toHaveLength(1);
});
