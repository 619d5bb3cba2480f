import { parseExactJson } from "../../foundation/exact-json.ts";
import type { StartRequest } from "../define-operation.ts";
import { isCutOff } from "../policies/document-completeness.ts";
import type { PolicyPlace, PolicyWriter } from "../policies/policy-writer.ts";
import { hasActions, holdsActions } from "../policies/scheduled-actions.ts";
import type { CallBudget, PolicyCollection, ProviderAnswer, ProviderConnection } from "../provider/provider-access.ts";
import { bodyOf, type Comparison, compareContent, contentHashOf, isExact, type PolicyBody } from "./restore-content.ts";
import type { RestoreItem } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** The current id of a policy that a restore recreated, by its id in the backup. */
export interface PolicyBindings {
  find(
    scope: Scope,
    connectionId: string,
    place: PolicyPlace,
  ): Promise<{ readonly boundId: string; readonly runId: string } | undefined>;
  bind(scope: Scope, connectionId: string, place: PolicyPlace, to: string, runId: string): Promise<void>;
}

/** The state found before an item is restored. */
export interface TargetState {
  readonly wanted: PolicyBody | undefined;
  readonly current: PolicyBody | "absent";
  readonly change: Comparison["change"];
  readonly reason?: string | undefined;
  /** The current place of the policy; its original place when it does not exist. */
  readonly place: PolicyPlace;
  /** Another policy with the same content, under another id. */
  readonly elsewhereId?: string;
  /** Another policy with the same type and name, but another content. */
  readonly namesakeId?: string;
  /** The run that recreated the policy last, where the policy is gone again. */
  readonly recreatedBy?: string;
}

interface Dependencies {
  readonly scope: Scope;
  readonly connection: ProviderConnection;
  readonly budget: CallBudget;
  /** Every policy of this restore; none of them can substitute for another. */
  readonly itemIds: ReadonlySet<string>;
  readonly provider: Pick<PolicyWriter, "readPolicy" | "openCollection">;
  readonly policies: { findBody(scope: Scope, contentHash: string): Promise<string | undefined> };
  readonly bindings: PolicyBindings;
  /**
   * Under which id bindings lead to an item whose own id is one of another tenant. Absent: items have ids of this
   * tenant.
   */
  readonly boundAs?: (itemId: string) => string;
}

/** The other policies of a collection, indexed by content and by name. */
interface Others {
  readonly idsByContent: Map<string, string>;
  readonly idsByName: Map<string, string>;
}

