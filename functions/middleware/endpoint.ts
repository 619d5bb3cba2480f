import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod";
import type { IssueCode, ProblemCode, ProblemDetail } from "../../shared/contract/problem.ts";
import type { Route } from "../../shared/contract/route.ts";
import { ProblemError } from "../../shared/errors.ts";
import { cleanJson } from "../../shared/plain-text.ts";
import { type Locale, localeOf } from "../../shared/presenter/locale.ts";
import { redactText } from "../../shared/redaction.ts";
import { type Caller, callerOf } from "./caller.ts";
import { entityTagOf, isKnown } from "./entity-tag.ts";
import { readJsonBody } from "./json-body.ts";
import { refuseSecrets } from "./refuse-secrets.ts";
import { refuseUnseen } from "./refuse-unseen.ts";

/** A route of the contract with the code that answers it. */
export interface Endpoint {
  readonly route: Route;
  handle(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked<Query> {
  readonly caller: Caller;
  readonly locale: Locale;
  readonly query: Query;
  /** A parameter of the path. Throws when the route has none of that name. */
  param(name: string): string;
}
interface Sent<Query, Body> extends Asked<Query> {
  readonly body: Body;
  readonly idempotencyKey: string | undefined;
}

type Reads<Query> = Route & { readonly query: z.ZodType<Query> };
type Writes<Query, Body> = Reads<Query> & { readonly body: z.ZodType<Body> };

/** A route for everybody, signed in or not. */
export function openEndpoint(route: Route & { readonly auth: "none" }, answer: () => Answer): Endpoint {
  return {
    route,
    async handle(event) {
      readQuery(route, event);
      return written(answer());
    },
  };
}

/**
 * A route that reads for a caller. The query is checked before anything else is done. An answer the caller has
 * already, as their `If-None-Match` says, is not sent again.
 */
export function readEndpoint<Query>(route: Reads<Query>, answer: (request: Asked<Query>) => Promise<Answer>): Endpoint {
  return {
    route,
    async handle(event) {
      const asked = ask(route, event);
      const told = await answer(asked);
      const etag = entityTagOf(told.body);
      const full = written({ ...told, headers: { ...told.headers, etag } }, asked.locale);
      return isKnown(event.headers["if-none-match"], etag) ? unchanged(full) : full;
    },
  };
}

/** A route that acts on what its path names. A body may be left out, or be an empty object. */
export function actionEndpoint<Query>(
  route: Reads<Query>,
  answer: (request: Asked<Query>) => Promise<Answer>,
): Endpoint {
  return {
    route,
    async handle(event) {
      const asked = ask(route, event);
      if ((event.body ?? "") !== "") parsed(z.strictObject({}), readJsonBody(event), "input_invalid");
      return written(await answer(asked), asked.locale);
    },
  };
}

/** A route that takes a body. What cannot be read is refused (400) before what has the wrong shape (422). */
export function writeEndpoint<Query, Body>(
  route: Writes<Query, Body>,
  answer: (request: Sent<Query, Body>) => Promise<Answer>,
): Endpoint {
  return {
    route,
    async handle(event) {
      // A request that no gateway let through is told so, and nothing else about itself.
      callerOf(event);
      const json = readJsonBody(event);
      const asked = ask(route, event);
      const idempotencyKey = route.takesIdempotencyKey ? readIdempotencyKey(event) : undefined;
      const body = parsed(route.body, json, "input_invalid");
      refuseUnseen(event.pathParameters, body);
      refuseSecrets(event.pathParameters, body);
      return written(await answer({ ...asked, body, idempotencyKey }), asked.locale);
    },
  };
}

/** Zod's findings in the words of a problem. They may quote a name that was sent, so they are redacted. */
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

function ask<Query>(route: Reads<Query>, event: APIGatewayProxyEventV2): Asked<Query> {
  return {
    caller: callerOf(event),
    locale: localeOf(event.headers["accept-language"]),
    query: readQuery(route, event),
    param(name) {
      const value = event.pathParameters?.[name];
      if (value === undefined) throw new Error(`Route ${route.name} has no path parameter ${name}.`);
      return value;
    },
  };
}

/** Read from the raw text: the gateway joins a repeated parameter with commas, and that would pass as one. */
export function readQuery<Query>(route: Reads<Query>, event: APIGatewayProxyEventV2): Query {
  const entries = [...new URLSearchParams(event.rawQueryString)];
  const names = new Set(entries.map(([name]) => name));
  if (names.size < entries.length) {
    throw new ProblemError("query_invalid", { detail: "A parameter is given more than once." });
  }
  return parsed(route.query, Object.fromEntries(entries), "query_invalid");
}

function readIdempotencyKey(event: APIGatewayProxyEventV2): string | undefined {
  const key = event.headers["idempotency-key"];
  if (key === undefined || /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemError("header_invalid", { detail: "Idempotency-Key must be 1 to 255 printable ASCII characters." });
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown, code: ProblemCode): Value {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new ProblemError(code, { detail: "See errors for what to change.", errors: errorsOf(read.error) });
}

function written(answer: Answer, locale?: Locale): APIGatewayProxyStructuredResultV2 {
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

/** The answer's headers without the answer, and without what speaks of a body. */
function unchanged({ headers }: APIGatewayProxyStructuredResultV2): APIGatewayProxyStructuredResultV2 {
  const { "content-type": _type, ...rest } = headers ?? {};
  return { statusCode: 304, headers: rest };
}
