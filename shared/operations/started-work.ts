import type { Scope } from "../foundation/scope.ts";
import { correlationHashOf, type IdentityParts, identityHash } from "../run/identity.ts";
import type { Prepared } from "./define-operation.ts";

type Start = Extract<Prepared, { kind: "start" }>;
interface Kind {
  readonly type: string;
  readonly correlationKeys: readonly string[];
}

/** What makes a start of its kind and scope equal to another one. */
export function startHash({ type }: Kind, scope: Scope, identity: IdentityParts["identity"]): string {
  return identityHash({ ...scope, type, identity });
}

/** What a prepared start does once the id of its run is known: a new record has the id of the run that makes it. */
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
