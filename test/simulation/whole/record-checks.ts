import * as z from "zod";
import { keyText } from "../../../local/engines/table/schema.ts";
import type { ChangeRecord } from "../../../local/engines/table/table.ts";
import type { Item } from "../../../local/engines/table/value-types.ts";
import { readPolicyItem } from "../../../shared/operations/policies/policy-item.ts";
import { fromItem } from "../../engines/dynamodb/marshalling.ts";
import type { World } from "../assemble-world.ts";
import type { Violation } from "../violation.ts";
import { directClientOf } from "./direct-client.ts";
import { type Effect, readLagMillisMax, type Version } from "./provider.ts";
import type { Place } from "./provider-network.ts";

/** When a run was accepted and when it ended, in virtual time. */
interface Life {
  readonly begun: number;
  ended: number;
  outcome: string;
  readonly type: string;
  readonly place: string;
}

const stored = z.looseObject({ pk: z.string(), sk: z.string(), record: z.record(z.string(), z.unknown()) });
const held = z.looseObject({ collection: z.string(), contentHash: z.string() });
const policy = held.extend({ removedAt: z.string().optional(), lastSync: z.looseObject({ runId: z.string() }) });
const restoreItem = z.looseObject({
  collection: z.string(),
  displayName: z.string(),
  writeBegunAt: z.string().optional(),
  result: z.looseObject({ status: z.string(), createdId: z.string().optional() }).optional(),
});

const takenItem = held.extend({ policyId: z.string(), operationRunId: z.string() });
const taker = z.looseObject({ runId: z.string() });

/** Record statuses that claim that a run is in progress. */
const unfinished: Readonly<Record<string, readonly string[]>> = {
  "backup-sets": ["running"],
  "restore-runs": ["draft", "scoped", "checked", "queued", "running"],
};

