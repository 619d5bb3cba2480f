import { createServer, type IncomingMessage } from "node:http";
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
 * the time of a world at a provider. What a transport does is tested at real servers: in `test/provider`, in
 * `test/local-engines`, and in the worlds that ask for `serveOverHttp`.
 */
export async function serveHere(respond: Respond): Promise<Served> {
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

/** Serves the same over HTTP on 127.0.0.1, for the worlds whose transport is a real one. */
export async function serveOverHttp(respond: Respond): Promise<Served> {
  let origin = "";
  const server = createServer((request, response) => {
    read(request, origin)
      .then(respond)
      .then(
        async (answer) => {
          if (answer === undefined) return response.destroy();
          response.writeHead(answer.status, Object.fromEntries(answer.headers));
          return response.end(Buffer.from(await answer.arrayBuffer()));
        },
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage, origin: string): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method = "GET", url = "/", headers } = request;
  const given = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return {
    method,
    url: new URL(url, origin),
    headers: Object.fromEntries(given),
    text: Buffer.concat(chunks).toString(),
  };
}
