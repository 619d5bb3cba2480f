import { unverifiableIn } from "../../redaction/unverifiable.ts";
import { targetsIn } from "../policies/assignment-set.ts";
import type { ProviderAnswer } from "../provider/provider-access.ts";
import { type ItemStep, type ItemWork, type ItemWorkDependencies, mayBeDone, notDone, unwritten } from "./item-work.ts";
import { noTimeToWrite, readUntil } from "./read-back.ts";
import type { PolicyBody } from "./restore-content.ts";
import { createDirectoryLookup } from "./restore-directory.ts";
import { holderOfChangeSet, type ItemResult, type RestoreItem } from "./restore-record.ts";
import { bodyIn } from "./restore-target.ts";
import { wholeStateOf } from "./whole-state.ts";

export interface DeleteDependencies {
  readonly bodyHolds: { hold(scope: Scope, contentHashes: readonly string[], holder: string): Promise<void> };
}
type Scope = ItemWorkDependencies["scope"];

/**
 * Deletes policies at the provider, which keeps none of them. Only what the last sync stored is deleted: a policy that
 * changed since then would be lost in its latest version.
 */
export function createDeleteWork(parts: ItemWorkDependencies, { bodyHolds }: DeleteDependencies): ItemWork {
  const { scope, restoreRunId, by, connection, budget, provider, restoreRuns, pause } = parts;
  const directory = createDirectoryLookup(parts);
  const placeOf = ({ collection, itemId }: RestoreItem) => ({ collection, id: itemId });
  const read = (item: RestoreItem): Promise<ProviderAnswer<PolicyBody | "absent">> =>
    provider.readAssigned(connection, placeOf(item), budget);
  const settle = async (item: RestoreItem, result: ItemResult): Promise<ItemStep> => ({
    kind: "settled",
    item: await restoreRuns.recordResult(scope, restoreRunId, item.itemId, result, by),
  });

  async function execute(item: RestoreItem): Promise<ItemStep> {
    const agreed = item.preview;
    if (agreed === undefined || agreed.change === "manual_required") {
      return settle(item, { status: "manual_required", reason: agreed?.reason ?? "restore.changed_since_preview" });
    }
    const mayBeOurs = item.writeBegunAt !== undefined;
    const current = await read(item);
    if (!current.ok) return mayBeOurs ? mayBeDone(current.failure) : notDone(current.failure);
    if (current.value === "absent") {
      return settle(item, mayBeOurs ? { status: "applied" } : { status: "skipped", reason: "restore.already_gone" });
    }
    if (wholeStateOf(current.value) !== agreed.currentHash) {
      return settle(item, { status: "manual_required", reason: "restore.changed_since_preview" });
    }
    // Afterwards this version is the only copy. First the hold, then the body: a purge sees one of them.
    await bodyHolds.hold(scope, [item.contentHash], holderOfChangeSet(restoreRunId));
    if ((await parts.policies.findBody(scope, item.contentHash)) === undefined) {
      return settle(item, { status: "manual_required", reason: "restore.version_missing" });
    }
    const begun = await restoreRuns.beginWrite(scope, restoreRunId, item, by);
    if (begun.kind === "settled") return { kind: "settled", item: begun.item };
    if (begun.kind === "in_doubt") return execute(begun.item);
    if (budget.timeLeftMillis() <= 0) return notDone(noTimeToWrite);
    const deleted = await provider.deletePolicy(connection, placeOf(item), budget);
    if (!deleted.ok) return unwritten(deleted.failure);
    if (deleted.value === "refused") return settle(item, { status: "failed", reason: "restore.delete_refused" });
    const after = await readUntil(
      () => read(item),
      (now) => now === "absent",
      pause,
    );
    if (!after.ok) return mayBeDone(after.failure);
    return settle(
      item,
      after.value === "absent" ? { status: "applied" } : { status: "failed", reason: "restore.not_deleted" },
    );
  }

  return {
    execute,

    async compare(item) {
      const current = await read(item);
      if (!current.ok) return current;
      if (current.value === "absent") return { ok: true, value: "wanted" };
      return { ok: true, value: wholeStateOf(current.value) === item.preview?.currentHash ? "agreed" : "other" };
    },

    async preview(item) {
      const current = await read(item);
      if (!current.ok) return notDone(current.failure);
      const text = await parts.policies.findBody(scope, item.contentHash);
      const held = text === undefined ? undefined : bodyIn(text);
      const preview = previewOf(held, current.value);
      const stored = await restoreRuns.recordPreview(scope, restoreRunId, item.itemId, preview, by);
      return { kind: "settled", item: stored };
    },

    reach(items) {
      const changed = items.filter(({ preview }) => preview?.change === "delete");
      const groups = changed.flatMap(({ preview }) =>
        (preview?.currentTargets ?? []).flatMap((one) => one.groupId ?? []),
      );
      return directory.reachOf(groups, []);
    },
  };
}

function previewOf(held: PolicyBody | undefined, current: PolicyBody | "absent") {
  if (current === "absent")
    return { change: "unchanged", currentHash: "absent", reason: "restore.already_gone" } as const;
  const currentHash = wholeStateOf(current);
  const currentTargets = [...(targetsIn(current.assignments) ?? [])];
  const seen = { currentHash, currentTargets };
  if (held === undefined) return { ...seen, change: "manual_required", reason: "restore.version_missing" } as const;
  if (wholeStateOf(held) !== currentHash) {
    return { ...seen, change: "manual_required", reason: "restore.not_synced" } as const;
  }
  const isHeldWhole = unverifiableIn(held).length === 0;
  return { ...seen, change: "delete", ...(!isHeldWhole && { reason: "restore.secrets_not_held" }) } as const;
}
