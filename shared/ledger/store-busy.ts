/** Throttling errors of the table, after the SDK's own retries. */
const throttled: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
]);

/** The table returned only part of a batch, or nothing, after all retries. Nothing was read; retry later. */
export class StoreBusyError extends Error {
  override readonly name = "StoreBusyError";
}

/** Whether the table is throttling requests, so that a retry may succeed. */
export function isStoreBusy(error: unknown): boolean {
  return error instanceof StoreBusyError || (error instanceof Error && throttled.has(error.name));
}
