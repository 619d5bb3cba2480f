import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import * as z from "zod";
import { membershipItem, platformItem } from "../../../shared/access/items.ts";
import { routes } from "../../../shared/contract/routes.ts";
import { recordKey, runKey, userKey, workspaceKey } from "../../../shared/ledger/keys.ts";
import { storePromise, storeSchedule } from "../../security/stored-content.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";
import { writeHistory } from "./run-histories.ts";

type Item = Record<string, unknown>;
const at = "2026-03-02T08:59:00.000Z";
const prod = ["acme", "acme-prod"] as const;

/** Stored items as this release writes them, one of each kind that a read uses besides runs. */
const items: readonly Item[] = [
  {
    ...workspaceKey("acme", `AUDIT#${at}#entry`),
    record: {
      id: "entry",
      workspaceId: "acme",
      environmentId: "acme-prod",
      actor: { type: "human", id: "operator", label: "operator" },
      action: "operation_run.cancelled",
      resourceType: "operation_run",
      resourceId: "run",
      outcome: "info",
      metadata: {},
      recordedAt: at,
    },
    expiresAt: 4_000_000_000,
  },
  membershipItem("acme", "readonly", { role: "readonly", environments: "all" }),
  platformItem("platform-chief", { capabilities: ["platform.console.view", "platform.operations.view"] }),
  {
    ...recordKey(...prod, "provider-connections", "default"),
    record: {
      id: "default",
      provider: "microsoft-graph",
      displayName: "Sample",
      baseUrl: "https://provider.example/v1.0",
      tokenUrl: "https://provider.example/token",
      clientId: "client",
      secretName: "runtruth/test/acme/acme-prod/provider",
      isDefault: true,
      isEnabled: true,
      consentStatus: "granted",
      verificationStatus: "healthy",
    },
  },
  {
    ...recordKey(...prod, "policies", "policy"),
    record: {
      id: "policy",
      collection: "configurationPolicies",
      platform: "windows",
      displayName: "Policy",
      settingCount: 3,
      contentHash: "hash",
      providerConnectionId: "default",
      firstSeenAt: at,
      changedAt: at,
      lastSync: { runId: "run", page: 0, change: "created" },
    },
  },
  {
    ...recordKey(...prod, "environment-reviews", "review"),
    record: {
      id: "review",
      fingerprint: "f",
      evidenceSnapshotId: "snapshot",
      operationRunId: "run",
      initiatedByUserId: "operator",
      status: "ready",
      createdAt: at,
      completeness: "complete",
      summary: { policies: 1, settings: 3, sections: 1, gaps: 0 },
      sections: [{ platform: "windows", collection: "configurationPolicies", policyCount: 1, settingCount: 3 }],
      gaps: [],
    },
  },
  {
    ...recordKey(...prod, "evidence-snapshots", "snapshot"),
    record: {
      id: "snapshot",
      operationRunId: "run",
      initiatedByUserId: "operator",
      fingerprint: "f",
      completeness: "complete",
      collections: [{ collection: "configurationPolicies", readAt: at, isComplete: true, failedItems: 0 }],
      summary: { policies: 1, settings: 3 },
      generatedAt: at,
      expiresAt: "2026-05-02T08:59:00.000Z",
      entryParts: 0,
    },
  },
  {
    ...recordKey(...prod, "backup-sets", "set"),
    record: { id: "set", name: "Set", status: "completed", itemCount: 1, operationRunId: "run", createdAt: at },
  },
  {
    ...recordKey(...prod, "backup-set-items:set", "item"),
    record: {
      policyId: "policy",
      collection: "configurationPolicies",
      platform: "windows",
      displayName: "Policy",
      contentHash: "hash",
      takenAt: at,
      operationRunId: "run",
      change: "created",
    },
  },
  {
    ...recordKey(...prod, "restore-runs", "restore"),
    record: {
      id: "restore",
      backupSetId: "set",
      providerConnectionId: "default",
      operationRunId: "run",
      requestedByUserId: "operator",
      status: "previewed",
      isDryRun: true,
      requestedItems: "all",
      createdAt: at,
    },
  },
  {
    ...recordKey(...prod, "restore-run-items:restore", "item"),
    record: {
      itemId: "item",
      collection: "configurationPolicies",
      displayName: "Policy",
      contentHash: "hash",
      preview: { change: "update" },
      result: { status: "applied", at },
    },
  },
];

async function worldWithEverything() {
  const world = await createInProcessWorld();
  const ids = await writeHistory(world, [
    { environmentId: "acme-prod", state: "failed", age: 20, closedAsStale: true },
    { environmentId: "acme-prod", state: "running", age: 200 },
    { environmentId: "acme-lab", state: "queued", age: 5 },
    { environmentId: "acme-prod", state: "succeeded", age: 4000 },
    { environmentId: null, state: "blocked", age: 4000 },
  ]);
  for (const item of items) await world.put(item);
  const note = { runId: ids[0], workspaceId: "acme", environmentId: "acme-prod", completedAt: at };
  const notification = { ...userKey("owner", `NOTE#${at}#${ids[0]}`), record: note, expiresAt: 4_000_000_000 };
  await world.put(notification);
  const scope = { workspaceId: "acme", environmentId: "acme-prod" };
  const schedule = await storeSchedule(world, scope);
  const promise = await storePromise(world, scope);
  const runs = await Promise.all(ids.map((id) => itemOf(world, runKey(id))));
  const planned = await Promise.all(
    [`SCHEDULE#${schedule}`, `PROMISE#${promise}`].map((sk) => itemOf(world, { pk: "WS#acme", sk })),
  );
  return { world, ids, stored: [...runs, ...items, notification, ...planned] };
}

