import createFetchClient, { type Client, type Middleware } from "openapi-fetch";
import { ApiProblem, isProblem } from "./api-problem.ts";
import { conditional } from "./conditional-fetch.ts";
import { pause, type RetryOptions, retrying } from "./retrying-fetch.ts";
import type { paths } from "./schema.ts";

export interface ClientOptions {
  /** The origin of the deployment, such as `https://runs.example.com`. Empty for the page's own origin. */
  readonly url: string;
  /**
   * Returns an access token for each request. Called a second time, with the refused token, when the API answers 401:
   * return another one, or the same to accept the refusal.
   */
  readonly token: (refused?: string) => string | Promise<string>;
  /** The language of labels and messages; default `en-US`. */
  readonly locale?: "en-US" | "de-DE";
  /** Sent as `User-Agent`; browsers ignore it. */
  readonly userAgent?: string;
  /** Default: 4 repetitions, at most 60 seconds apart. */
  readonly retry?: Partial<RetryOptions>;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Answers are JSON by default; a list that is also offered as lines is read with another `accept` and `parseAs: "text"`. */
type Json = "application/json" | "application/problem+json";

export type RuntruthClient = Client<paths, Json>;

/** Requests that take an `Idempotency-Key`. */
export const keyedPaths: ReadonlySet<string> = new Set([
  "/api/workspaces/{ws}/operations",
  "/api/workspaces/{ws}/bulk-actions",
  "/api/workspaces/{ws}/schedules",
  "/api/workspaces/{ws}/schedules/{schedule}/run",
]);

const retryDefaults: RetryOptions = { retriesMax: 4, waitMillisecondsMax: 60_000, wait: pause, random: Math.random };

/**
 * Creates a client of the API. Its methods are typed by the OpenAPI document and return `{ data, error, response }`;
 * `answerOf` turns that into the answer or a thrown `ApiProblem`.
 *
 * Every start gets an `Idempotency-Key` of its own unless the caller sets one, so a repeated request starts nothing twice.
 */
export function createClient(options: ClientOptions): RuntruthClient {
  const { url, token, locale = "en-US", userAgent, fetch: send = (request) => fetch(request) } = options;
  const repeating = retrying(send, { ...retryDefaults, ...options.retry });
  const client = createFetchClient<paths, Json>({ baseUrl: url, fetch: conditional(authorized(repeating, token)) });
  const describe: Middleware = {
    onRequest({ request, schemaPath }) {
      request.headers.set("accept-language", locale);
      if (userAgent !== undefined) request.headers.set("user-agent", userAgent);
      const isKeyed = request.method === "POST" && keyedPaths.has(schemaPath);
      if (isKeyed && !request.headers.has("idempotency-key")) {
        request.headers.set("idempotency-key", crypto.randomUUID());
      }
      return request;
    },
  };
  client.use(describe);
  return client;
}

function authorized(send: (request: Request) => Promise<Response>, token: ClientOptions["token"]) {
  return async (request: Request): Promise<Response> => {
    const first = await token();
    request.headers.set("authorization", `Bearer ${first}`);
    const response = await send(request);
    if (response.status !== 401) return response;
    // The clock of this machine may be wrong, so that an expired token looks valid.
    const second = await token(first);
    if (second === first) return response;
    request.headers.set("authorization", `Bearer ${second}`);
    return send(request);
  };
}

/** Returns the answer of a request, or throws `ApiProblem` with the API's own words. */
export async function answerOf<Data>(
  asked: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked;
  if (data === undefined || !response.ok) throw new ApiProblem(response.status, isProblem(error) ? error : undefined);
  return data;
}
