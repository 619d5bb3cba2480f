import { conditional } from "./conditional-fetch.ts";

export interface SendOptions {
  /**
   * Returns an access token for each request. Called a second time, with the refused token, when the API answers 401:
   * return another one, or the same to accept the refusal.
   */
  readonly token: (refused?: string) => string | Promise<string>;
  /** The language of labels and messages; default `en-US`. */
  readonly locale?: "en-US" | "de-DE";
  /** Sent as `User-Agent`; browsers ignore it. */
  readonly userAgent?: string;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Sends single requests with a token, in the caller's language and conditionally; repeats none. */
export function createSend(options: SendOptions): (request: Request) => Promise<Response> {
  const { token, locale = "en-US", userAgent, fetch: send = (request) => fetch(request) } = options;
  const sending = conditional(authorized(send, token));
  return (request) => {
    request.headers.set("accept-language", locale);
    if (userAgent !== undefined) request.headers.set("user-agent", userAgent);
    return sending(request);
  };
}

function authorized(send: (request: Request) => Promise<Response>, token: SendOptions["token"]) {
  return async (request: Request): Promise<Response> => {
    const first = await token();
    request.headers.set("authorization", `Bearer ${first}`);
    // A body can be read once, and a renewed token sends it again.
    const response = await send(request.clone());
    if (response.status !== 401) return response;
    // The clock of this machine may be wrong, so that an expired token looks valid.
    const second = await token(first);
    if (second === first) return response;
    request.headers.set("authorization", `Bearer ${second}`);
    return send(request);
  };
}
