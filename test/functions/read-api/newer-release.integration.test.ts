import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import * as z from "zod";
import { routes } from "../../../shared/contract/routes.ts";
import { alertKey, runKey, userKey } from "../../../shared/ledger/keys.ts";
import { createAlerts } from "../../../shared/records/alerts.ts";
import { storeApprovalAlert, storePromise, storeSchedule, storeWaveSchedule } from "../../security/stored-content.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";
import { at, items } from "./newer-release-items.ts";
import { writeHistory } from "./run-histories.ts";

type Item = Record<string, unknown>;
const channel = "01CHANNE100000000000000001";

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
  const waveSchedule = await storeWaveSchedule(world, scope);
  const promise = await storePromise(world, scope);
  const alert = await storeApprovalAlert(world, scope, "plan");
  await noteSent(world, alert);
  const runs: Item[] = (await Promise.all(ids.map((id) => itemOf(world, runKey(id))))).map((item) => ({
    ...item,
    ...(item.outcome === "succeeded" && { summaryCounts: { total: 3 } }),
  }));
  const planned = await Promise.all(
    [
      ...[`SCHEDULE#${schedule}`, `SCHEDULE#${waveSchedule}`, `PROMISE#${promise}`].map((sk) => ({
        pk: "WS#acme",
        sk,
      })),
      alertKey("acme", alert),
    ].map((key) => itemOf(world, key)),
  );
  return {
    world,
    ids,
    named: { "{schedule}": waveSchedule, "{alert}": encodeURIComponent(alert) },
    stored: [...runs, ...items, notification, ...planned],
  };
}

/** Notes that a channel was sent that an alert is open. */
async function noteSent(world: World, key: string): Promise<void> {
  const alerts = createAlerts(world);
  const opened = await alerts.find("acme", key);
  if (opened === undefined) throw new Error("the alert was stored");
  await alerts.recordSent(opened, channel, { seq: opened.seq, version: 1, state: "open" });
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
  "cause",
  "state",
]);
/** Maps by the id of something else, to which a release adds no field. */
const keyed = new Set(["sent"]);
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
      ...(isObject && !keyed.has(name)
        ? [change("more in", path, (old) => ({ ...Object(old), addedLater: { a: [1] } }))]
        : []),
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
function readsOf(run: string, named: Readonly<Record<string, string>>): { path: string; as: string }[] {
  const kinds = { "provider-connections": "default", policies: "policy", "environment-reviews": "review" };
  const more = { "evidence-snapshots": "snapshot", "backup-sets": "set", "restore-runs": "restore" };
  return routes
    .filter(({ method }) => method === "GET")
    .flatMap(({ path }) =>
      path.includes("{kind}")
        ? Object.entries({ ...kinds, ...more }).map(([kind, id]) => path.replace("{kind}", kind).replace("{id}", id))
        : [path],
    )
    .map((path) => path.replace(/\{(schedule|alert)\}/, (name) => named[name] ?? name))
    .map((path) => ({
      path: path.replace("{ws}", "acme").replace("{env}", "acme-prod").replace("{run}", run),
      as: path.startsWith("/api/system/") ? "platform-chief" : "owner",
    }))
    .filter(({ path }) => path !== "/api/openapi.json");
}

it("every read answers 200 when any stored item has newer-release values", async () => {
  const { world, ids, named, stored } = await worldWithEverything();
  const wrong: string[] = [];

  for (const item of stored) {
    const id = ids.find((one) => item.pk === runKey(one).pk);
    for (const { what, item: changed } of changesOf(item)) {
      await world.put(changed);
      // So many requests of one caller in one second would be refused.
      world.clock.advance(1);
      for (const { path, as } of readsOf(id ?? ids[0] ?? "", named)) {
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
