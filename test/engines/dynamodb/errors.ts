import type { Item } from "./value-types.ts";

/** An error of the store with DynamoDB's name. The message is ours, and callers must not depend on it. */
export class StoreError extends Error {
  override readonly name: string;
  /** The stored item, where a failed condition was asked to say what it met. */
  readonly item: Item | undefined;
  /** How often the client has made the request by now. */
  attempts = 1;

  constructor(name: string, message: string, item?: Item) {
    // Refusals are answers, thousands of them: where each was made is never asked, and takes longer than making it.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = name;
    this.item = item;
  }
}

export function invalid(message: string): StoreError {
  return new StoreError("ValidationException", message);
}
