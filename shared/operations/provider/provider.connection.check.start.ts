import type * as z from "zod";
import type { Prepared, StartRequest } from "../define-operation.ts";
import { type ConnectionChoice, type connectionInput, prepareWithConnection } from "./connection-choice.ts";

export function prepare(
  request: StartRequest<z.infer<typeof connectionInput>>,
  { connections }: { readonly connections: ConnectionChoice },
): Promise<Prepared> {
  return prepareWithConnection(request, connections, (providerConnectionId) => ({ providerConnectionId }));
}
