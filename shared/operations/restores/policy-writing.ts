import type { PolicyPlace } from "../policies/policy-writer.ts";
import { versionBodyOf } from "../policies/version-body.ts";
import type { ProviderAnswer, ProviderFailure } from "../provider/provider-access.ts";
import type { ItemWorkDependencies } from "./item-work.ts";
import { noTimeToReadBack, readBackSeconds } from "./read-back.ts";
import { contentHashOf, type PolicyBody, stateOf, writableBody } from "./restore-content.ts";
import type { RestoreItem } from "./restore-record.ts";
import type { TargetReader, TargetState } from "./restore-target.ts";

/** A policy to write: its content, and where it is now. */
export interface WriteRequest extends Pick<TargetState, "current" | "place"> {
  readonly wanted: PolicyBody;
}

/** How a write ended. `applied`: the provider has the content under this id, read back. */
export type Written =
  | { readonly kind: "applied"; readonly id: string }
  | { readonly kind: "failed"; readonly reason: "restore.write_refused" | "restore.not_taken_over" }
  | { readonly kind: "unanswered"; readonly failure: ProviderFailure };

/** Failures after which a policy may have been created nevertheless. */
const inDoubt: ReadonlySet<string> = new Set(["provider_unreachable", "provider_response_invalid"]);

/**
 * Writes policies and reads them back: success is the provider's state afterwards, not its response. `bind` lets a later
 * attempt find a policy under its new id; `readTarget` reads an item with the content that it is to have.
 */
export function createPolicyWriting(
  parts: Pick<ItemWorkDependencies, "connection" | "budget" | "provider" | "pause">,
  targets: Pick<TargetReader, "forget" | "noteCreated">,
  readTarget: (item: RestoreItem) => Promise<ProviderAnswer<TargetState>>,
  bind: (item: RestoreItem, id: string) => Promise<void>,
) {
  const { connection, budget, provider } = parts;

  async function verify(item: RestoreItem, wanted: PolicyBody, id: string): Promise<Written> {
    for (const seconds of readBackSeconds) {
      if (seconds > 0 && !(await parts.pause(seconds * 1000))) return { kind: "unanswered", failure: noTimeToReadBack };
      const read = await provider.readPolicy(connection, { collection: item.collection, id }, budget);
      if (!read.ok) return { kind: "unanswered", failure: read.failure };
      if (stateOf(read.value) === contentHashOf(wanted)) return { kind: "applied", id };
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
    return readTarget(item);
  }

  async function update(item: RestoreItem, { wanted, current, place }: WriteRequest): Promise<Written> {
    const body = writableBody(item.collection, wanted, current);
    const written = await provider.writePolicy(connection, place, body, budget);
    if (!written.ok) return { kind: "unanswered", failure: written.failure };
    if (written.value === "refused") return { kind: "failed", reason: "restore.write_refused" };
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
    if (!inDoubt.has(created.failure.reasonCode)) return { kind: "unanswered", failure: created.failure };
    // The response may have been lost after the policy was created.
    const found = await readUntilConsistent(item);
    const createdId = found.ok ? found.value.elsewhereId : undefined;
    if (createdId === undefined) return { kind: "unanswered", failure: created.failure };
    return { kind: "applied", id: createdId };
  }

  return {
    readUntilConsistent,
    write: (item: RestoreItem, request: WriteRequest): Promise<Written> =>
      request.current === "absent" ? create(item, request) : update(item, request),
  };
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
