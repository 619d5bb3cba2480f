import { ApiProblem } from "../../../clients/sdk/src/api-problem.ts";
import { answerOf, createClientOf } from "../../../clients/sdk/src/client.ts";
import type { Route } from "../../../shared/contract/route.ts";
import type { Session } from "../session/session.ts";
import type { Locale } from "../words/preferences.ts";
import type { AnswerOf, BodyOf, ParametersOf, Query } from "./route-types.ts";

/** An error response or a failed request. `problem` is the response, in the reader's language. */
export const ApiError = ApiProblem;
export type ApiError = ApiProblem;

/** Refused for good: a repeat is a new request. After any other error the request may have been carried out. */
export function isRefusal({ status, problem }: ApiError): boolean {
  if (problem?.code === "queue.dispatch_failed") return true;
  return status >= 400 && status < 500 && status !== 429;
}

/** Few and short repetitions: a person waits for the answer, and a page asks again by itself. */
const retry = { retriesMax: 2, waitMillisecondsMax: 5000 };

export interface Asking<Asked extends Route> {
  readonly parameters: ParametersOf<Asked["path"]>;
  readonly body?: BodyOf<Asked>;
  readonly idempotencyKey?: string;
}

/** Any route for the client library: the types of its parameters and answer are those of the contract. */
interface AnyCall {
  readonly parameters: {
    readonly path?: object;
    readonly query?: Query;
    readonly header?: { readonly "Idempotency-Key"?: string };
  };
  readonly requestBody?: { readonly content: { readonly "application/json": unknown } };
  readonly responses: { readonly 200: { readonly content: { readonly "application/json": unknown } } };
}
type AnyPaths = Record<string, Record<"get" | "post" | "put" | "delete", AnyCall>>;

/**
 * The client library with the session's token and the reader's language, called by the routes of the contract.
 *
 * Answers are not validated again: the API validates them with the same strict schemas, and an open console would
 * otherwise reject every field that a newer API adds.
 */
export function createClient(session: Session, locale: Locale) {
  const api = createClientOf<AnyPaths>({
    url: location.origin,
    token: (refused) => (refused === undefined ? session.token() : session.tokenInsteadOf(refused)),
    locale: locale === "de" ? "de-DE" : "en-US",
    fetch: (request) => fetch(request, { cache: "no-store" }),
    retry,
  });
  api.use({
    onResponse({ response }) {
      if (response.status === 401) session.expired();
    },
  });

  return {
    async read<Asked extends Route>(
      path: Asked["path"],
      parameters: ParametersOf<Asked["path"]>,
      query: Query = {},
    ): Promise<AnswerOf<Asked>> {
      return (await answerOf(api.GET(path, { params: { path: parameters, query } }))) as AnswerOf<Asked>;
    },
    async write<Asked extends Route>(
      method: Asked["method"],
      path: Asked["path"],
      { parameters, body, idempotencyKey }: Asking<Asked>,
    ): Promise<AnswerOf<Asked>> {
      const header = idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey };
      const init = { params: { path: parameters, header }, ...(body !== undefined && { body }) };
      return (await answerOf(api[method](path, init))) as AnswerOf<Asked>;
    },
  };
}
export type Client = ReturnType<typeof createClient>;
