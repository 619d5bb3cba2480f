import type { PolicyPlace } from "../policies/policy-writer.ts";
import { holdsActions, isSameActions, writtenActions } from "../policies/scheduled-actions.ts";
import { versionBodyOf } from "../policies/version-body.ts";
import type { ProviderAnswer, ProviderFailure } from "../provider/provider-access.ts";
import { type ItemWorkDependencies, isInDoubt, mayBeDone, type Unanswered, unwritten } from "./item-work.ts";
import { noTimeToReadBack, noTimeToWrite, readBackSeconds } from "./read-back.ts";
import { isContentOf, isSameButActions, type PolicyBody, writableBody } from "./restore-content.ts";
import type { RestoreItem } from "./restore-record.ts";
import { bodyIn, type TargetReader, type TargetState } from "./restore-target.ts";

/** A policy to write: its content, and where it is now. */
export interface WriteRequest extends Pick<TargetState, "current" | "place"> {
  readonly wanted: PolicyBody;
}

interface UpdateRequest extends WriteRequest {
  readonly current: PolicyBody;
}

/** How a write ended. `applied`: the provider has the content under this id, read back. */
export type Written =
  | { readonly kind: "applied"; readonly id: string }
  | {
      readonly kind: "failed";
      readonly reason: "restore.write_refused" | "restore.not_taken_over" | "restore.custom_settings_refused";
    }
  | Unanswered;

/**
 * Writes policies and reads them back: success is the provider's state afterwards, not its response. `bind` lets a later
 * attempt find a policy under its new id; `readTarget` reads an item with the content that it is to have.
 */
export function createPolicyWriting(
  parts: Pick<ItemWorkDependencies, "by" | "connection" | "budget" | "provider" | "pause">,
  targets: Pick<TargetReader, "forget" | "noteCreated">,
  readTarget: (item: RestoreItem) => Promise<ProviderAnswer<TargetState>>,
  bind: (item: RestoreItem, id: string) => Promise<void>,
) {
  const { connection, budget, provider } = parts;

  async function verify(item: RestoreItem, wanted: PolicyBody, id: string): Promise<Written> {
    for (const seconds of readBackSeconds) {
      if (seconds > 0 && !(await parts.pause(seconds * 1000))) return mayBeDone(noTimeToReadBack);
      const read = await provider.readPolicy(connection, { collection: item.collection, id }, budget);
      if (!read.ok) return mayBeDone(read.failure);
      if (isContentOf(wanted, read.value)) return { kind: "applied", id };
    }
    return { kind: "failed", reason: "restore.not_taken_over" };
  }

  /** A policy that may already exist counts as absent only after reads had time to become consistent. */
  async function readUntilConsistent(item: RestoreItem): Promise<ProviderAnswer<TargetState>> {
    for (const seconds of readBackSeconds) {
      if (seconds > 0 && !(await parts.pause(seconds * 1000))) return { ok: false, failure: noTimeToReadBack };
      targets.forget(item.collection);
      const target = await readTarget(item);
      if (!target.ok || target.value.change !== "create") return target;
    }
    const target = await readTarget(item);
    // What this run created and stored is gone again: others deleted it.
    const isDeletedSince = target.ok && target.value.change === "create" && target.value.recreatedBy === parts.by.runId;
    if (!isDeletedSince) return target;
    return { ok: true, value: { ...target.value, change: "manual_required", reason: "restore.changed_since_preview" } };
  }

  async function update(item: RestoreItem, { wanted, current, place }: UpdateRequest): Promise<Written> {
    const writes = writesOf(wanted, current);
    if (writes.content) {
      const body = writableBody(item.collection, wanted, current);
      const written = await provider.writePolicy(connection, place, body, budget);
      if (!written.ok) return notWritten(wanted, written.failure);
      if (written.value === "refused") return { kind: "failed", reason: "restore.write_refused" };
    }
    if (writes.actions) {
      if (budget.timeLeftMillis() <= 0) return mayBeDone(noTimeToWrite);
      const scheduled = await provider.scheduleActions(connection, place, writtenActions(wanted), budget);
      if (!scheduled.ok) return writes.content ? mayBeDone(scheduled.failure) : unwritten(scheduled.failure);
      if (scheduled.value === "refused") return { kind: "failed", reason: "restore.write_refused" };
    }
    return verify(item, wanted, place.id);
  }

  async function create(item: RestoreItem, { wanted }: WriteRequest): Promise<Written> {
    const body = writableBody(item.collection, wanted, "absent");
    const created = await provider.createPolicy(connection, item.collection, body, budget);
    if (created.ok) {
      if (created.value === "refused") return { kind: "failed", reason: "restore.write_refused" };
      const { id } = created.value;
      targets.noteCreated(item.collection, wanted, id);
      await bind(item, id);
      return verify(item, wanted, id);
    }
    if (!isInDoubt(created.failure)) return notWritten(wanted, created.failure);
    // The response may have been lost after the policy was created.
    const found = await readUntilConsistent(item);
    const createdId = found.ok ? found.value.elsewhereId : undefined;
    if (createdId === undefined) return mayBeDone(created.failure);
    return { kind: "applied", id: createdId };
  }

  return {
    readUntilConsistent,
    write: (item: RestoreItem, request: WriteRequest): Promise<Written> =>
      request.current === "absent" ? create(item, request) : update(item, { ...request, current: request.current }),
  };
}

