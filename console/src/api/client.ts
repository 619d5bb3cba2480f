import { ApiProblem, isProblem } from "../../../clients/sdk/src/api-problem.ts";
import { createSend } from "../../../clients/sdk/src/send.ts";
import type { Session } from "../session/session.ts";
import type { Locale } from "../words/preferences.ts";

/** An error response or a failed request. `problem` is the response, in the reader's language. */
export const ApiError = ApiProblem;
export type ApiError = ApiProblem;

/** Refused for good: a repeat is a new request. After any other error the request may have been carried out. */
export function isRefusal({ status, problem }: ApiError): boolean {
  if (problem?.code === "queue.dispatch_failed") return true;
  return status >= 400 && status < 500 && status !== 429;
}

interface Sending {
  readonly method?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/**
 * Calls the API as the client library does: with the session's token, and again only for what has changed. Nothing is
 * repeated here, because each page polls and a person decides about a failed action.
 *
 * Answers are not validated again: the API validates them with the same strict schemas, and an open console would
 * otherwise reject every field that a newer API adds.
 */
export function createClient(session: Session, locale: Locale) {
  const send = createSend({
    token: (refused) => (refused === undefined ? session.token() : session.tokenInsteadOf(refused)),
    locale: locale === "de" ? "de-DE" : "en-US",
    fetch: (request) => fetch(request, { cache: "no-store" }),
  });

  async function answered(address: string, { method = "GET", body, idempotencyKey }: Sending): Promise<Response> {
    const headers = new Headers();
    if (body !== undefined) headers.set("content-type", "application/json");
    if (idempotencyKey !== undefined) headers.set("idempotency-key", idempotencyKey);
    const response = await send(
      new Request(address, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }),
    );
    if (response.status === 401) session.expired();
    if (!response.ok) throw new ApiError(response.status, await problemIn(response));
    return response;
  }

  return {
    read: async <Answer>(address: string): Promise<Answer> => (await answered(address, {})).json(),
    write: async <Answer>(address: string, sending: Sending): Promise<Answer> =>
      (await answered(address, sending)).json(),
  };
}
export type Client = ReturnType<typeof createClient>;

async function problemIn(response: Response) {
  if (!response.headers.get("content-type")?.startsWith("application/problem+json")) return undefined;
  const body: unknown = await response.json();
  return isProblem(body) ? body : undefined;
}
