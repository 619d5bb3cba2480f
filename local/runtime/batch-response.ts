import * as z from "zod";
import type { InvocationResult } from "./environment-protocol.ts";

const responseSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullable();

/**
 * Which records of a batch have failed, by AWS's reading of a partial batch response.
 *
 * An absent or empty list means none. A failed invocation, an answer that cannot be read and an identifier that
 * is not in the batch mean all of them: better delivered twice than lost.
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
