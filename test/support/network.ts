import { setImmediate } from "node:timers/promises";

/** One request as it arrives. */
export interface Arrived {
  readonly method: string;
  readonly url: URL;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Answers a request; undefined cuts the connection, as its client sees it. */
export type Respond = (request: Arrived) => Promise<Response | undefined>;

const servers = new Map<string, Respond>();
let opened = 0;

const fetchForReal = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const respond = servers.get(url.origin);
  if (respond === undefined) return fetchForReal(input, init);
  init?.signal?.throwIfAborted();
  const asked = init ?? {};
  // Everything else in this process goes on while a request is on its way.
  await setImmediate();
  const answer = await respond({
    method: asked.method ?? "GET",
    url,
    headers: Object.fromEntries(new Headers(asked.headers)),
    text: typeof asked.body === "string" ? asked.body : await new Response(asked.body ?? null).text(),
  });
  init?.signal?.throwIfAborted();
  if (answer === undefined) throw new TypeError("fetch failed");
  return answer;
};

export interface Served {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Serves an origin of its own to `fetch` in this thread, without sockets: a round trip through two of them is most of
 * the time of a world at a provider. What a transport does is tested at real servers, in `test/provider` and
 * `test/local-engines`.
 */
export function serveHere(respond: Respond): Served {
  opened += 1;
  const origin = `https://server-${opened}.here.example`;
  servers.set(origin, respond);
  return {
    origin,
    async stop() {
      servers.delete(origin);
    },
  };
}
