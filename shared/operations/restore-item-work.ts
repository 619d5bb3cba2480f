import { parseExactJson } from "../exact-json.ts";
import type { StartRequest } from "./define-operation.ts";
import type { PolicyProvider } from "./policy-sync-pages.ts";
import type {
  CallBudget,
  PolicyCollection,
  ProviderAnswer,
  ProviderConnection,
  ProviderFailure,
} from "./provider-access.ts";
import {
  bodyOf,
  type Comparison,
  compareContent,
  contentHashOf,
  type PolicyBody,
  stateOf,
  writableBody,
} from "./restore-content.ts";
import type { ItemResult, RestoreAttempt, RestoreItem, RestoreRuns } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

export interface PolicyPlace {
  readonly collection: PolicyCollection;
  readonly id: string;
}

/** Reads and writes single policies. "refused": the provider understood the request and does not take the body. */
export interface PolicyWriter extends PolicyProvider {
  readPolicy(
    connection: ProviderConnection,
    place: PolicyPlace,
    budget: CallBudget,
  ): Promise<ProviderAnswer<PolicyBody | "absent">>;
  /** Safe to repeat. */
  writePolicy(
    connection: ProviderConnection,
    place: PolicyPlace,
    body: PolicyBody,
    budget: CallBudget,
  ): Promise<ProviderAnswer<"written" | "refused">>;
  /** Not safe to repeat: after a failure the policy may exist all the same. */
  createPolicy(
    connection: ProviderConnection,
    collection: PolicyCollection,
    body: PolicyBody,
    budget: CallBudget,
  ): Promise<ProviderAnswer<{ readonly id: string } | "refused">>;
}

/** What became of one item: a word that is stored, or a provider that did not answer. */
export type ItemStep =
  | { readonly kind: "settled"; readonly item: RestoreItem }
  | { readonly kind: "unanswered"; readonly failure: ProviderFailure };

interface Parts {
  readonly scope: Scope;
  readonly restoreRunId: string;
  /** Who writes: every write of an item names it. */
  readonly by: RestoreAttempt;
  readonly connection: ProviderConnection;
  readonly budget: CallBudget;
  /** Every policy of this restore; none of them can stand in for another. */
  readonly itemIds: ReadonlySet<string>;
  /** Somebody agreed to a preview; what changed since then is not what they agreed to. */
  readonly isAgreed: boolean;
  readonly provider: PolicyWriter;
  readonly policies: { findBody(scope: Scope, contentHash: string): Promise<string | undefined> };
  readonly restoreRuns: Pick<RestoreRuns, "recordPreview" | "beginWrite" | "recordResult">;
}

interface Look {
  readonly wanted: PolicyBody | undefined;
  readonly current: PolicyBody | "absent";
  readonly change: Comparison["change"];
  readonly reason?: string | undefined;
  /** The policy with the same content that already stands under another id. */
  readonly elsewhereId?: string;
}

/**
 * The work on single items. Whatever a first attempt did or did not get to write, doing it again ends in the
 * same content at the provider and in the one result that is stored: the content itself says what is done.
 */
