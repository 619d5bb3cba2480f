import * as z from "zod";

/** Every error code of the API. Stable: clients may depend on them in any language. */
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
  "line_busy",
  "approval_required",
  "plan_unsupported",
  "same_person",
  "plan_changed",
  "plan_expired",
  "input_invalid",
  "operation_type_unknown",
  "operation_not_startable",
  "operation_not_schedulable",
  "operation_not_in_waves",
  "selection_empty",
  "selection_too_large",
  "rule_invalid",
  "timezone_unknown",
  "interval_too_short",
  "review_not_publishable",
  "file_not_available",
  "action_not_available",
  "last_owner",
  "limit_reached",
  "environment_archived",
  "schedule_busy",
  "revision_conflict",
  "rate_limited",
  "internal_error",
  "store_busy",
  "queue.dispatch_failed",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** The HTTP status of each code. Total, so that a new code cannot lack a status. */
export const problemStatus = {
  body_malformed: 400,
  body_too_large: 413,
  media_type_unsupported: 415,
  header_invalid: 400,
  query_invalid: 400,
  cursor_invalid: 400,
  unauthenticated: 401,
  capability_missing: 403,
  not_found: 404,
  method_not_allowed: 405,
  idempotency_key_reused: 409,
  line_busy: 409,
  approval_required: 409,
  plan_unsupported: 409,
  same_person: 403,
  plan_changed: 409,
  plan_expired: 409,
  input_invalid: 422,
  operation_type_unknown: 422,
  operation_not_startable: 422,
  operation_not_schedulable: 422,
  operation_not_in_waves: 422,
  selection_empty: 422,
  selection_too_large: 422,
  rule_invalid: 422,
  timezone_unknown: 422,
  interval_too_short: 422,
  review_not_publishable: 409,
  file_not_available: 409,
  action_not_available: 409,
  last_owner: 409,
  limit_reached: 409,
  environment_archived: 409,
  schedule_busy: 409,
  revision_conflict: 409,
  rate_limited: 429,
  internal_error: 500,
  store_busy: 503,
  "queue.dispatch_failed": 503,
} as const satisfies Record<ProblemCode, number>;

/** Format errors of a value, independent of what it refers to. */
export const issueCodes = [
  "required",
  "wrong_type",
  "too_small",
  "too_big",
  "wrong_format",
  "unknown_field",
  "not_allowed",
] as const;
export type IssueCode = (typeof issueCodes)[number];

/**
 * One invalid part of the request; `path` uses dots and is empty for the whole request. Without a code the format is
 * valid but the referenced resource does not exist.
 */
export const problemDetail = z.strictObject({
  path: z.string(),
  message: z.string(),
  code: z.enum(issueCodes).optional(),
});
export type ProblemDetail = z.infer<typeof problemDetail>;

/** An `application/problem+json` response (RFC 9457). The request id is only in the header `x-request-id`. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  errors: z.array(problemDetail).optional(),
  /** The run that caused the rejection: only with `idempotency_key_reused`, `line_busy` and `queue.dispatch_failed`. */
  run: z.strictObject({ id: z.string(), href: z.string() }).optional(),
  /** The plan that needs an approval: only with `approval_required`. */
  plan: z.strictObject({ id: z.string(), href: z.string() }).optional(),
});
export type Problem = z.infer<typeof problem>;
