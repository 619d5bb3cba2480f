import type { ReasonCode } from "../run/reason-codes.ts";

/**
 * A handler's surprise that delivering the message again cannot mend: the run ends as failed at once.
 * `message` may reach a person; `cause` never does.
 */
export class NonRetryableError extends Error {
  readonly code: ReasonCode;

  constructor(code: ReasonCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "NonRetryableError";
    this.code = code;
  }
}
