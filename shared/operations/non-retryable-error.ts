import type { ReasonCode } from "../run/reason-codes.ts";

/** A handler error that a redelivery cannot fix: the run fails at once. Users may see `message`, never `cause`. */
export class NonRetryableError extends Error {
  readonly code: ReasonCode;

  constructor(code: ReasonCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "NonRetryableError";
    this.code = code;
  }
}
