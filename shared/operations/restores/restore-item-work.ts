import { type ItemStep, type ItemWork, type ItemWorkDependencies, mayBeDone, notDone } from "./item-work.ts";
import { createPolicyWriting, isHalfWritten, keepCurrent, placeOf, takesTwoWrites } from "./policy-writing.ts";
import { noTimeToWrite } from "./read-back.ts";
import { isStateOf, stateOf } from "./restore-content.ts";
import type { ItemResult, RestoreItem } from "./restore-record.ts";
import { createTargetReader, type TargetState } from "./restore-target.ts";

/**
 * Processes single items. Repeating an interrupted attempt leads to the same content at the provider and to one
 * stored result, because the content itself shows what is done.
 */
export function createItemWork(
  parts: ItemWorkDependencies,
  /** Only what is gone is created; a policy that exists stays as it is. */
  { isUndelete = false }: { readonly isUndelete?: boolean } = {},
): ItemWork {
  const { scope, restoreRunId, by, connection, budget, restoreRuns } = parts;
  const targets = createTargetReader(parts);
  const writing = createPolicyWriting(parts, targets, (item) => targets.readTarget(item), bind);

  async function settle(item: RestoreItem, result: ItemResult): Promise<ItemStep> {
    if (result.createdId !== undefined) await bind(item, result.createdId);
    return { kind: "settled", item: await restoreRuns.recordResult(scope, restoreRunId, item.itemId, result, by) };
  }

  /** Lets a later restore of the same policy find it under its new id. */
  async function bind(item: RestoreItem, id: string): Promise<void> {
    await parts.bindings.bind(scope, connection.id, placeOf(item), id, by.runId);
  }

  /** Stores what the write starts from; `isKept`: with the provider's whole document. */
  async function notePreview(item: RestoreItem, state: TargetState, isKept: boolean): Promise<RestoreItem> {
    const currentVersion = isKept ? await keepCurrent(parts, item, state) : undefined;
    const preview = { ...previewOf(state), ...(currentVersion !== undefined && { currentVersion }) };
    return restoreRuns.recordPreview(scope, restoreRunId, item.itemId, preview, by);
  }

  async function execute(item: RestoreItem): Promise<ItemStep> {
    const agreed = item.preview;
    if (agreed?.change === "manual_required") return settle(item, manual(agreed.reason));
    const mayBeOurs = item.writeBegunAt !== undefined;
    const target = await (mayBeOurs ? writing.readUntilConsistent(item) : targets.readTarget(item));
    if (!target.ok) return mayBeOurs ? mayBeDone(target.failure) : notDone(target.failure);
    const { wanted, current, place, change, reason, elsewhereId } = target.value;
    // A write in doubt left either the state noted before it or the target state; anything else is a later change by
    // others, which no second write may undo.
    const isBetween = mayBeOurs && (await isHalfWritten(parts, item, wanted, current));
    if ((parts.isAgreed || mayBeOurs) && !isBetween && !isAgreedState(item, target.value)) {
      return settle(item, manual("restore.changed_since_preview"));
    }
    // The document is only needed to recognize an update that stopped between its two writes.
    if (agreed === undefined) await notePreview(item, target.value, takesTwoWrites(target.value));

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
    if (budget.timeLeftMillis() <= 0) return notDone(noTimeToWrite);
    const written = await writing.write(item, { wanted, current, place });
    switch (written.kind) {
      case "unanswered":
        return written;
      case "failed":
        return settle(item, { status: "failed", reason: written.reason });
      case "applied":
        return settle(item, {
          status: "applied",
          ...(reason !== undefined && { reason }),
          ...(written.id !== item.itemId && { createdId: written.id }),
        });
      default:
        return written satisfies never;
    }
  }

  return {
    /** Computes the effect of restoring the item; writes nothing to the provider. */
    async preview(item: RestoreItem): Promise<ItemStep> {
      const target = await targets.readTarget(item);
      if (!target.ok) return notDone(target.failure);
      return { kind: "settled", item: await notePreview(item, target.value, true) };
    },

    async compare(item: RestoreItem) {
      const target = await targets.readTarget(item);
      if (!target.ok) return target;
      if (target.value.change === "unchanged") return { ok: true, value: "wanted" };
      return { ok: true, value: isAgreedState(item, target.value) ? "agreed" : "other" };
    },

    /** Restores the item, unless it already matches or requires manual review. */
    execute,
  };
}

/** Whether the provider's state is the one of the preview, or needs no change any more. */
const isAgreedState = ({ preview }: RestoreItem, { change, current }: TargetState): boolean =>
  change === "unchanged" || isStateOf(preview?.currentHash, current);

function previewOf({ change, reason, current }: TargetState) {
  return { change, currentHash: stateOf(current), ...(reason !== undefined && { reason }) };
}

function manual(reason: string | undefined): ItemResult {
  return { status: "manual_required", ...(reason !== undefined && { reason }) };
}
