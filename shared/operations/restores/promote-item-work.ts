import { broadensTo, hashOfTargets, targetsIn } from "../policies/assignment-set.ts";
import type { PolicyPlace } from "../policies/policy-writer.ts";
import { referencesOfActions } from "../policies/scheduled-actions.ts";
import type { ProviderAnswer } from "../provider/provider-access.ts";
import { type ChosenCounterparts, createCounterparts, type NamedLists } from "./counterparts.ts";
import { type ItemStep, type ItemWork, type ItemWorkDependencies, mayBeDone, notDone } from "./item-work.ts";
import { createPolicyWriting, isHalfWritten, keepCurrent } from "./policy-writing.ts";
import { noTimeToWrite } from "./read-back.ts";
import { compareContent, inTermsOfTarget, isContentOf, type PolicyBody } from "./restore-content.ts";
import { createDirectoryLookup } from "./restore-directory.ts";
import type { ItemPreview, ItemResult, RestoreItem } from "./restore-record.ts";
import { bodyIn, createTargetReader } from "./restore-target.ts";
import { movedGroups, writeTargets } from "./target-writing.ts";
import { wholeStateOf } from "./whole-state.ts";

/** What a person decided about a promotion. */
export interface PromotionChoices extends ChosenCounterparts {
  readonly policyMap: Readonly<Record<string, string>>;
  readonly allowBroaden: boolean;
}

interface Promotion {
  readonly sourceEnvironmentId: string;
  readonly choices: PromotionChoices;
  readonly lists: NamedLists;
}

/**
 * Promotes policies of another environment: their content, scope tags, actions and assignments in the terms of the target. Only a
 * policy that was promoted before, or that a person named, is updated; one that merely has the same name is proposed. A
 * policy without assignments in the source keeps those that it has in the target.
 */
