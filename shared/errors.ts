import { type Problem, type ProblemCode, type ProblemDetail, problemStatus } from "./contract/problem.ts";

/** The sentence that goes with each code; what happened in this case is in `detail`. */
const titles: Record<ProblemCode, string> = {
  body_malformed: "The request body cannot be read",
  body_too_large: "The request body is too large",
  media_type_unsupported: "The request body must be JSON",
  header_invalid: "A request header is not valid",
  query_invalid: "The query is not valid",
  cursor_invalid: "The cursor is not valid here",
  unauthenticated: "Sign in first",
  capability_missing: "You may not do this here",
  not_found: "Not found",
  method_not_allowed: "The method is not allowed here",
  idempotency_key_reused: "The idempotency key belongs to another request",
  input_invalid: "The input is not valid",
  operation_type_unknown: "There is no such operation type",
  operation_not_startable: "This operation type cannot be started",
  review_not_publishable: "This review cannot be published",
  action_not_available: "This cannot be done with the run now",
  last_owner: "A workspace needs an owner",
  rate_limited: "Too many requests",
  internal_error: "Something went wrong on our side",
  "queue.dispatch_failed": "The work could not be handed to its queue",
};

interface ProblemParts {
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  readonly run?: { readonly id: string; readonly href: string };
  /** Headers the answer needs beside the body, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal on its way to the caller. Everything in it may be shown; whatever may not is not put here. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, { detail, errors, run, headers }: ProblemParts) {
    super(`${code}: ${detail}`);
    this.headers = headers ?? {};
    this.problem = {
      type: `urn:runtruth:problem:${code}`,
      title: titles[code],
      status: problemStatus[code],
      code,
      detail,
      ...(errors && { errors: [...errors] }),
      ...(run && { run }),
    };
  }
}

/**
 * The one answer to not a member, another workspace, a hidden environment and an absent id: always the same,
 * so that it cannot tell which of them it was (spec 360, 367).
 */
export function notFound(): ProblemError {
  return new ProblemError("not_found", { detail: "There is nothing here, or nothing that you may see." });
}
