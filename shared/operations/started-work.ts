import type { Scope } from "../foundation/scope.ts";
import { correlationHashOf, type IdentityParts, identityHash } from "../run/identity.ts";
import type { Prepared } from "./define-operation.ts";

type Start = Extract<Prepared, { kind: "start" }>;
interface Kind {
  readonly type: string;
  readonly correlationKeys: readonly string[];
}

/** The idempotency hash of a start within its type and scope. */
export function startHash({ type }: Kind, scope: Scope, identity: IdentityParts["identity"]): string {
  return identityHash({ ...scope, type, identity });
}

/** A prepared start after its run id is known: a new record gets the id of the run that creates it. */
export function startedWork(operation: Kind, scope: Scope, prepared: Start, runId: string) {
  const { makes, line, identity } = prepared;
  const record = makes === undefined ? {} : { [makes]: runId };
  const context = { ...prepared.context, ...record };
  return {
    lineHash: startHash(operation, scope, makes === undefined ? (line ?? identity) : record),
    correlationHash: correlationHashOf(operation.correlationKeys, context),
    input: { ...prepared.input, ...record },
    context,
  };
}
