import type { Prepared, StartRequest } from "../define-operation.ts";
import { type ConnectionChoice, prepareWithConnection, selectionHashOf } from "../provider/connection-choice.ts";
import { chosenTypes, type InventorySyncInput, inventoryTypes } from "./inventory.sync.input.ts";

/** A later success resolves an earlier problem only when it read the same types of the same connection. */
export async function prepare(
  { input: asked, scope }: StartRequest<InventorySyncInput>,
  { connections }: { readonly connections: ConnectionChoice },
): Promise<Prepared> {
  const { types: wanted, ...choice } = asked;
  const types = chosenTypes(wanted);
  const isAll = types.length === inventoryTypes.length;
  const prepared = await prepareWithConnection({ input: choice, scope }, connections, (id) => ({
    selectionHash: selectionHashOf(isAll ? id : JSON.stringify([id, types])),
  }));
  if (prepared.kind !== "start" || isAll) return prepared;
  const { identity, input, line, ...rest } = prepared;
  // Other types are other work: a run of them neither waits for this one nor resolves its problems.
  const chosen = { ...line, types: types.join(",") };
  return { ...rest, identity: { ...identity, types }, line: chosen, input: { ...input, types } };
}
