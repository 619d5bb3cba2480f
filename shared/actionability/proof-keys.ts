import type { ItemKey } from "../ledger/item.ts";
import { recordKey, usableKey } from "../ledger/keys.ts";
import { correlationOf, successPointerKey } from "../ledger/success-pointer.ts";
import type { RequiredRecord } from "../operations/define-operation.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { connectionsKind } from "../records/provider-connections.ts";
import { typeOfKind } from "../records/record-types.ts";
import { reviewsKind, uniqueReviewsKind } from "../records/review-kinds.ts";
import type { Run } from "../run/run.ts";

/** Where the usable record of a run's work is stored. */
export interface Artifact {
  readonly kind: string;
  readonly type: string;
  readonly pointer: ItemKey;
  /** The item that enforces one usable review per fingerprint. */
  readonly unique?: ItemKey | undefined;
  readonly recordKey: (id: string) => ItemKey;
}

/** A record that must exist for the work to be repeated. */
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

/** Undefined for work whose result no record proves. */
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
 * The records that a repeated start would look up: those named by its stored input. Undefined when a start would be
 * refused in any case: not startable, input no longer valid, or no environment.
 */
export function requirementsOf(run: Run, { start, input }: AnyOperation): readonly Requirement[] | undefined {
  const { workspaceId, environmentId, context } = run;
  if (start === "not_startable" || environmentId === null) return undefined;
  // Large inputs are stored separately; their record ids are also in the context.
  const stored = run.input ?? {};
  if (!run.inputElsewhere && !input.safeParse(stored).success) return undefined;
  const required = start.requires?.({ ...context, ...stored }) ?? [];
  if (!required.every(({ id }) => isKeyText(id))) return undefined;
  return required.map(({ kind, id, names }) => ({ key: recordKey(workspaceId, environmentId, kind, id), names }));
}

/** Whether a stored value can be a record id; other values are never used as keys. */
function isKeyText(value: unknown): value is string {
  return typeof value === "string" && /^[\w.:-]{1,128}$/.test(value);
}
