import type { Item } from "./value-types.ts";

/** An error of the store with DynamoDB's name. The message is ours, and callers must not depend on it. */
export class StoreError extends Error {
  override readonly name: string;
  /** The stored item, if a failed condition was to return it. */
  readonly item: Item | undefined;
  /** The client's number of attempts so far. */
  attempts = 1;

  constructor(name: string, message: string, item?: Item) {
    // A simulation throws thousands of these expected errors; capturing the unused stacks would dominate the cost.
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
