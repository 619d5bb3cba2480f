import type { Prepared } from "../define-operation.ts";
import { selectionHashOf } from "../provider/connection-choice.ts";

/** A snapshot covers everything that is stored of an environment. */
export async function prepare(_request: unknown, _needs: unknown): Promise<Prepared> {
  const everything = "environment";
  return {
    kind: "start",
    identity: { selection: everything },
    input: {},
    context: { selectionHash: selectionHashOf(everything) },
  };
}
