import type * as z from "zod";
import type { Prepared, StartRequest } from "../define-operation.ts";
import {
  type ConnectionChoice,
  type connectionInput,
  prepareWithConnection,
  selectionHashOf,
} from "./connection-choice.ts";

/** Prepares work on everything that one connection reaches. */
export function prepare(
  request: StartRequest<z.infer<typeof connectionInput>>,
  { connections }: { readonly connections: ConnectionChoice },
): Promise<Prepared> {
  return prepareWithConnection(request, connections, (id) => ({ selectionHash: selectionHashOf(id) }));
}
