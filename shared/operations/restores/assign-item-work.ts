import {
  type AssignmentTarget,
  broadensTo,
  hashOfTargets,
  sortedTargets,
  targetsIn,
} from "../policies/assignment-set.ts";
import type { PolicyPlace } from "../policies/policy-writer.ts";
import type { ProviderAnswer } from "../provider/provider-access.ts";
import { type ItemStep, type ItemWork, type ItemWorkDependencies, mayBeDone, notDone } from "./item-work.ts";
import { noTimeToWrite } from "./read-back.ts";
import { createDirectoryLookup } from "./restore-directory.ts";
import type { ItemResult, RestoreItem } from "./restore-record.ts";
import { bodyIn, createTargetReader } from "./restore-target.ts";
import { type CurrentTargets, movedGroups, stateOfTargets, writeTargets } from "./target-writing.ts";

/** What a person decided about the targets of a backup. */
export interface AssignChoices {
  /** Groups of this tenant that take the place of groups of the backup. */
  readonly groupMap: Readonly<Record<string, string>>;
  /** Whether a policy may reach every device or every user that it does not reach now. */
  readonly allowBroaden: boolean;
}

/** The assignments of one policy, wanted and current; `reason` says why a person has to act. */
interface Assigned {
  readonly place: PolicyPlace;
  readonly wanted: readonly AssignmentTarget[];
  readonly current: CurrentTargets;
  readonly reason?: string;
  readonly missing?: readonly string[];
}

/**
 * Restores whom policies are assigned to. The provider replaces the whole set at once, so a set is written whole or not at
 * all: a policy whose group or filter is gone needs a person.
 */
export function createAssignWork(parts: ItemWorkDependencies, { groupMap, allowBroaden }: AssignChoices): ItemWork {
  const { scope, restoreRunId, by, budget, provider, restoreRuns } = parts;
  const directory = createDirectoryLookup(parts);
  const targets = createTargetReader({ ...parts, provider: { ...provider, readPolicy: provider.readAssigned } });
  const mapped = ({ groupId, ...rest }: AssignmentTarget): AssignmentTarget =>
    groupId === undefined ? rest : { ...rest, groupId: groupMap[groupId] ?? groupId };

  async function examine(item: RestoreItem): Promise<ProviderAnswer<Assigned>> {
    const text = await parts.policies.findBody(scope, item.contentHash);
    const body = text === undefined ? undefined : bodyIn(text);
    const found = await targets.findNow(item);
    if (!found.ok) return found;
    const { place, current: document, isOtherItem } = found.value;
    const current = document === "absent" ? document : targetsIn(document.assignments);
    const known = body === undefined ? undefined : targetsIn(body.assignments);
    const wanted = sortedTargets((known ?? []).map(mapped));
    const manual = (reason: string, missing?: readonly string[]) =>
      ({ ok: true, value: { place, wanted, current: current ?? [], reason, ...(missing && { missing }) } }) as const;
    if (isOtherItem) return manual("restore.bound_to_other_item");
    if (body === undefined) return manual("restore.version_missing");
    if (current === "absent") return manual("restore.policy_missing");
    if (known === undefined || current === undefined) return manual("restore.target_unknown");
    if (hashOfTargets(wanted) === hashOfTargets(current)) return { ok: true, value: { place, wanted, current } };
    // A body without assignments may be of a release that did not ask for them, so it proves no empty set.
    if (wanted.length === 0 && body.assignments === undefined) return manual("restore.targets_not_held");
    if ([...wanted, ...current].some(({ kind }) => kind === "other")) return manual("restore.target_unknown");
    const missing = await directory.missingOf(wanted);
    if (!missing.ok) return missing;
    if (missing.value.groups.length > 0) return manual("restore.group_missing", missing.value.groups);
    if (missing.value.filters.length > 0) return manual("restore.filter_missing", missing.value.filters);
    if (!allowBroaden && broadensTo(wanted, current).length > 0) return manual("restore.broadens");
    return { ok: true, value: { place, wanted, current } };
  }

  const settle = async (item: RestoreItem, result: ItemResult): Promise<ItemStep> => ({
    kind: "settled",
    item: await restoreRuns.recordResult(scope, restoreRunId, item.itemId, result, by),
  });
  async function execute(item: RestoreItem): Promise<ItemStep> {
    const agreed = item.preview;
    if (agreed?.targets === undefined || agreed.change === "manual_required") {
      return settle(item, { status: "manual_required", reason: agreed?.reason ?? "restore.changed_since_preview" });
    }
    const mayBeOurs = item.writeBegunAt !== undefined;
    const found = await examine(item);
    if (!found.ok) return mayBeOurs ? mayBeDone(found.failure) : notDone(found.failure);
    const { place, wanted, current, reason } = found.value;
    // The plan froze the targets; a choice that was read differently since then is not part of the approval.
    if (hashOfTargets(wanted) !== hashOfTargets(agreed.targets)) {
      return settle(item, { status: "manual_required", reason: reason ?? "restore.changed_since_preview" });
    }
    const isDone = stateOfTargets(current) === hashOfTargets(agreed.targets);
    if (isDone) return settle(item, { status: mayBeOurs ? "applied" : "skipped" });
    if (stateOfTargets(current) !== agreed.currentHash) {
      return settle(item, { status: "manual_required", reason: "restore.changed_since_preview" });
    }
    if (reason !== undefined) return settle(item, { status: "manual_required", reason });
    const begun = await restoreRuns.beginWrite(scope, restoreRunId, item, by);
    if (begun.kind === "settled") return { kind: "settled", item: begun.item };
    if (begun.kind === "in_doubt") return execute(begun.item);
    if (budget.timeLeftMillis() <= 0) return notDone(noTimeToWrite);
    const written = await writeTargets(parts, place, agreed.targets);
    if (written.kind === "unanswered") return written;
    return settle(
      item,
      written.kind === "applied" ? { status: "applied" } : { status: "failed", reason: written.reason },
    );
  }

  return {
    execute,

    async compare(item) {
      const found = await examine(item);
      if (!found.ok) return found;
      const { wanted, current } = found.value;
      const agreed = item.preview?.targets === undefined ? undefined : hashOfTargets(item.preview.targets);
      const now = stateOfTargets(current);
      if (hashOfTargets(wanted) !== agreed) return { ok: true, value: "other" };
      if (now === agreed) return { ok: true, value: "wanted" };
      return { ok: true, value: now === item.preview?.currentHash ? "agreed" : "other" };
    },

    async preview(item) {
      const found = await examine(item);
      if (!found.ok) return notDone(found.failure);
      const { wanted, current, reason, missing } = found.value;
      const isSame = stateOfTargets(current) === hashOfTargets(wanted);
      const change = reason !== undefined ? "manual_required" : isSame ? "unchanged" : "update";
      const preview = {
        change,
        currentHash: stateOfTargets(current),
        targets: [...wanted],
        ...(typeof current !== "string" && { currentTargets: [...current] }),
        ...(reason !== undefined && { reason }),
        ...(missing !== undefined && { missing: [...missing] }),
      } as const;
      const stored = await restoreRuns.recordPreview(scope, restoreRunId, item.itemId, preview, by);
      return { kind: "settled", item: stored };
    },

    reach(items) {
      const changed = items.filter(({ preview }) => preview?.change === "update");
      const broadens = changed.flatMap(({ preview }) =>
        broadensTo(preview?.targets ?? [], preview?.currentTargets ?? []),
      );
      return directory.reachOf(changed.flatMap(movedGroups), [...new Set(broadens)].sort());
    },
  };
}