async function itemOf({ client, tableName }: World, key: Readonly<Record<string, string>>): Promise<Item> {
  return (await client.send(new GetCommand({ TableName: tableName, Key: key }))).Item ?? {};
}

/** Fields with enumerated values. */
const enumerated = new Set([
  "status",
  "outcome",
  "source",
  "previousStatus",
  "previousOutcome",
  "action",
  "role",
  "completeness",
  "change",
  "collection",
  "consentStatus",
  "verificationStatus",
  "type",
  "capabilities",
]);
/** Optional fields. */
const optional = new Set(["endedBy", "reconciliation", "dispatch", "context", "claims", "attempt", "correlationHash"]);

type Path = readonly string[];
interface Change {
  readonly what: string;
  readonly item: Item;
}

/** Every single change of a newer release to an item: an unknown value, an added field, a removed field. */
function changesOf(item: Item): Change[] {
  const change = (what: string, path: Path, to: (value: unknown) => unknown): Change => ({
    what: `${what} ${path.join(".")}`,
    item: z.record(z.string(), z.unknown()).parse(edited(item, path, to)),
  });
  return pathsIn(item).flatMap((path) => {
    const name = path.findLast((part) => Number.isNaN(Number(part))) ?? "";
    const value = path.reduce(
      (inner: unknown, key) => z.record(z.string(), z.unknown()).parse({ ...Object(inner) })[key],
      item,
    );
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return [
      ...(enumerated.has(name) && typeof value === "string"
        ? [change("another", path, () => "of_a_newer_release")]
        : []),
      ...(isObject ? [change("more in", path, (old) => ({ ...Object(old), addedLater: { a: [1] } }))] : []),
      ...(optional.has(path.at(-1) ?? "") ? [change("no", path, () => undefined)] : []),
    ];
  });
}

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function edited(value: unknown, [key, ...rest]: Path, to: (value: unknown) => unknown): unknown {
  if (key === undefined) return to(value);
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === key ? edited(one, rest, to) : one));
  return Object.fromEntries(
    Object.entries(Object(value)).flatMap(([name, one]) => {
      const next = name === key ? edited(one, rest, to) : one;
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

/** Every read of the API with ids of this world, and one list per kind of record. */
function readsOf(run: string): { path: string; as: string }[] {
  const kinds = { "provider-connections": "default", policies: "policy", "environment-reviews": "review" };
  const more = { "evidence-snapshots": "snapshot", "backup-sets": "set", "restore-runs": "restore" };
  return routes
    .filter(({ method }) => method === "GET")
    .flatMap(({ path }) =>
      path.includes("{kind}")
        ? Object.entries({ ...kinds, ...more }).map(([kind, id]) => path.replace("{kind}", kind).replace("{id}", id))
        : [path],
    )
    .map((path) => ({
      path: path.replace("{ws}", "acme").replace("{env}", "acme-prod").replace("{run}", run),
      as: path.startsWith("/api/system/") ? "platform-chief" : "owner",
    }))
    .filter(({ path }) => path !== "/api/openapi.json");
}

it("every read answers 200 when any stored item has newer-release values", async () => {
  const { world, ids, stored } = await worldWithEverything();
  const wrong: string[] = [];

  for (const item of stored) {
    const id = ids.find((one) => item.pk === runKey(one).pk);
    for (const { what, item: changed } of changesOf(item)) {
      await world.put(changed);
      // So many requests of one caller in one second would be refused.
      world.clock.advance(1);
      for (const { path, as } of readsOf(id ?? ids[0] ?? "")) {
        // Record pages read no run, and other pages read no record.
        const isOfRecords = path.includes("/records/");
        if (id !== undefined ? isOfRecords : !isOfRecords && String(item.pk).startsWith("REC#")) continue;
        const query = path.endsWith("/schedules/preview") ? "everySeconds=3600" : "";
        const { status, body } = await world.call({ path, query, as });
        // An unknown role or capability grants nothing.
        const isRefusal = status === 404 || (status === 403 && what.includes("capabilities"));
        if (status !== 200 && !isRefusal) wrong.push(`${what} of ${item.pk} ${item.sk}: ${status} ${path}`);
        // An item with an unknown value stays in its list.
        const isHub = path === "/api/workspaces/acme/operations";
        if (isHub && status === 200 && body.items.length !== ids.length) wrong.push(`${what}: the list is short`);
      }
    }
    await world.put(item);
  }

  expect(wrong).toEqual([]);
});

it.each(["status", "outcome"])(
  "a run with an unknown %s requires manual review and names its release",
  async (field) => {
    const { world, ids, stored } = await worldWithEverything();
    const id = ids[0] ?? "";
    await world.put({ ...stored[0], [field]: "of_a_newer_release" });

    const english = (await world.call({ path: `/api/workspaces/acme/operations/${id}` })).body;
    const german = (
      await world.call({ path: `/api/workspaces/acme/operations/${id}`, headers: { "accept-language": "de" } })
    ).body;

    expect(english).toMatchObject({ [field]: "unknown", needsAttention: true, actions: [] });
    expect(english.headline).toContain("newer version");
    expect(german.headline).toContain("neueren Version");
  },
);
