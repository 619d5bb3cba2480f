import { cleanText } from "../../foundation/plain-text.ts";
import { redactText } from "../../redaction/redact.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import { reasonCodes } from "../../run/reason-codes.ts";
import type { Failure, RelatedRef } from "../../run/run.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import { outcomeOf, type ProviderConnection, refusalOf } from "./provider-access.ts";
import type { ListRead, Reads } from "./read-lists.ts";

type Scope = StartRequest<unknown>["scope"];
type Ended = Extract<WorkResult, { kind: "ended" }>;

export interface UsedConnection {
  readonly connections: { find(scope: Scope, id: string): Promise<ProviderConnection | undefined> };
}

/** Works with the connection of a run; blocked when it cannot be used. */
export async function withConnection(
  work: Work<{ readonly providerConnectionId?: string | undefined }>,
  { connections }: UsedConnection,
  use: (connection: ProviderConnection) => Promise<WorkResult>,
): Promise<WorkResult> {
  const { providerConnectionId: id } = work.input;
  const connection = id === undefined ? undefined : await connections.find(work.scope, id);
  const refusal = refusalOf(connection);
  if (connection !== undefined && refusal === undefined) return use(connection);
  const { reasonCode, message } = refusal ?? {
    reasonCode: "provider_connection_invalid" as const,
    message: "The connection is missing.",
  };
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}

/** The failures of lists, in their order. */
export const failuresOf = (reads: Iterable<ListRead>): Failure[] =>
  [...reads].flatMap(({ failure }) => (failure === undefined ? [] : [failure]));

interface EndFacts {
  readonly summaryCounts: Readonly<Record<string, number>>;
  readonly related?: RelatedRef;
  /** Besides the failures of lists. */
  readonly failures?: readonly Failure[];
}

/** How a run ends whose result was stored: partial when something is missing in it. */
export function endOfReads(reads: Reads, { summaryCounts, related, failures = [] }: EndFacts): Ended {
  const all = [...failuresOf(reads.values()), ...failures];
  const [first] = all;
  const rest = { summaryCounts, ...(related && { related }) };
  if (first === undefined) return { kind: "ended", outcome: "succeeded", ...rest };
  return { kind: "ended", outcome: "partially_succeeded", reasonCode: reasonOf(first), failures: all, ...rest };
}

/** How a run ends that stored nothing, because of a failure. */
export function endWithout(failures: readonly Failure[]): Ended {
  const [first = { code: "provider_response_invalid", message: "The provider returned nothing." }] = failures;
  const reasonCode = reasonOf(first);
  return { kind: "ended", outcome: outcomeOf(reasonCode), reasonCode, failures: [...failures] };
}

/** How a run ends whose stored result differs from what was written. */
export function endUnconfirmed(what: string): Ended {
  const reasonCode = "records.not_confirmed";
  const message = `The stored ${what} differs from what was written.`;
  return { kind: "ended", outcome: "failed", reasonCode, failures: [{ code: reasonCode, message }] };
}

function reasonOf({ code }: Failure): ReasonCode {
  return reasonCodes.find((known) => known === code) ?? "provider_response_invalid";
}

const nameCharactersMax = 120;

/** A name of the provider as it may be stored: one line, without secrets. */
export const nameOf = (text: unknown): string =>
  typeof text === "string" ? redactText(cleanText(text, nameCharactersMax)) : "";
