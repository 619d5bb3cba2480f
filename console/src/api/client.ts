import type { Problem } from "../../../shared/contract/problem.ts";
import type { Session } from "../session/session.ts";

/** An error response or a failed request. `problem` is the response, in the reader's language. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `status ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** Refused for good: a repeat is a new request. After any other error the request may have been carried out. */
export function isRefusal({ status, problem }: ApiError): boolean {
  if (problem?.code === "queue.dispatch_failed") return true;
  return status >= 400 && status < 500 && status !== 429;
}

interface CachedAnswer {
  readonly tag: string;
  readonly text: string;
}

interface Sending {
  readonly method?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/**
 * Calls the API with conditional requests, so that an unchanged answer costs a 304.
 * Answers are not validated again: the API validates them with the same strict schemas, and an open console would
 * otherwise reject every field that a newer API adds.
 */
export function createClient(session: Session, locale: string) {
  const known = new Map<string, CachedAnswer>();

  async function send(address: string, { method = "GET", body, idempotencyKey }: Sending = {}): Promise<Response> {
    const headers = new Headers({ "accept-language": locale });
    if (body !== undefined) headers.set("content-type", "application/json");
    if (idempotencyKey !== undefined) headers.set("idempotency-key", idempotencyKey);
    const tag = method === "GET" ? known.get(address)?.tag : undefined;
    if (tag !== undefined) headers.set("if-none-match", tag);
    const sentWith = (token: string) => {
      headers.set("authorization", `Bearer ${token}`);
      return fetch(address, {
        method,
        headers,
        cache: "no-store",
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    };
    const token = await session.token();
    let response = await sentWith(token);
    // The clock of this machine may be wrong, so that an expired token looks valid.
    if (response.status === 401) response = await sentWith(await session.tokenInsteadOf(token));
    if (response.status === 401) session.expired();
    if (!response.ok && response.status !== 304) throw new ApiError(response.status, await problemIn(response));
    return response;
  }

  return {
    async read<Answer>(address: string): Promise<Answer> {
      const response = await send(address);
      const text = response.status === 304 ? (known.get(address)?.text ?? "null") : await response.text();
      const tag = response.headers.get("etag");
      if (tag !== null) known.set(address, { tag, text });
      return JSON.parse(text);
    },
    async write<Answer>(address: string, sending: Sending): Promise<Answer> {
      return (await send(address, sending)).json();
    },
  };
}
export type Client = ReturnType<typeof createClient>;

async function problemIn(response: Response): Promise<Problem | undefined> {
  return response.headers.get("content-type")?.startsWith("application/problem+json") ? response.json() : undefined;
}
