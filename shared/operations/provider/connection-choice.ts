import { createHash } from "node:crypto";
import * as z from "zod";
import type { Prepared, StartRequest } from "../define-operation.ts";
import { idOf } from "../record-id.ts";
import { requiredRecord } from "../required-record.ts";

/** Start input of work that uses a provider connection. */
export const connectionInput = z.strictObject({
  providerConnectionId: idOf("provider-connections").optional(),
});

/** Dependencies of the connection lookup. */
export interface ConnectionChoice {
  find(scope: StartRequest<unknown>["scope"], id: string): Promise<{ readonly id: string } | undefined>;
  findDefault(scope: StartRequest<unknown>["scope"]): Promise<{ readonly id: string } | undefined>;
}

/**
 * Prepares work on one connection: the named one or the default. A disabled connection, or one without consent, is
 * accepted here; the run then ends as blocked with the cause, so that the refusal is on record.
 */
export async function prepareWithConnection(
  { input, scope }: StartRequest<z.infer<typeof connectionInput>>,
  connections: ConnectionChoice,
  contextOf: (connectionId: string) => Extract<Prepared, { kind: "start" }>["context"],
): Promise<Prepared> {
  const { providerConnectionId: named } = input;
  const connection = await (named === undefined ? connections.findDefault(scope) : connections.find(scope, named));
  if (connection === undefined) {
    const message =
      named === undefined
        ? "The environment has no default provider connection; name one, or make one the default."
        : "The environment has no provider connection with this id.";
    return { kind: "refuse", errors: [{ path: "providerConnectionId", message }] };
  }
  return {
    kind: "start",
    identity: { providerConnectionId: connection.id },
    // Only one run of a type works on a connection at a time, whatever its input.
    line: { providerConnectionId: connection.id },
    input: { providerConnectionId: connection.id },
    context: contextOf(connection.id),
  };
}

/** Repeating a run on a connection requires that same connection. */
export const requiresConnection = ({ providerConnectionId }: { readonly [key: string]: unknown }) => [
  requiredRecord("provider-connections", providerConnectionId),
];

/**
 * The selection hash of a run that processes everything of one source: 16 hex characters, short enough not to be
 * redacted as a secret. Equal hashes identify repeated runs of the same work, which a later success needs to resolve
 * an earlier problem.
 */
export function selectionHashOf(source: string): string {
  return createHash("sha256")
    .update(JSON.stringify(["runtruth.selection.1", source, "all"]))
    .digest("hex")
    .slice(0, 16);
}