export function createPromoteWork(
  parts: ItemWorkDependencies,
  { sourceEnvironmentId, choices, lists }: Promotion,
): ItemWork {
  const { scope, restoreRunId, by, connection, budget, provider, restoreRuns } = parts;
  const boundAs = (itemId: string) => `${sourceEnvironmentId}/${itemId}`;
  const directory = createDirectoryLookup(parts);
  // Every id of the source is one of another tenant, so no item of this change set excludes a policy of the target.
  const reading = { ...parts, itemIds: new Set<string>(), boundAs };
  const targets = createTargetReader({ ...reading, provider: { ...provider, readPolicy: provider.readAssigned } });
  const writing = createPolicyWriting(parts, targets, (item) => readWanted(item), bind);
  const counterpartsOf = createCounterparts({
    ...lists,
    source: { ...scope, environmentId: sourceEnvironmentId },
    scope,
    chosen: choices,
    directory,
  });

  async function bind({ collection, itemId }: RestoreItem, id: string): Promise<void> {
    await parts.bindings.bind(scope, connection.id, { collection, id: boundAs(itemId) }, id, by.runId);
  }
  const settle = async (item: RestoreItem, result: ItemResult): Promise<ItemStep> => ({
    kind: "settled",
    item: await restoreRuns.recordResult(scope, restoreRunId, item.itemId, result, by),
  });

  async function storedBody({ contentHash }: RestoreItem): Promise<PolicyBody | undefined> {
    const text = await parts.policies.findBody(scope, contentHash);
    return text === undefined ? undefined : bodyIn(text);
  }
  /** An item with the content that its preview froze. */
  async function readWanted(item: RestoreItem) {
    const body = await storedBody(item);
    return targets.readTarget(item, body && inTermsOfTarget(body, item.preview));
  }

  /** The policy that a person named, or the one that is found by its binding. */
  async function readCurrent(item: RestoreItem, wanted: PolicyBody, boundId: string | undefined) {
    if (boundId === undefined) return targets.readTarget(item, wanted);
    const place = { collection: item.collection, id: boundId };
    const read = await provider.readAssigned(connection, place, budget);
    if (!read.ok) return read;
    const current = read.value;
    const compared =
      current === "absent"
        ? ({ change: "manual_required", reason: "restore.policy_missing" } as const)
        : compareContent(wanted, current);
    return {
      ok: true,
      value: { wanted, current, place, ...compared, elsewhereId: undefined, namesakeId: undefined },
    } as const;
  }

  async function examine(item: RestoreItem): Promise<ProviderAnswer<ItemPreview>> {
    const body = await storedBody(item);
    const known = body === undefined ? undefined : targetsIn(body.assignments);
    const manual = (reason: string, seen: Partial<ItemPreview> = {}) =>
      ({ ok: true, value: { change: "manual_required", reason, ...seen } }) as const;
    if (body === undefined) return manual("restore.version_missing");
    if (known === undefined || known.some(({ kind }) => kind === "other")) return manual("restore.target_unknown");
    const counterparts = await counterpartsOf(known, body.roleScopeTagIds, referencesOfActions(body));
    if (!counterparts.ok) return counterparts;
    const wanted = counterparts.value.kind === "found" ? inTermsOfTarget(body, counterparts.value) : body;
    const found = await readCurrent(item, wanted, choices.policyMap[item.itemId]);
    if (!found.ok) return found;
    const { current, place, change, reason, elsewhereId, namesakeId } = found.value;
    const seen = { currentHash: wholeStateOf(current), ...(namesakeId !== undefined && { namesakeId }) };
    if (change === "manual_required") return manual(reason ?? "restore.target_unknown", seen);
    if (counterparts.value.kind === "missing") {
      return manual(counterparts.value.reason, { ...seen, missing: counterparts.value.missing });
    }
    // An equal policy that no promotion created: neither its content nor its assignments are touched.
    if (elsewhereId !== undefined) return { ok: true, value: { ...seen, change: "unchanged", reason: reason ?? "" } };
    const { scopeTagIds, actionIds, mapping } = counterparts.value;
    const currentTargets = current === "absent" ? [] : targetsIn(current.assignments);
    if (currentTargets === undefined) return manual("restore.target_unknown", seen);
    const promoted = known.length === 0 ? currentTargets : counterparts.value.targets;
    const isSame = change === "unchanged" && hashOfTargets(promoted) === hashOfTargets(currentTargets);
    const frozen = {
      ...seen,
      targets: promoted,
      currentTargets,
      ...(scopeTagIds !== undefined && { scopeTagIds }),
      ...(Object.keys(actionIds).length > 0 && { actionIds }),
      ...(mapping.length > 0 && { mapping }),
      ...(current !== "absent" && { boundId: place.id }),
      ...(reason !== undefined && { reason }),
    };
    if (!choices.allowBroaden && broadensTo(promoted, currentTargets).length > 0) {
      return manual("restore.broadens", frozen);
    }
    // A policy whose assignments alone change is updated as well.
    const effect = change === "unchanged" && !isSame ? "update" : change;
    const currentVersion = await keepCurrent(parts, item, { wanted, current, change: effect });
    return {
      ok: true,
      value: {
        ...frozen,
        change: effect,
        ...(currentVersion !== undefined && { currentVersion }),
      },
    };
  }

  async function execute(item: RestoreItem): Promise<ItemStep> {
    const agreed = item.preview;
    const changed = { status: "manual_required", reason: "restore.changed_since_preview" } as const;
    if (agreed === undefined) return settle(item, changed);
    if (agreed.change === "manual_required") return settle(item, { status: "manual_required", reason: agreed.reason });
    if (agreed.targets === undefined) return settle(item, { status: "skipped", reason: agreed.reason });
    const body = await storedBody(item);
    if (body === undefined) return settle(item, { status: "manual_required", reason: "restore.version_missing" });
    const wanted = inTermsOfTarget(body, agreed);
    const mayBeOurs = item.writeBegunAt !== undefined;
    const found = await (mayBeOurs && agreed.boundId === undefined
      ? writing.readUntilConsistent(item)
      : readCurrent(item, wanted, agreed.boundId));
    if (!found.ok) return mayBeOurs ? mayBeDone(found.failure) : notDone(found.failure);
    // A created policy whose answer was lost is found by its content, and has no assignments yet.
    const { elsewhereId, change, reason } = found.value;
    const isOurs = mayBeOurs && elsewhereId !== undefined;
    if (change === "manual_required") return settle(item, { status: "manual_required", reason });
    if (elsewhereId !== undefined && !isOurs) return settle(item, changed);
    if (isOurs) await bind(item, elsewhereId);
    const place = isOurs ? { collection: item.collection, id: elsewhereId } : found.value.place;
    const current = isOurs
      ? await provider.readAssigned(connection, place, budget)
      : ({ ok: true, value: found.value.current } as const);
    if (!current.ok) return isOurs ? mayBeDone(current.failure) : notDone(current.failure);

    const isBetween = mayBeOurs && (await isHalfWritten(parts, item, wanted, current.value));
    const step = stepOf(current.value, { wanted, agreed, mayBeOurs, isBetween });
    if (step === "changed") return settle(item, changed);
    if (step === "done") return settle(item, mayBeOurs ? appliedTo(item, place.id) : { status: "skipped" });
    const begun = await restoreRuns.beginWrite(scope, restoreRunId, item, by);
    if (begun.kind === "settled") return { kind: "settled", item: begun.item };
    if (begun.kind === "in_doubt") return execute(begun.item);
    if (budget.timeLeftMillis() <= 0) return notDone(noTimeToWrite);
    let { id } = place;
    if (step === "content") {
      const written = await writing.write(item, { wanted, current: current.value, place });
      if (written.kind === "unanswered") return written;
      if (written.kind === "failed") return settle(item, { status: "failed", reason: written.reason });
      id = written.id;
    }
    await bind(item, id);
    const end = await assign(item, { collection: item.collection, id }, current.value);
    // The content is written, whatever became of the assignments.
    return end.kind === "unanswered" && step === "content" ? mayBeDone(end.failure) : end;
  }

  async function assign(item: RestoreItem, place: PolicyPlace, before: PolicyBody | "absent"): Promise<ItemStep> {
    const wanted = item.preview?.targets ?? [];
    const current = before === "absent" ? [] : targetsIn(before.assignments);
    if (current === undefined || hashOfTargets(current) !== hashOfTargets(wanted)) {
      if (budget.timeLeftMillis() <= 0) return notDone(noTimeToWrite);
      const written = await writeTargets(parts, place, wanted);
      if (written.kind === "unanswered") return written;
      if (written.kind === "failed") return settle(item, { status: "failed", reason: written.reason });
    }
    return settle(item, appliedTo(item, place.id));
  }

  return {
    async preview(item) {
      const examined = await examine(item);
      if (!examined.ok) return notDone(examined.failure);
      const stored = await restoreRuns.recordPreview(scope, restoreRunId, item.itemId, examined.value, by);
      return { kind: "settled", item: stored };
    },
    execute,

    async compare(item) {
      const agreed = item.preview;
      const body = await storedBody(item);
      // Without its content, nothing is written; an equal policy of others is not touched.
      if (agreed?.targets === undefined || body === undefined) return { ok: true, value: "wanted" };
      const wanted = inTermsOfTarget(body, agreed);
      const found = await readCurrent(item, wanted, agreed.boundId);
      if (!found.ok) return found;
      const { change, elsewhereId, current } = found.value;
      if (change === "manual_required" || elsewhereId !== undefined) return { ok: true, value: "other" };
      const step = stepOf(current, { wanted, agreed, mayBeOurs: false, isBetween: false });
      return { ok: true, value: step === "done" ? "wanted" : step === "changed" ? "other" : "agreed" };
    },

    reach(items) {
      const changed = items.filter(({ preview }) => preview?.change === "update" || preview?.change === "create");
      const broadens = changed.flatMap(({ preview }) =>
        broadensTo(preview?.targets ?? [], preview?.currentTargets ?? []),
      );
      return directory.reachOf(changed.flatMap(movedGroups), [...new Set(broadens)].sort());
    },
  };
}

