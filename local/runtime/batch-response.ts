import * as z from "zod";
import type { InvocationResult } from "./environment-protocol.ts";

const responseSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullable();

/**
 * The failed records of a batch, by AWS's rules for partial batch responses.
 *
 * An absent or empty list means none. A failed invocation, an invalid response or an unknown identifier means all:
 * redelivery is safer than loss.
 */
export function failedRecords(
  result: InvocationResult,
  identifiers: readonly string[],
  reportsFailures: boolean,
): ReadonlySet<string> {
  const all = new Set(identifiers);
  if (result.outcome === "failed") return all;
  if (!reportsFailures) return new Set();

  const response = responseSchema.safeParse(JSON.parse(result.payload));
  if (!response.success) return all;
  const failed = response.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  return failed.every((identifier) => all.has(identifier)) ? new Set(failed) : all;
}