/** W1, W2, W3 and W6: provider effects, their stored records, and records that no active run owns. */
export function createRecordChecks(world: World) {
  const checked: Record<string, number> = { W1: 0, W2: 0, W3: 0, W6: 0 };
  const violations: Violation[] = [];
  const broken = (invariant: string, detail: string) => violations.push({ invariant, detail });
  const lives = new Map<string, Life>();
  const readers = world.product.createHandlerDependencies({
    client: directClientOf(world),
    tableName: world.tableName,
    clock: world.scheduler.trueClock,
    ids: world.ids,
    deployment: "test",
    allowedOrigins: [],
    readSecret: async () => ({ fault: "absent" }),
  });
  const lag = world.faults.isSet("provider_read_lag") ? readLagMillisMax : 0;
  return { checked, violations, observe, settle };

  /** Processes one table change; a sync's records are checked when it ends without concurrent syncs. */
  function observe(change: ChangeRecord): void {
    const ended = noteLife(lives, change);
    if (ended?.type !== "policy.sync" || ended.outcome !== "succeeded") return;
    const others = [...lives.values()].filter(({ type, place }) => type === ended.type && place === ended.place);
    if (others.some((life) => life.ended === Number.POSITIVE_INFINITY || life.begun > ended.begun)) return;
    const tenant = world.tenants.find(({ scope }) => placeOf(scope) === ended.place);
    if (tenant === undefined) return;
    const { rows } = world.table.rowsOf(undefined);
    const policies = rows.read(`SREC#${ended.place.replace(" ", "#")}#policies`, true);
    checkDocuments(
      tenant,
      ended.place,
      Array.from(policies, ({ item }) => recordIn(item)),
    );
  }

  /** Checks the invariants of an idle world. */
  async function settle(): Promise<void> {
    const records = world.table.items().flatMap((item) => {
      if (!keyText(item.pk).startsWith("SREC#")) return [];
      return [recordIn(item)];
    });
    for (const tenant of world.tenants) {
      const place = placeOf(tenant.scope);
      const here = records.filter((record) => record.place === place);
      const of = (kind: string) => here.filter((record) => record.kind === kind);
      checkEffects(tenant, here);
      checkDocuments(tenant, place, of("policies"));
      for (const set of of("backup-sets")) {
        if (set.record.status !== "completed") continue;
        const all = await readers.backupSets.listItems(tenant.scope, set.id);
        // Two operations read items with different fields, and the compiler cannot tell which one applies here.
        const items = all
          .map((item) => takenItem.parse(item))
          .flatMap((record) =>
            record.operationRunId === set.record.operationRunId ? [{ id: record.policyId, record }] : [],
          );
        checkMoment(tenant, `backup set ${set.id}`, String(set.record.operationRunId), items);
      }
      for (const snapshot of of("evidence-snapshots")) {
        if (snapshot.record.completeness !== "complete") continue;
        // A redelivered attempt may have stored entries of its own, which the snapshot does not name.
        const content = `${snapshot.id}.${String(snapshot.record.fingerprint).slice(0, 16)}.`;
        const parts = of("evidence-entries").filter(({ id }) => id.startsWith(content));
        const entries = parts.flatMap(({ record }) => (Array.isArray(record.entries) ? record.entries : []));
        const items = entries.map((record) => ({ id: String(record.policyId), record }));
        checkMoment(tenant, `evidence ${snapshot.id}`, String(snapshot.record.operationRunId), items);
      }
      for (const { kind, id, record } of here) {
        if (unfinished[kind] === undefined) continue;
        checked.W6 = (checked.W6 ?? 0) + 1;
        const life = lives.get(String(taker.safeParse(record.taking).data?.runId ?? record.operationRunId));
        const isBegun = unfinished[kind].includes(String(record.status)) || record.taking !== undefined;
        if (isBegun && life?.ended !== Number.POSITIVE_INFINITY) {
          broken("W6", `${kind} ${id} is ${record.status} although ${record.operationRunId} ended ${life?.outcome}`);
        }
      }
    }
  }

  function overlaps(version: Version, { begun, ended }: Life): boolean {
    return version.from <= ended && version.until >= begun - lag;
  }

  /** W1: each policy exists once, each run changed each policy at most once, and every effect is recorded. */
  function checkEffects({ tenant }: Place, here: readonly { kind: string; id: string; record: object }[]): void {
    const items = here.flatMap(({ kind, id, record }) =>
      kind.startsWith("restore-run-items:") ? [{ id, ...restoreItem.parse(record) }] : [],
    );
    const byRun = new Map<string, number>();
    for (const [index, effect] of tenant.effects.entries()) {
      checked.W1 = (checked.W1 ?? 0) + 1;
      if (isUndone(effect, tenant.effects.slice(index + 1))) continue;
      const name = `${effect.runId} ${effect.collection} ${effect.displayName}`;
      byRun.set(name, (byRun.get(name) ?? 0) + 1);
      if ((byRun.get(name) ?? 0) > 1) broken("W1", `${name} was written ${byRun.get(name)} times by one run`);
      const isRecorded = items.some(
        (item) =>
          (item.result?.createdId === effect.id || item.id.endsWith(effect.id)) &&
          (item.result !== undefined || item.writeBegunAt !== undefined),
      );
      // If the response to a create was lost, no id is recorded; the item states that a write was started.
      const isInDoubt = items.some(
        ({ collection, displayName, writeBegunAt, result }) =>
          collection === effect.collection &&
          displayName === effect.displayName &&
          writeBegunAt !== undefined &&
          result?.status !== "skipped" &&
          result?.createdId === undefined,
      );
      if (!isRecorded && !(effect.kind === "create" && isInDoubt)) {
        broken("W1", `nothing records that ${effect.runId} wrote ${effect.collection} ${effect.id}`);
      }
    }
    for (const one of tenant.versions) {
      const twin = tenant.versions.find(
        (other) =>
          other.document.id !== one.document.id &&
          other.document.displayName === one.document.displayName &&
          other.from < one.until &&
          one.from < other.until,
      );
      if (twin !== undefined && one.document.id < twin.document.id) {
        broken(
          "W1",
          `the tenant held ${one.document.displayName} twice, as ${one.document.id} and ${twin.document.id}`,
        );
      }
    }
  }

  /**
   * Whether others had undone an effect when its run made it again. A write in doubt that left exactly the state before it
   * is one that was never made, as far as the provider can show.
   */
  function isUndone({ runId, collection, displayName, before }: Effect, later: readonly Effect[]): boolean {
    const again = later.find(
      (one) => one.runId === runId && one.collection === collection && one.displayName === displayName,
    );
    return again?.before === before;
  }

  /** W2: every stored document existed during the sync that stored it, and the last complete sync is what is stored. */
  function checkDocuments({ tenant }: Place, place: string, all: readonly { id: string; record: object }[]): void {
    const syncs = [...lives.values()].filter((life) => life.type === "policy.sync" && life.place === place);
    const last = syncs.filter(({ outcome }) => outcome === "succeeded").sort((a, b) => b.begun - a.begun)[0];
    const known = new Map(all.map(({ id, record }) => [idOf(id), policy.parse(record)]));
    for (const [id, record] of known) {
      checked.W2 = (checked.W2 ?? 0) + 1;
      const claimedBy = lives.get(record.lastSync.runId);
      if (claimedBy === undefined) continue;
      const versions = versionsOf(tenant.versions, record.collection, id);
      if (record.removedAt !== undefined) {
        const isThere = versions.some((one) => one.from <= claimedBy.begun - lag && one.until >= claimedBy.ended);
        if (isThere)
          broken("W2", `${id} is recorded as removed by ${record.lastSync.runId} and was there all the time`);
        continue;
      }
      const same = versions.filter((version) => hashOf(version) === record.contentHash);
      if (!same.some((version) => overlaps(version, claimedBy))) {
        broken("W2", `${id} is stored as it never was while ${record.lastSync.runId} was at work`);
      }
      if (last !== undefined && !same.some((version) => version.until >= last.begun - lag)) {
        broken("W2", `${id} is stored as it was before the last sync that succeeded`);
      }
    }
    if (last === undefined) return;
    for (const version of tenant.versions) {
      const isThere = version.from <= last.begun - lag && version.until >= last.ended;
      if (isThere && !known.has(version.document.id))
        broken("W2", `${version.document.id} was there and is not stored`);
    }
  }

  /** W3: stored documents match the provider during one single sync, with none missing and none extra. */
  function checkMoment(
    { tenant, scope }: Place,
    what: string,
    runId: string,
    items: readonly { id: string; record: unknown }[],
  ): void {
    checked.W3 = (checked.W3 ?? 0) + 1;
    const maker = lives.get(runId);
    if (maker === undefined) return;
    const place = placeOf(scope);
    const syncs = [...lives.values()].filter(
      (life) => life.type === "policy.sync" && life.place === place && life.begun < maker.ended,
    );
    const content = new Map(items.map(({ id, record }) => [idOf(id), held.parse(record)]));
    const isTrueOf = (sync: Life) =>
      [...content].every(([id, record]) =>
        versionsOf(tenant.versions, record.collection, id).some(
          (version) => hashOf(version) === record.contentHash && overlaps(version, sync),
        ),
      ) &&
      tenant.versions.every(
        (version) =>
          content.has(version.document.id) ||
          version.from > sync.begun - lag ||
          version.until < Math.max(sync.ended, 0),
      );
    if (!syncs.some(isTrueOf)) broken("W3", `${what} of ${runId} is whole and true of no one sync`);
  }
}

