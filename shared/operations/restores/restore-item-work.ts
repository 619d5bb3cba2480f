import type { PolicyPlace } from "../policies/policy-writer.ts";
import { versionBodyOf } from "../policies/version-body.ts";
import type { ProviderAnswer } from "../provider/provider-access.ts";
import type { ItemStep, ItemWork, ItemWorkDependencies } from "./item-work.ts";
import { noTimeToReadBack, noTimeToWrite, readBackSeconds } from "./read-back.ts";
import { contentHashOf, isStateOf, type PolicyBody, stateOf, writableBody } from "./restore-content.ts";
import type { ItemResult, RestoreItem } from "./restore-record.ts";
import { createTargetReader, type TargetState } from "./restore-target.ts";

interface WriteRequest extends Pick<TargetState, "current" | "place"> {
  readonly wanted: PolicyBody;
}

/** Failures after which a policy may have been created nevertheless. */
const inDoubt: ReadonlySet<string> = new Set(["provider_unreachable", "provider_response_invalid"]);

/**
 * Processes single items. Repeating an interrupted attempt leads to the same content at the provider and to one
 * stored result, because the content itself shows what is done.
 */
export function createItemWork(
  parts: ItemWorkDependencies,
  /** Only what is gone is created; a policy that exists stays as it is. */
  { isUndelete = false }: { readonly isUndelete?: boolean } = {},
): ItemWork {
  const { scope, restoreRunId, by, connection, budget, provider, restoreRuns } = parts;
  const targets = createTargetReader(parts);

  async function settle(item: RestoreItem, result: ItemResult): Promise<ItemStep> {
    if (result.createdId !== undefined) await bind(item, result.createdId);
    return { kind: "settled", item: await restoreRuns.recordResult(scope, restoreRunId, item.itemId, result, by) };
  }

  /** Success is the provider's state afterwards, not its response; reads may lag behind writes. */
  async function verify(item: RestoreItem, wanted: PolicyBody, id: string): Promise<ItemStep> {
    for (const seconds of readBackSeconds) {
      if (seconds > 0 && !(await parts.pause(seconds * 1000))) return { kind: "unanswered", failure: noTimeToReadBack };
      const read = await provider.readPolicy(connection, { collection: item.collection, id }, budget);
      if (!read.ok) return { kind: "unanswered", failure: read.failure };
      if (stateOf(read.value) === contentHashOf(wanted)) {
        return settle(item, { status: "applied", ...(id !== item.itemId && { createdId: id }) });
      }
    }
    return settle(item, { status: "failed", reason: "restore.not_taken_over" });
  }

  /** A policy that may already exist counts as absent only after reads had time to become consistent. */
  async function readUntilConsistent(item: RestoreItem): Promise<ProviderAnswer<TargetState>> {
    for (const seconds of readBackSeconds) {
      if (seconds > 0 && !(await parts.pause(seconds * 1000))) return { ok: false, failure: noTimeToReadBack };
      targets.forget(item.collection);
      const target = await targets.readTarget(item);
      if (!target.ok || target.value.change !== "create") return target;
    }
    return targets.readTarget(item);
  }

  async function update(item: RestoreItem, { wanted, current, place }: WriteRequest): Promise<ItemStep> {
    const body = writableBody(item.collection, wanted, current);
    const written = await provider.writePolicy(connection, place, body, budget);
    if (!written.ok) return { kind: "unanswered", failure: written.failure };
    if (written.value === "refused") return settle(item, { status: "failed", reason: "restore.write_refused" });
    return verify(item, wanted, place.id);
  }

  async function create(item: RestoreItem, { wanted }: WriteRequest): Promise<ItemStep> {
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
      const { id } = created.value;
      targets.noteCreated(item.collection, wanted, id);
      await bind(item, id);
      return verify(item, wanted, id);
    }
    if (created.ok) throw new Error("restore.execute: an answer of no known kind");
    if (!inDoubt.has(created.failure.reasonCode)) return { kind: "unanswered", failure: created.failure };
    // The response may have been lost after the policy was created.
    const found = await readUntilConsistent(item);
    const createdId = found.ok ? found.value.elsewhereId : undefined;
    if (createdId === undefined) return { kind: "unanswered", failure: created.failure };
    return settle(item, { status: "applied", createdId });
  }

  /** Lets a later restore of the same policy find it under its new id. */
  async function bind(item: RestoreItem, id: string): Promise<void> {
    await parts.bindings.bind(scope, connection.id, placeOf(item), id, by.runId);
  }

  /** Keeps the provider's document, so that the preview can show each setting that would change. */
  async function keepCurrent(
    { itemId }: RestoreItem,
    { wanted, current, change }: TargetState,
  ): Promise<string | undefined> {
    if (wanted === undefined || current === "absent" || change === "unchanged") return undefined;
    const version = versionBodyOf(current);
    if (typeof version === "string") return undefined;
    const { contentHash, body } = version;
    await parts.policies.keepPreviewed(scope, { policyId: itemId, contentHash, body });
    return contentHash;
  }

  async function execute(item: RestoreItem): Promise<ItemStep> {
    const agreed = item.preview;
    if (agreed?.change === "manual_required") return settle(item, manual(agreed.reason));
    const mayBeOurs = item.writeBegunAt !== undefined;
    const target = await (mayBeOurs ? readUntilConsistent(item) : targets.readTarget(item));
    if (!target.ok) return { kind: "unanswered", failure: target.failure };
    const { wanted, current, place, change, reason, elsewhereId } = target.value;
    // A write in doubt left either the approved or the target state; anything else is a later change by others.
    const isAsAgreed = change === "unchanged" || isStateOf(agreed?.currentHash, current);
    if (parts.isAgreed && !isAsAgreed) return settle(item, manual("restore.changed_since_preview"));
    if (agreed === undefined)
      await restoreRuns.recordPreview(scope, restoreRunId, item.itemId, previewOf(target.value), by);

    if (change === "manual_required" || wanted === undefined) return settle(item, manual(reason));
    if (isUndelete && change === "update") return settle(item, manual("restore.policy_exists"));
    if (change === "unchanged") {
      const why = reason !== undefined && !mayBeOurs ? { reason } : {};
      const where = elsewhereId !== undefined && mayBeOurs ? { createdId: elsewhereId } : {};
      return settle(item, { status: mayBeOurs ? "applied" : "skipped", ...why, ...where });
    }
    const begun = await restoreRuns.beginWrite(scope, restoreRunId, item, by);
    if (begun.kind === "settled") return { kind: "settled", item: begun.item };
    if (begun.kind === "in_doubt") {
      // An earlier attempt began a write after this one read the item, so the provider must be read again.
      return execute(begun.item);
    }
    // A write that starts after the time budget could land while a later attempt is already working.
    if (budget.timeLeftMillis() <= 0) return { kind: "unanswered", failure: noTimeToWrite };
    const restored = { wanted, current, place };
    return change === "create" ? create(item, restored) : update(item, restored);
  }

  return {
    /** Computes the effect of restoring the item; writes nothing to the provider. */
    async preview(item: RestoreItem): Promise<ItemStep> {
      const target = await targets.readTarget(item);
      if (!target.ok) return { kind: "unanswered", failure: target.failure };
      const currentVersion = await keepCurrent(item, target.value);
      const preview = { ...previewOf(target.value), ...(currentVersion !== undefined && { currentVersion }) };
      const stored = await restoreRuns.recordPreview(scope, restoreRunId, item.itemId, preview, by);
      return { kind: "settled", item: stored };
    },

    /** Restores the item, unless it already matches or requires manual review. */
    execute,
  };
}

function previewOf({ change, reason, current }: TargetState) {
  return { change, currentHash: stateOf(current), ...(reason !== undefined && { reason }) };
}

function manual(reason: string | undefined): ItemResult {
  return { status: "manual_required", ...(reason !== undefined && { reason }) };
}

function placeOf({ collection, itemId }: RestoreItem): PolicyPlace {
  return { collection, id: itemId };
}
