import * as z from "zod";

/** Every error an answer can carry. Stable: a client may decide by them, in any language. */
export const problemCodes = [
  "body_malformed",
  "body_too_large",
  "media_type_unsupported",
  "header_invalid",
  "query_invalid",
  "cursor_invalid",
  "unauthenticated",
  "capability_missing",
  "not_found",
  "method_not_allowed",
  "idempotency_key_reused",
  "input_invalid",
  "operation_type_unknown",
  "operation_not_startable",
  "rate_limited",
  "internal_error",
  "queue.dispatch_failed",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What is wrong at one place of the request; `path` is written with dots, and empty for the whole. */
export const problemDetail = z.strictObject({ path: z.string(), message: z.string() });
export type ProblemDetail = z.infer<typeof problemDetail>;

/** An answer in `application/problem+json` (RFC 9457). The request's id is in the header `x-request-id` alone. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  errors: z.array(problemDetail).optional(),
  /** The run that the refused start is about: with `idempotency_key_reused` and `queue.dispatch_failed` only. */
  run: z.strictObject({ id: z.string(), href: z.string() }).optional(),
});
export type Problem = z.infer<typeof problem>;
