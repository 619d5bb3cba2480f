import { createHash } from "node:crypto";
import * as z from "zod";
import type { Prepared, StartRequest } from "../define-operation.ts";
import { requiredRecord } from "../required-record.ts";

/** The start input of work that goes through a provider connection. */
export const connectionInput = z.strictObject({
  providerConnectionId: z.string().min(1).max(64).optional(),
});

/** What choosing a connection needs from outside. */
export interface ConnectionChoice {
  find(scope: StartRequest<unknown>["scope"], id: string): Promise<{ readonly id: string } | undefined>;
  findDefault(scope: StartRequest<unknown>["scope"]): Promise<{ readonly id: string } | undefined>;
}

/**
 * The start of work on one connection: the named one or the default. A disabled connection, or one without
 * consent, is accepted here; the run ends as blocked and says why, so that the refusal stays visible.
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
    // Regardless of their input, one connection is worked on by one run of a type at a time.
    line: { providerConnectionId: connection.id },
    input: { providerConnectionId: connection.id },
    context: contextOf(connection.id),
  };
}

/** What repeating work on a connection needs: the very connection it was about. */
export const requiresConnection = ({ providerConnectionId }: { readonly [key: string]: unknown }) => [
  requiredRecord("provider-connections", providerConnectionId),
];

/**
 * What a run that takes everything of one source selects: 16 hex characters, short enough that no redaction
 * takes them for a secret. Two runs with the same value did the same work at different times, which is what a
 * later success must show before it speaks for an earlier problem.
 */
export function selectionHashOf(source: string): string {
  return createHash("sha256")
    .update(JSON.stringify(["runtruth.selection.1", source, "all"]))
    .digest("hex")
    .slice(0, 16);
}
