import type { Problem, ProblemCode, ProblemDetail } from "./contract/problem.ts";

/** The closed catalogue: what each code means over HTTP. Total, so that a new code cannot be left without a status. */
export const problems = {
  body_malformed: { status: 400, title: "The request body cannot be read" },
  body_too_large: { status: 413, title: "The request body is too large" },
  media_type_unsupported: { status: 415, title: "The request body must be JSON" },
  header_invalid: { status: 400, title: "A request header is not valid" },
  query_invalid: { status: 400, title: "The query is not valid" },
  cursor_invalid: { status: 400, title: "The cursor is not valid here" },
  unauthenticated: { status: 401, title: "Sign in first" },
  capability_missing: { status: 403, title: "You may not do this here" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "The method is not allowed here" },
  idempotency_key_reused: { status: 409, title: "The idempotency key belongs to another request" },
  input_invalid: { status: 422, title: "The input is not valid" },
  operation_type_unknown: { status: 422, title: "There is no such operation type" },
  operation_not_startable: { status: 422, title: "This operation type cannot be started" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Something went wrong on our side" },
  "queue.dispatch_failed": { status: 503, title: "The work could not be handed to its queue" },
} as const satisfies Record<ProblemCode, { readonly status: number; readonly title: string }>;

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
      title: problems[code].title,
      status: problems[code].status,
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
