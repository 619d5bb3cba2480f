import { type PolicyCollection, policyCollections } from "../../../shared/operations/provider/provider-access.ts";
import type { Random } from "../../engines/random.ts";
import type { Faults } from "../faults.ts";
import type { Scheduler } from "../scheduler.ts";

export type Document = Readonly<Record<string, unknown>> & { readonly id: string; readonly displayName: string };

/** One version of a tenant's document and its validity period. */
export interface Version {
  readonly collection: PolicyCollection;
  readonly document: Document;
  readonly from: number;
  /** Infinity for the current version. */
  until: number;
}

/** A write that changed provider data. */
export interface Effect {
  readonly at: number;
  /** The run whose worker sent it. */
  readonly runId: string | undefined;
  readonly kind: "create" | "update";
  readonly collection: PolicyCollection;
  readonly id: string;
  readonly displayName: string;
  /** The contents that the tenant held under this name just before. */
  readonly before: string;
}

export interface ProviderParts {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly faults: Faults;
}

const pageSize = 2;
/** The maximum read lag of a tenant, in milliseconds. */
export const readLagMillisMax = 10_000;

/** A tenant of a device management service: its documents, their history, and the author of each change. */
export function createTenant({ scheduler, random, faults }: ProviderParts) {
  const now = () => scheduler.trueClock.now().getTime();
  const versions: Version[] = [];
  const effects: Effect[] = [];
  const shownFrom = new WeakMap<Version, number>();
  let documents = 0;
  let edits = 0;
  for (const collection of policyCollections) {
    for (let count = 2 + random.below(2); count > 0; count--) add(collection, fresh(collection), 0);
  }

  function fresh(collection: PolicyCollection): Document {
    documents += 1;
    const displayName = `Policy ${documents}`;
    const id = `p${String(documents).padStart(4, "0")}`;
    if (collection !== "configurationPolicies") return { ...base(collection, id, displayName), passwordLength: 4 };
    const settings = [{ id: "0", settingInstance: { settingDefinitionId: "lock", value: "on" } }];
    return { ...base(collection, id, displayName), settingCount: settings.length, settings };
  }

  function base(collection: PolicyCollection, id: string, displayName: string) {
    const type = `#microsoft.graph.${collection.slice(0, -1)}`;
    return { id, displayName, "@odata.type": type, platforms: "windows10", description: "as delivered" };
  }

  function add(collection: PolicyCollection, document: Document, lagMillis: number): void {
    const version = { collection, document, from: now(), until: Number.POSITIVE_INFINITY };
    versions.push(version);
    shownFrom.set(version, now() + lagMillis);
  }

  const current = (collection: PolicyCollection) =>
    versions.filter((version) => version.collection === collection && version.until === Number.POSITIVE_INFINITY);
  const currentOf = (collection: PolicyCollection, id: string) =>
    current(collection).find(({ document }) => document.id === id);

  /** The contents under a name, without ids: a policy that is created once more is the same. */
  function contentsOf(collection: PolicyCollection, displayName: string): string {
    const named = current(collection).filter(({ document }) => document.displayName === displayName);
    return JSON.stringify(named.map(({ document }) => ({ ...document, id: "" })));
  }

  /** The documents that a reader gets: current or, during the read lag, older. */
  function shown(collection: PolicyCollection): Document[] {
    const at = now();
    return versions
      .filter((version) => {
        const isNext = (other: Version) => other.from === version.until && other.document.id === version.document.id;
        const next = version.until <= at ? versions.find(isNext) : undefined;
        const hidden = shownFrom.get(version) ?? version.from;
        const until = next === undefined ? version.until : (shownFrom.get(next) ?? version.until);
        return version.collection === collection && hidden <= at && at < until;
      })
      .map(({ document }) => document)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  function replace(version: Version, document: Document): void {
    version.until = now();
    add(version.collection, document, lag());
  }

  const lag = () => (faults.happens("provider_read_lag") ? random.below(readLagMillisMax) : 0);

  return {
    versions,
    effects,
    shown,
    find: (collection: PolicyCollection, id: string) => shown(collection).find((document) => document.id === id),
    pageSize,

    /** A write by the product. */
    create(collection: PolicyCollection, body: Record<string, unknown>, runId: string | undefined): Document {
      documents += 1;
      const document = { ...body, id: `n${String(documents).padStart(4, "0")}`, displayName: String(body.displayName) };
      const before = contentsOf(collection, document.displayName);
      add(collection, document, lag());
      effects.push({
        at: now(),
        runId,
        kind: "create",
        collection,
        id: document.id,
        displayName: document.displayName,
        before,
      });
      return document;
    },
    update(
      collection: PolicyCollection,
      id: string,
      body: Record<string, unknown>,
      runId: string | undefined,
    ): boolean {
      const known = currentOf(collection, id);
      if (known === undefined) return false;
      const document = { ...known.document, ...body, id, displayName: known.document.displayName };
      if (JSON.stringify(document) !== JSON.stringify(known.document)) {
        const { displayName } = document;
        const before = contentsOf(collection, displayName);
        replace(known, document);
        effects.push({ at: now(), runId, kind: "update", collection, id, displayName, before });
      }
      return true;
    },

    /** Another administrator changes, deletes or adds a policy. */
    disturb(): void {
      const collection = random.pick(policyCollections);
      const all = current(collection);
      const known = all[random.below(all.length + 1)];
      edits += 1;
      if (known === undefined) add(collection, fresh(collection), 0);
      else if (random.chance(0.3)) known.until = now();
      else replace(known, { ...known.document, description: `changed ${edits}` });
    },
  };
}
export type Tenant = ReturnType<typeof createTenant>;
