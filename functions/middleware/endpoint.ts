import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod";
import type { IssueCode, ProblemCode, ProblemDetail } from "../../shared/contract/problem.ts";
import type { Route } from "../../shared/contract/route.ts";
import { cleanJson } from "../../shared/foundation/plain-text.ts";
import { type Locale, loadTexts, localeOf } from "../../shared/presenter/locale.ts";
import { redactText } from "../../shared/redaction/redact.ts";
import { type Caller, callerOf } from "./caller.ts";
import { entityTagOf, isKnown } from "./entity-tag.ts";
import { fieldProblem, ProblemError } from "./errors.ts";
import { readJsonBody } from "./json-body.ts";
import { pageFormOf, pageText } from "./page-form.ts";
import { refuseInvisibleCharacters } from "./refuse-invisible-characters.ts";
import { refuseSecrets } from "./refuse-secrets.ts";

/** A route of the contract with its handler. */
export interface Endpoint {
  readonly route: Route;
  handle(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ReadRequest<Query> {
  readonly caller: Caller;
  readonly locale: Locale;
  readonly query: Query;
  /** A parameter of the path. Throws when the route has none of that name. */
  param(name: string): string;
}
interface ActionRequest<Query> extends ReadRequest<Query> {
  readonly idempotencyKey: string | undefined;
}
interface WriteRequest<Query, Body> extends ActionRequest<Query> {
  readonly body: Body;
}

type ReadRoute<Query> = Route & { readonly query: z.ZodType<Query> };
type WriteRoute<Query, Body> = ReadRoute<Query> & { readonly body: z.ZodType<Body> };

/** A public route: it needs no token. */
export function openEndpoint(route: Route & { readonly auth: "none" }, answer: () => Answer): Endpoint {
  return {
    route,
    async handle(event) {
      readQuery(route, event);
      return responseOf(answer());
    },
  };
}

/**
 * A route that reads for a caller. The query is validated first. A response that matches the caller's `If-None-Match`
 * is answered 304 without a body.
 */
export function readEndpoint<Query>(
  route: ReadRoute<Query>,
  answer: (request: ReadRequest<Query>) => Promise<Answer>,
): Endpoint {
  return {
    route,
    async handle(event) {
      const request = await requestOf(route, event);
      const result = await answer(request);
      const { columns } = route;
      const form = columns && pageFormOf(event.headers.accept);
      const lines = columns && form && pageText(result.body, form, columns);
      const etag = entityTagOf(lines === undefined ? result.body : [form, result.body]);
      const headers = {
        ...result.headers,
        etag,
        ...(columns && { vary: "accept, accept-language" }),
        ...(lines && { "content-type": lines.type }),
      };
      const answered = responseOf({ ...result, headers }, request.locale);
      const full = lines === undefined ? answered : { ...answered, body: lines.text };
      return isKnown(event.headers["if-none-match"], etag) ? notModified(full) : full;
    },
  };
}

/** A route that acts on the resource of its path. The body is absent or an empty object. */
export function actionEndpoint<Query>(
  route: ReadRoute<Query>,
  answer: (request: ActionRequest<Query>) => Promise<Answer>,
): Endpoint {
  return {
    route,
    async handle(event) {
      const request = { ...(await requestOf(route, event)), idempotencyKey: idempotencyKeyOf(route, event) };
      if ((event.body ?? "") !== "") parsed(z.strictObject({}), readJsonBody(event), "input_invalid");
      return responseOf(await answer(request), request.locale);
    },
  };
}

/** A route that takes a body. A malformed body is refused (400) before one that fails validation (422). */
export function writeEndpoint<Query, Body>(
  route: WriteRoute<Query, Body>,
  answer: (request: WriteRequest<Query, Body>) => Promise<Answer>,
): Endpoint {
  return {
    route,
    async handle(event) {
      // First: an unauthenticated request gets a 401 and no validation errors.
      callerOf(event);
      const json = readJsonBody(event);
      const request = await requestOf(route, event);
      const idempotencyKey = idempotencyKeyOf(route, event);
      const body = parsed(route.body, json, "input_invalid");
      refuseInvisibleCharacters(event.pathParameters, body);
      refuseSecrets(event.pathParameters, body);
      return responseOf(await answer({ ...request, body, idempotencyKey }), request.locale);
    },
  };
}

/** Zod's issues as problem details. They may quote a field name from the request, so they are redacted. */
export function errorsOf(error: z.ZodError, under?: string): ProblemDetail[] {
  return error.issues.map((issue) => {
    const code = issueCodeOf(issue);
    return {
      path: redactText([...(under === undefined ? [] : [under]), ...issue.path].map(String).join(".")),
      message: code === "required" ? "This is required." : redactText(issue.message),
      code,
    };
  });
}

function issueCodeOf(issue: z.core.$ZodIssue): IssueCode {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined") ? "required" : "wrong_type";
    case "too_small":
    case "too_big":
      return issue.code;
    case "invalid_format":
      return "wrong_format";
    case "unrecognized_keys":
      return "unknown_field";
    default:
      return "not_allowed";
  }
}

async function requestOf<Query>(route: ReadRoute<Query>, event: APIGatewayProxyEventV2): Promise<ReadRequest<Query>> {
  const caller = callerOf(event);
  const query = readQuery(route, event);
  const locale = localeOf(event.headers["accept-language"]);
  await loadTexts(locale);
  return {
    caller,
    locale,
    query,
    param(name) {
      const value = event.pathParameters?.[name];
      if (value === undefined) throw new Error(`Route ${route.name} has no path parameter ${name}.`);
      return value;
    },
  };
}

/** Parses the raw query string: the gateway joins a repeated parameter with commas, which would pass as one value. */
export function readQuery<Query>(route: ReadRoute<Query>, event: APIGatewayProxyEventV2): Query {
  const entries = [...new URLSearchParams(event.rawQueryString)];
  const names = new Set(entries.map(([name]) => name));
  if (names.size < entries.length) {
    throw new ProblemError("query_invalid", { detail: "A query parameter is given more than once." });
  }
  return parsed(route.query, Object.fromEntries(entries), "query_invalid");
}

function idempotencyKeyOf(route: Route, event: APIGatewayProxyEventV2): string | undefined {
  if (!route.takesIdempotencyKey) return undefined;
  const key = event.headers["idempotency-key"];
  if (key === undefined || /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemError("header_invalid", { detail: "Idempotency-Key must be 1 to 255 printable ASCII characters." });
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown, code: ProblemCode): Value {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw fieldProblem(code, errorsOf(read.error));
}

function responseOf(answer: Answer, locale?: Locale): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: answer.status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      ...(locale && { "content-language": locale, vary: "accept-language" }),
      ...answer.headers,
    },
    body: cleanJson(JSON.stringify(answer.body)),
  };
}

/** 304 with the headers of the full response, except those that describe its body. */
function notModified({ headers }: APIGatewayProxyStructuredResultV2): APIGatewayProxyStructuredResultV2 {
  const { "content-type": _type, ...rest } = headers ?? {};
  return { statusCode: 304, headers: rest };
}
