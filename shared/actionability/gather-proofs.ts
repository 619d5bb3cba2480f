import { acceptsProof, connectionIdOf, noProofs, type Proofs } from "../derived/actionability.ts";
import { batchGet } from "../ledger/batch-get.ts";
import type { Item, ItemKey } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { successesIn } from "../ledger/success-pointer.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { connectionIn } from "../records/provider-connections.ts";
import { usableIn } from "../records/usable-pointers.ts";
import { fieldOf, isPresent, isUsable } from "../records/usable-records.ts";
import type { Run } from "../run/run.ts";
import {
  type Artifact,
  artifactOf,
  connectionKeyOf,
  type Requirement,
  requirementsOf,
  successKeyOf,
} from "./proof-keys.ts";

interface FactsQuery {
  readonly run: Run;
  readonly success?: ItemKey | undefined;
  readonly connection?: ItemKey | undefined;
  readonly artifact?: Artifact | undefined;
  /** Undefined when the work cannot be repeated in any case. */
  readonly requirements?: readonly Requirement[] | undefined;
  /** A start returns the existing record when a usable one exists. */
  readonly mayBeAnswered?: boolean;
}
export type FindOperation = (type: string) => AnyOperation | undefined;
type Read = (key: ItemKey | undefined) => Item | undefined;

const textOf = ({ pk, sk }: ItemKey) => `${pk}\n${sk}`;

/**
 * Gathers stored proofs for the problems of these runs in two batched reads, for any number of runs: first the items
 * under the run's own keys, then the records that pointers reference. Every key contains the run's workspace and
 * environment, so proof never crosses scopes. Runs that accept no proof are skipped.
 */
export function createGatherProofs(
  parts: StoreTarget & { readonly findOperation: FindOperation; readonly clock: { now(): Date } },
) {
  async function read(keys: readonly (ItemKey | undefined)[]): Promise<Read> {
    const wanted = keys.filter((key) => key !== undefined);
    const items = await batchGet({ ...parts, isConsistent: false }, wanted);
    const stored = new Map(items.map((item) => [textOf({ pk: String(item.pk), sk: String(item.sk) }), item]));
    return (key) => (key === undefined ? undefined : stored.get(textOf(key)));
  }

  return async function gatherProofs(runs: readonly Run[]): Promise<(run: Run) => Proofs> {
    const wanted = runs.map((run) => wantedFor(run, parts.findOperation(run.type)));
    const first = await read(wanted.flatMap(keysOf));
    const second = await read(wanted.flatMap(({ artifact }) => candidatesOf(artifact, first)));
    const now = parts.clock.now();
    const proofs = new Map(wanted.map((each) => [each.run.id, proofsOf(each, first, second, now)]));
    return (run) => proofs.get(run.id) ?? noProofs;
  };
}

function wantedFor(run: Run, operation: AnyOperation | undefined): FactsQuery {
  if (operation === undefined || !acceptsProof(run, operation)) return { run };
  return {
    run,
    success: successKeyOf(run),
    connection: connectionKeyOf(run, connectionIdOf(run, operation)),
    artifact: artifactOf(run, operation),
    requirements: requirementsOf(run, operation),
    mayBeAnswered: operation.start !== "not_startable" && operation.start.mayAnswer === true,
  };
}

function keysOf({ success, connection, artifact, requirements = [] }: FactsQuery): (ItemKey | undefined)[] {
  return [success, connection, artifact?.pointer, artifact?.unique, ...requirements.map(({ key }) => key)];
}

/** Candidates for the usable record: the pointer's target and the holder of the fingerprint lock. */
function candidatesOf(artifact: Artifact | undefined, stored: Read): ItemKey[] {
  if (artifact === undefined) return [];
  const ids = [usableIn(stored(artifact.pointer))?.id, fieldOf(stored(artifact.unique), "reviewId")];
  return [...new Set(ids)].flatMap((id) => (id === undefined ? [] : artifact.recordKey(id)));
}

function proofsOf(wanted: FactsQuery, first: Read, second: Read, now: Date): Proofs {
  const { run, success, connection, artifact, requirements, mayBeAnswered = false } = wanted;
  const usable = candidatesOf(artifact, first).filter((key) =>
    isUsable(artifact?.kind ?? "", second(key), run.context.fingerprint, now),
  );
  const pointed = usableIn(first(artifact?.pointer));
  const [only] = usable;
  // With several usable records none is selected: that requires manual review (spec 359, FR-360-006).
  const isProof = artifact !== undefined && usable.length === 1 && pointed !== undefined && only?.sk === pointed.id;
  const isComplete = requirements?.every(({ key, names }) => isMet(first(key), names, now)) ?? false;
  return {
    successes: successesIn(first(success)),
    connection: connectionIn(first(connection)),
    ...(isProof && { usable: { ...pointed, type: artifact.type } }),
    canRepeat: isComplete && !(mayBeAnswered && usable.length > 0),
  };
}

function isMet(item: Item | undefined, names: Requirement["names"], now: Date): boolean {
  return isPresent(item, now) && (names === undefined || fieldOf(item, names.field) === names.value);
}
