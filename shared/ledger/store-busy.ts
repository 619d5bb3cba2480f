/** Answers of the table that mean "not now": the SDK has tried again several times before one of them gets here. */
const throttled: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
]);

/** The table answered only in part, or not at all, as often as it was asked. Nothing was read; try again later. */
export class StoreBusyError extends Error {
  override readonly name = "StoreBusyError";
}

/** Whether an error means that the table is throttling requests, so that the same request may succeed in a moment. */
export function isStoreBusy(error: unknown): boolean {
  return error instanceof StoreBusyError || (error instanceof Error && throttled.has(error.name));
}