/** Reads stored versions and the provider; writes nothing. Results of a collection are cached until forgotten. */
export function createTargetReader(parts: Dependencies) {
  const { scope, connection, budget, provider } = parts;
  const known = new Map<PolicyCollection, Others>();

  /** `given`: the content that the item is to have, where it is not the stored one. */
  async function readTarget(item: RestoreItem, given?: PolicyBody): Promise<ProviderAnswer<TargetState>> {
    const text = given === undefined ? await parts.policies.findBody(scope, item.contentHash) : undefined;
    const wanted = text === undefined ? given : bodyIn(text);
    const found = await findNow(item);
    if (!found.ok) return found;
    const { current, place, isOtherItem, recreatedBy } = found.value;
    const manual = (reason: string) =>
      ({ ok: true, value: { wanted, current, place, change: "manual_required", reason } }) as const;
    if (isOtherItem) return manual("restore.bound_to_other_item");
    // Older releases backed up truncated settings; restoring such a version would delete the missing settings.
    if (wanted !== undefined && isCutOff(item.collection, wanted)) return manual("restore.version_incomplete");

    const comparison = compareContent(wanted, current);
    if (comparison.change !== "create" || wanted === undefined) {
      return { ok: true, value: { wanted, current, place, ...comparison } };
    }
    // The provider creates no compliance policy without actions, and none may be invented.
    if (hasActions(item.collection) && !holdsActions(wanted)) return manual("restore.actions_not_held");
    const others = await readOthers(item.collection);
    if (!others.ok) return others;
    const elsewhereId = others.value.idsByContent.get(contentHashOf(wanted));
    if (elsewhereId !== undefined) {
      const reason = "restore.equal_under_another_id";
      return { ok: true, value: { wanted, current, place, change: "unchanged", reason, elsewhereId } };
    }
    const namesakeId = others.value.idsByName.get(nameOf(wanted));
    if (namesakeId !== undefined) {
      const reason = "restore.same_name_under_another_id";
      return { ok: true, value: { wanted, current, place, change: "manual_required", reason, namesakeId } };
    }
    return {
      ok: true,
      value: { wanted, current, place, change: "create", ...(recreatedBy !== undefined && { recreatedBy }) },
    };
  }

  /** The policy under its own id, else under the latest id that earlier restores gave it. */
  async function findNow({
    collection,
    itemId,
  }: Pick<RestoreItem, "collection" | "itemId">): Promise<
    ProviderAnswer<{ current: PolicyBody | "absent"; place: PolicyPlace; isOtherItem: boolean; recreatedBy?: string }>
  > {
    const place = { collection, id: itemId };
    const own = await readOwn(place);
    if (!own.ok) return own;
    const found = { current: own.value, place, isOtherItem: false };
    if (own.value !== "absent") return { ok: true, value: found };

    // A recreated policy may have been removed and recreated again: each binding leads to the next. A set that was
    // updated in between may hold two versions of one policy; the version under the later id is the newer one.
    const first = parts.boundAs?.(itemId) ?? itemId;
    const passed = new Set<string>();
    let recreatedBy: string | undefined;
    for (let id = first; ; ) {
      passed.add(id);
      const binding = await parts.bindings.find(scope, connection.id, { collection, id });
      if (binding === undefined || passed.has(binding.boundId)) {
        return { ok: true, value: { ...found, ...(recreatedBy !== undefined && { recreatedBy }) } };
      }
      ({ boundId: id, runId: recreatedBy } = binding);
      if (parts.itemIds.has(id)) return { ok: true, value: { ...found, isOtherItem: true } };
      const bound = { collection, id };
      const read = await provider.readPolicy(connection, bound, budget);
      if (!read.ok) return read;
      if (read.value !== "absent")
        return { ok: true, value: { current: read.value, place: bound, isOtherItem: false } };
    }
  }

  /** A policy of another tenant has no id here: what has the same id by chance is not it. */
  async function readOwn(place: PolicyPlace): Promise<ProviderAnswer<PolicyBody | "absent">> {
    return parts.boundAs === undefined ? provider.readPolicy(connection, place, budget) : { ok: true, value: "absent" };
  }

  /**
   * A recreated policy gets a new id, so only its content shows that it was already created. Two policies with equal
   * name and content count as one here.
   */
  async function readOthers(collection: PolicyCollection): Promise<ProviderAnswer<Others>> {
    const before = known.get(collection);
    if (before !== undefined) return { ok: true, value: before };
    const others: Others = { idsByContent: new Map(), idsByName: new Map() };
    const pages = provider.openCollection(connection, collection, { number: 0 }, budget);
    for (;;) {
      const page = await pages.next();
      if (!page.ok) return page;
      if (page.value === "end") break;
      for (const member of page.value.items) {
        const body = bodyOf(member);
        const id = body?.id;
        if (body === undefined || typeof id !== "string" || parts.itemIds.has(id)) continue;
        others.idsByName.set(nameOf(body), id);
        // A truncated policy matches no content; only its name is known.
        if (!isCutOff(collection, body) && isExact(body)) others.idsByContent.set(contentHashOf(body), id);
      }
    }
    others.idsByName.delete("");
    known.set(collection, others);
    return { ok: true, value: others };
  }

  return {
    readTarget,
    findNow,

    /** Drops the cached collection, which another attempt or a write with a lost response may have changed. */
    forget(collection: PolicyCollection): void {
      known.delete(collection);
    },

    noteCreated(collection: PolicyCollection, wanted: PolicyBody, id: string): void {
      known.get(collection)?.idsByContent.set(contentHashOf(wanted), id);
    },
  };
}

export type TargetReader = ReturnType<typeof createTargetReader>;

/** Undefined for text that is no policy: one damaged version must not block the other items. */
export function bodyIn(text: string): PolicyBody | undefined {
  try {
    return bodyOf(parseExactJson(text));
  } catch {
    return undefined;
  }
}

/** Users identify a policy by its type and name. */
function nameOf(body: PolicyBody): string {
  const name = body.displayName ?? body.name;
  return typeof name === "string" && name !== "" ? JSON.stringify([body["@odata.type"], name]) : "";
}