const appliedTo = ({ itemId, preview }: RestoreItem, id: string): ItemResult => ({
  status: "applied",
  ...(preview?.reason !== undefined && { reason: preview.reason }),
  ...(id !== itemId && { createdId: id }),
});

/**
 * What is left to do: the content and then the assignments, the assignments alone, or nothing. `changed` unless the
 * provider's state is the one of the preview, or one between it and the wanted one that this change set itself left.
 */
function stepOf(
  current: PolicyBody | "absent",
  {
    wanted,
    agreed,
    mayBeOurs,
    isBetween,
  }: {
    readonly wanted: PolicyBody;
    readonly agreed: ItemPreview;
    readonly mayBeOurs: boolean;
    readonly isBetween: boolean;
  },
): "content" | "assignments" | "done" | "changed" {
  const now = current === "absent" ? [] : targetsIn(current.assignments);
  const has = (targets: ItemPreview["targets"]) =>
    now !== undefined && hashOfTargets(now) === hashOfTargets(targets ?? []);
  const isWritten = isContentOf(wanted, current);
  if (isWritten && has(agreed.targets)) return "done";
  if (wholeStateOf(current) === agreed.currentHash) return isWritten ? "assignments" : "content";
  if (!mayBeOurs || !has(agreed.currentTargets)) return "changed";
  return isWritten ? "assignments" : isBetween ? "content" : "changed";
}