/**
 * Graph has refused custom settings of applications that may write any other policy (microsoft-graph-docs#13681, #14172):
 * one such policy says nothing about the permission that the others need.
 */
function notWritten(wanted: PolicyBody, failure: ProviderFailure): Written {
  return failure.reasonCode === "provider_permission_denied" && Array.isArray(wanted.omaSettings)
    ? { kind: "failed", reason: "restore.custom_settings_refused" }
    : unwritten(failure);
}

/** The requests of an update: the content, and then the actions, each only where something differs. */
function writesOf(wanted: PolicyBody, current: PolicyBody) {
  return {
    content: !isSameButActions(wanted, current),
    actions: holdsActions(wanted) && !isSameActions(wanted, current),
  };
}

/** Whether an update takes two writes, so that it can stop between them. */
export function takesTwoWrites({ wanted, current }: Pick<TargetState, "wanted" | "current">): boolean {
  if (wanted === undefined || current === "absent") return false;
  const writes = writesOf(wanted, current);
  return writes.content && writes.actions;
}

/**
 * Whether an update is between its two writes: the content is the wanted one, the actions are still those of the preview.
 * False when the preview kept no document to tell by.
 */
export async function isHalfWritten(
  { scope, policies }: Pick<ItemWorkDependencies, "scope" | "policies">,
  { preview }: Pick<RestoreItem, "preview">,
  wanted: PolicyBody | undefined,
  current: PolicyBody | "absent",
): Promise<boolean> {
  if (wanted === undefined || current === "absent" || preview?.currentVersion === undefined) return false;
  if (!isSameButActions(wanted, current)) return false;
  const text = await policies.findPreviewed(scope, preview.currentVersion);
  const previewed = text === undefined ? undefined : bodyIn(text);
  return previewed !== undefined && isSameActions(previewed, current);
}

/** Keeps the provider's document, so that a preview can show each setting that would change. */
export async function keepCurrent(
  { scope, policies }: Pick<ItemWorkDependencies, "scope" | "policies">,
  { itemId }: RestoreItem,
  { wanted, current, change }: Pick<TargetState, "wanted" | "current" | "change">,
): Promise<string | undefined> {
  if (wanted === undefined || current === "absent" || change === "unchanged") return undefined;
  const version = versionBodyOf(current);
  if (typeof version === "string") return undefined;
  const { contentHash, body } = version;
  await policies.keepPreviewed(scope, { policyId: itemId, contentHash, body });
  return contentHash;
}

export const placeOf = ({ collection, itemId }: RestoreItem): PolicyPlace => ({ collection, id: itemId });