const hashesMax = 10_000;
const idOf = (id: string) => id.slice(id.lastIndexOf(":") + 1);
const versionsOf = (versions: readonly Version[], collection: string, id: string) =>
  versions.filter((version) => version.collection === collection && version.document.id === id);

/** The hash of each document in this thread; all tenants start with the same documents. */
const hashesByText = new Map<string, string>();
const hashes = new WeakMap<Version, string>();

function hashOf(version: Version): string {
  const known = hashes.get(version);
  if (known !== undefined) return known;
  const text = JSON.stringify([version.collection, version.document]);
  let hash = hashesByText.get(text);
  if (hash === undefined) {
    const read = readPolicyItem(version.collection, version.document);
    hash = read.ok ? read.policy.contentHash : "";
    if (hashesByText.size > hashesMax) hashesByText.clear();
    hashesByText.set(text, hash);
  }
  hashes.set(version, hash);
  return hash;
}

const placeOf = ({ workspaceId, environmentId }: Place["scope"]) => `${workspaceId} ${environmentId}`;

function recordIn(item: Item) {
  const { pk, sk, record } = stored.parse(fromItem(item));
  const [, workspaceId = "", environmentId = "", kind = ""] = pk.split("#");
  return { place: placeOf({ workspaceId, environmentId }), kind, id: sk, record };
}

/** Records when each run began and ended; returns the one that this change ended. */
function noteLife(lives: Map<string, Life>, { newImage, at }: ChangeRecord): Life | undefined {
  const key = keyText(newImage?.pk);
  if (newImage === undefined || !key.startsWith("SRUN#") || keyText(newImage.sk) !== "S#") return undefined;
  const id = key.slice("SRUN#".length);
  const text = (name: string) => keyText(newImage[name]).slice(1);
  const life = lives.get(id) ?? {
    begun: at.getTime(),
    ended: Number.POSITIVE_INFINITY,
    outcome: "",
    type: text("type"),
    place: `${text("workspaceKey").split("#")[1] ?? ""} ${text("environmentId")}`,
  };
  lives.set(id, life);
  if (text("status") !== "completed" || life.ended !== Number.POSITIVE_INFINITY) return undefined;
  life.ended = at.getTime();
  life.outcome = text("outcome");
  return life;
}
