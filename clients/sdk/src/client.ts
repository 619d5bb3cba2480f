import createFetchClient, { type Client, type Middleware } from "openapi-fetch";
import { ApiProblem, isProblem } from "./api-problem.ts";
import { pause, type RetryOptions, retrying } from "./retrying-fetch.ts";
import type { paths } from "./schema.ts";
import { createSend, type SendOptions } from "./send.ts";

export interface ClientOptions extends SendOptions {
  /** The origin of the deployment, such as `https://runs.example.com`. */
  readonly url: string;
  /** Default: 4 repetitions, at most 60 seconds apart. */
  readonly retry?: Partial<RetryOptions>;
}

const retryDefaults: RetryOptions = { retriesMax: 4, waitMillisecondsMax: 60_000, wait: pause, random: Math.random };

/** Answers are JSON by default; a list that is also offered as lines is read with another `accept` and `parseAs: "text"`. */
type Json = "application/json" | "application/problem+json";

export type RuntruthClient = Client<paths, Json>;

/** Requests that take an `Idempotency-Key`. */
export const keyedPaths: ReadonlySet<string> = new Set([
  "/api/workspaces/{ws}/operations",
  "/api/workspaces/{ws}/operations/{run}/actions",
  "/api/workspaces/{ws}/bulk-actions",
  "/api/workspaces/{ws}/waves",
  "/api/workspaces/{ws}/waves/{wave}/run-again",
  "/api/workspaces/{ws}/schedules",
  "/api/workspaces/{ws}/schedules/{schedule}/run",
  "/api/workspaces/{ws}/channels/{channel}/test",
]);

/**
 * Creates a client of the API. Its methods are typed by the OpenAPI document and return `{ data, error, response }`;
 * `answerOf` turns that into the answer or a thrown `ApiProblem`.
 *
 * Every start gets an `Idempotency-Key` of its own unless the caller sets one, so a repeated request starts nothing twice.
 */
export const createClient = (options: ClientOptions): RuntruthClient => createClientOf<paths>(options);

/** The same client with other types of the API, for a program that has them from elsewhere, such as the console. */
export function createClientOf<Paths extends object>(options: ClientOptions): Client<Paths, Json> {
  const { url, retry, fetch: send = (request) => fetch(request), ...sending } = options;
  const repeating = retrying(send, { ...retryDefaults, ...retry });
  const client = createFetchClient<Paths, Json>({ baseUrl: url, fetch: createSend({ ...sending, fetch: repeating }) });
  const keyed: Middleware = {
    onRequest({ request, schemaPath }) {
      const isKeyed = request.method === "POST" && keyedPaths.has(schemaPath);
      if (isKeyed && !request.headers.has("idempotency-key")) {
        request.headers.set("idempotency-key", crypto.randomUUID());
      }
      return request;
    },
  };
  client.use(keyed);
  return client;
}

/** Returns the answer of a request, or throws `ApiProblem` with the API's own words. */
export async function answerOf<Data>(
  asked: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked;
  if (data === undefined || !response.ok) throw new ApiProblem(response.status, isProblem(error) ? error : undefined);
  return data;
}