export function createItemWork(parts: Parts) {
  const { scope, restoreRunId, by, connection, budget, provider, restoreRuns } = parts;
  const known = new Map<PolicyCollection, Map<string, string>>();

  async function settle(item: RestoreItem, result: ItemResult): Promise<ItemStep> {
    return { kind: "settled", item: await restoreRuns.recordResult(scope, restoreRunId, item.itemId, result, by) };
  }

  async function look(item: RestoreItem): Promise<ProviderAnswer<Look>> {
    const text = await parts.policies.findBody(scope, item.contentHash);
    const wanted = text === undefined ? undefined : parseBody(text);
    const answer = await provider.readPolicy(connection, placeOf(item), budget);
    if (!answer.ok) return answer;
    const current = answer.value;
    const comparison = compareContent(wanted, current);
    if (comparison.change !== "create" || wanted === undefined)
      return { ok: true, value: { wanted, current, ...comparison } };

    const elsewhere = await findElsewhere(item.collection, wanted);
    if (!elsewhere.ok) return elsewhere;
    const elsewhereId = elsewhere.value;
    if (elsewhereId === undefined) return { ok: true, value: { wanted, current, change: "create" } };
    const reason = "restore.equal_under_another_id";
    return { ok: true, value: { wanted, current, change: "unchanged", reason, elsewhereId } };
  }

  /**
   * A policy that says the same under an id that is no item of this restore. A policy that has to be made
   * anew gets a new id, so only its content tells whether that was done before. Two policies that are equal
   * in name and content count as one here.
   */
  async function findElsewhere(
    collection: PolicyCollection,
    wanted: PolicyBody,
  ): Promise<ProviderAnswer<string | undefined>> {
    let idsByContent = known.get(collection);
    if (idsByContent === undefined) {
      idsByContent = new Map();
      const pages = provider.openCollection(connection, collection, { number: 0 }, budget);
      for (;;) {
        const page = await pages.next();
        if (!page.ok) return page;
        if (page.value === "end") break;
        for (const member of page.value.items) {
          const body = bodyOf(member);
          const id = body?.id;
          if (body !== undefined && typeof id === "string" && !parts.itemIds.has(id)) {
            idsByContent.set(contentHashOf(body), id);
          }
        }
      }
      known.set(collection, idsByContent);
    }
    return { ok: true, value: idsByContent.get(contentHashOf(wanted)) };
  }

  /** Success is what the provider holds afterwards, not what it answered. */
  async function verify(item: RestoreItem, wanted: PolicyBody, id: string): Promise<ItemStep> {
    const read = await provider.readPolicy(connection, { collection: item.collection, id }, budget);
    if (!read.ok) return { kind: "unanswered", failure: read.failure };
    if (stateOf(read.value) !== contentHashOf(wanted)) {
      return settle(item, { status: "failed", reason: "restore.not_taken_over" });
    }
    return settle(item, { status: "applied", ...(id !== item.itemId && { createdId: id }) });
  }

  async function update(item: RestoreItem, wanted: PolicyBody, current: PolicyBody | "absent"): Promise<ItemStep> {
    const body = writableBody(item.collection, wanted, current);
    const written = await provider.writePolicy(connection, placeOf(item), body, budget);
    if (!written.ok) return { kind: "unanswered", failure: written.failure };
    if (written.value === "refused") return settle(item, { status: "failed", reason: "restore.write_refused" });
    return verify(item, wanted, item.itemId);
  }

  async function create(item: RestoreItem, wanted: PolicyBody): Promise<ItemStep> {
    const created = await provider.createPolicy(
      connection,
      item.collection,
      writableBody(item.collection, wanted, "absent"),
      budget,
    );
    if (created.ok && created.value === "refused") {
      return settle(item, { status: "failed", reason: "restore.write_refused" });
    }
    if (created.ok && created.value !== "refused") {
      known.get(item.collection)?.set(contentHashOf(wanted), created.value.id);
      return verify(item, wanted, created.value.id);
    }
    if (created.ok) throw new Error("restore.execute: an answer of no known kind");
    // The answer may have been lost after the policy was made.
    known.delete(item.collection);
    const found = await findElsewhere(item.collection, wanted);
    if (!found.ok || found.value === undefined) return { kind: "unanswered", failure: created.failure };
    return settle(item, { status: "applied", createdId: found.value });
  }

  async function execute(item: RestoreItem): Promise<ItemStep> {
    const agreed = item.preview;
    if (agreed?.change === "manual_required") return settle(item, manual(agreed.reason));
    const seen = await look(item);
    if (!seen.ok) return { kind: "unanswered", failure: seen.failure };
    const { wanted, current, change, reason, elsewhereId } = seen.value;
    const mayBeOurs = item.writeBegunAt !== undefined;
    const isAsAgreed = mayBeOurs || change === "unchanged" || agreed?.currentHash === stateOf(current);
    if (parts.isAgreed && !isAsAgreed) return settle(item, manual("restore.changed_since_preview"));
    if (agreed === undefined)
      await restoreRuns.recordPreview(scope, restoreRunId, item.itemId, previewOf(seen.value), by);

    if (change === "manual_required" || wanted === undefined) return settle(item, manual(reason));
    if (change === "unchanged") {
      const why = reason !== undefined && !mayBeOurs ? { reason } : {};
      const where = elsewhereId !== undefined && mayBeOurs ? { createdId: elsewhereId } : {};
      return settle(item, { status: mayBeOurs ? "applied" : "skipped", ...why, ...where });
    }
    const begun = await restoreRuns.beginWrite(scope, restoreRunId, item, by);
    if (begun.kind === "settled") return { kind: "settled", item: begun.item };
    if (begun.kind === "in_doubt") {
      // An earlier attempt has begun since the item was read, so it may have written since we looked.
      known.delete(item.collection);
      return execute(begun.item);
    }
    // A write that is not over by now could land when a later attempt is at work already.
    if (budget.timeLeftMillis() <= 0) return { kind: "unanswered", failure: noTimeLeft };
    return change === "create" ? create(item, wanted) : update(item, wanted, current);
  }

  return {
    /** What restoring the item would change; nothing is written to the provider. */
    async preview(item: RestoreItem): Promise<ItemStep> {
      const seen = await look(item);
      if (!seen.ok) return { kind: "unanswered", failure: seen.failure };
      const stored = await restoreRuns.recordPreview(scope, restoreRunId, item.itemId, previewOf(seen.value), by);
      return { kind: "settled", item: stored };
    },

    /** Brings the item to what the backup says, unless it is so already or needs a person. */
    execute,
  };
}

const noTimeLeft: ProviderFailure = {
  reasonCode: "provider_unreachable",
  message: "No time was left for the write; the next part of the run makes it.",
};

/** Undefined for a text that is no policy: one damaged version must not keep the other items from being restored. */
function parseBody(text: string): PolicyBody | undefined {
  try {
    return bodyOf(parseExactJson(text));
  } catch {
    return undefined;
  }
}

function previewOf({ change, reason, current }: Look) {
  return { change, currentHash: stateOf(current), ...(reason !== undefined && { reason }) };
}

function manual(reason: string | undefined): ItemResult {
  return { status: "manual_required", ...(reason !== undefined && { reason }) };
}

function placeOf({ collection, itemId }: RestoreItem): PolicyPlace {
  return { collection, id: itemId };
}
