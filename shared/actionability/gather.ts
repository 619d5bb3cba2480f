import { acceptsProof, connectionIdOf, noProofs, type Proofs } from "../derived/actionability.ts";
import { batchGet } from "../ledger/batch-get.ts";
import { recordKey, usableKey } from "../ledger/keys.ts";
import type { Item, ItemKey, StoreTarget } from "../ledger/store.ts";
import { correlationOf, successesIn, successPointerKey } from "../ledger/success-pointer.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { connectionIn, connectionsKind } from "../records/provider-connections.ts";
import { typeOfKind } from "../records/record-types.ts";
import { usableIn } from "../records/usable-pointers.ts";
import type { Run } from "../run/run.ts";

interface Wanted {
  readonly run: Run;
  readonly success?: ItemKey;
  readonly connection?: ItemKey;
  readonly usable?: { readonly key: ItemKey; readonly type: string };
}

const textOf = ({ pk, sk }: ItemKey) => `${pk}\n${sk}`;

/**
 * What is stored and may speak for these runs' problems, in one batched read whatever their number (a hundred
 * keys a call, at most three keys a run). Every key holds the run's own workspace and environment, so nothing of
 * another scope can prove anything. Runs that no proof can speak for are asked nothing about.
 */
export function createGatherProofs(parts: StoreTarget & { readonly findOperation: FindOperation }) {
  return async function gatherProofs(runs: readonly Run[]): Promise<(run: Run) => Proofs> {
    const wanted = runs.map((run) => wantedFor(run, parts.findOperation(run.type)));
    const keys = wanted.flatMap(({ success, connection, usable }) => [success, connection, usable?.key]);
    const items = await batchGet(
      { ...parts, isConsistent: false },
      keys.filter((key) => key !== undefined),
    );
    const stored = new Map(items.map((item) => [textOf(keyIn(item)), item]));
    const read = (key: ItemKey | undefined) => (key === undefined ? undefined : stored.get(textOf(key)));
    const proofs = new Map(
      wanted.map(({ run, success, connection, usable }) => {
        const record = usableIn(read(usable?.key));
        return [
          run.id,
          {
            successes: successesIn(read(success)),
            connection: connectionIn(read(connection)),
            ...(record && usable && { usable: { ...record, type: usable.type } }),
          },
        ];
      }),
    );
    return (run) => proofs.get(run.id) ?? noProofs;
  };
}
export type FindOperation = (type: string) => AnyOperation | undefined;

function wantedFor(run: Run, operation: AnyOperation | undefined): Wanted {
  if (operation === undefined || !acceptsProof(run, operation)) return { run };
  const { workspaceId, environmentId, correlationHash } = run;
  const correlation = correlationOf(run);
  const connectionId = connectionIdOf(run, operation);
  const { actionability, provenBy: kind } = operation;
  return {
    run,
    ...(correlation && { success: successPointerKey(correlation) }),
    ...(environmentId !== null &&
      connectionId !== undefined && {
        connection: recordKey(workspaceId, environmentId, connectionsKind, connectionId),
      }),
    ...(actionability === "artifact_or_later_success" &&
      kind !== "nothing" &&
      correlationHash !== undefined && {
        usable: { key: usableKey(workspaceId, environmentId, kind, correlationHash), type: typeOfKind(kind) },
      }),
  };
}

function keyIn(item: Item): ItemKey {
  return { pk: String(item.pk), sk: String(item.sk) };
}
