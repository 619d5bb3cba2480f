import type { ItemKey } from "../ledger/item.ts";
import { recordKey, usableKey } from "../ledger/keys.ts";
import { correlationOf, successPointerKey } from "../ledger/success-pointer.ts";
import type { RequiredRecord } from "../operations/define-operation.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { reviewsKind, uniqueReviewsKind } from "../records/environment-reviews.ts";
import { connectionsKind } from "../records/provider-connections.ts";
import { typeOfKind } from "../records/record-types.ts";
import type { Run } from "../run/run.ts";

/** Where the usable record of a run's work is looked for. */
export interface Artifact {
  readonly kind: string;
  readonly type: string;
  readonly pointer: ItemKey;
  /** The item that keeps the usable review of a fingerprint the only one. */
  readonly unique?: ItemKey | undefined;
  readonly recordKey: (id: string) => ItemKey;
}

/** A record without which the work cannot be repeated. */
export interface Requirement {
  readonly key: ItemKey;
  readonly names?: RequiredRecord["names"];
}

export function successKeyOf(run: Run): ItemKey | undefined {
  const correlation = correlationOf(run);
  return correlation && successPointerKey(correlation);
}

export function connectionKeyOf({ workspaceId, environmentId }: Run, id: string | undefined): ItemKey | undefined {
  return environmentId === null || id === undefined
    ? undefined
    : recordKey(workspaceId, environmentId, connectionsKind, id);
}

/** Undefined for work that no record proves. */
export function artifactOf(run: Run, { actionability, provenBy: kind }: AnyOperation): Artifact | undefined {
  const { workspaceId, environmentId, correlationHash, context } = run;
  const isProvenByRecord = actionability === "artifact_or_later_success" && kind !== "nothing";
  if (!isProvenByRecord || environmentId === null || correlationHash === undefined) return undefined;
  const { fingerprint } = context;
  return {
    kind,
    type: typeOfKind(kind),
    pointer: usableKey(workspaceId, environmentId, kind, correlationHash),
    recordKey: (id) => recordKey(workspaceId, environmentId, kind, id),
    ...(kind === reviewsKind &&
      isKeyText(fingerprint) && { unique: recordKey(workspaceId, environmentId, uniqueReviewsKind, fingerprint) }),
  };
}

/**
 * What a repeated start of the same work would look up: the records its stored input names. Undefined when the start
 * would be refused whatever is stored: no such start, an input that is not valid any more, or no environment.
 */
export function requirementsOf(run: Run, { start, input }: AnyOperation): readonly Requirement[] | undefined {
  const { workspaceId, environmentId, context } = run;
  if (start === "not_startable" || environmentId === null) return undefined;
  // An input that is stored beside the run is large, and what it names stands in the context as well.
  const stored = run.input ?? {};
  if (!run.inputElsewhere && !input.safeParse(stored).success) return undefined;
  const required = start.requires?.({ ...context, ...stored }) ?? [];
  if (!required.every(({ id }) => isKeyText(id))) return undefined;
  return required.map(({ kind, id, names }) => ({ key: recordKey(workspaceId, environmentId, kind, id), names }));
}

/** A stored value that can be the id of a record; anything else is looked up nowhere. */
function isKeyText(value: unknown): value is string {
  return typeof value === "string" && /^[\w.:-]{1,128}$/.test(value);
}
