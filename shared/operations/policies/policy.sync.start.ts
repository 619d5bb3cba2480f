import type { Prepared, StartRequest } from "../define-operation.ts";
import { type ConnectionChoice, prepareWithConnection, selectionHashOf } from "../provider/connection-choice.ts";
import type { PolicySyncInput } from "./policy.sync.input.ts";

/** One sync of a connection at a time; a sync that accepts an empty tenant has another identity than a plain one. */
export async function prepare(
  { input: asked, scope }: StartRequest<PolicySyncInput>,
  { connections }: { readonly connections: ConnectionChoice },
): Promise<Prepared> {
  const { acceptEmpty = false, ...choice } = asked;
  const prepared = await prepareWithConnection({ input: choice, scope }, connections, (id) => ({
    selectionHash: selectionHashOf(id),
  }));
  if (prepared.kind !== "start" || !acceptEmpty) return prepared;
  const { identity, input: chosen, ...rest } = prepared;
  return { ...rest, identity: { ...identity, acceptEmpty }, input: { ...chosen, acceptEmpty } };
}
