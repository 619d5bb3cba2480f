import { createServer, type IncomingMessage } from "node:http";

export interface Gate {
  readonly origin: string;
  /** Requests that change something, as "METHOD /path", in their order. */
  readonly writes: string[];
  /** Every request to the provider but those for a token, as "METHOD /path?query", in their order. */
  readonly requests: string[];
  /** The answers to the next requests that hold this text are lost, after the provider acted. */
  loseAnswersTo(text: string, times: number): void;
  /** Decides on every request but those for a token; undefined hands everything on again. */
  intercept(decide: ((line: string) => Interception) | undefined): void;
  stop(): Promise<void>;
}

/** `drop`: the request never arrives; `lose`: its answer never does; else this answer, without the provider. */
export type Interception =
  | "pass"
  | "drop"
  | "lose"
  | { readonly status: number; readonly retryAfter?: string | undefined };

/** A request that posts ids to look up changes nothing. */
const lookup = "/getByIds";

/** Stands before a provider, hands everything on, and notes what changes something. */
export async function startGate(target: string): Promise<Gate> {
  const writes: string[] = [];
  const requests: string[] = [];
  let decide: ((line: string) => Interception) | undefined;
  let losing = { text: "", times: 0 };
  const gateOrigin = () => {
    const bound = server.address();
    return typeof bound === "object" && bound !== null ? `http://127.0.0.1:${bound.port}` : target;
  };
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    const isToken = line.includes("/token");
    const decision = isToken ? "pass" : (decide?.(line) ?? "pass");
    if (!isToken) requests.push(line);
    if (decision === "drop") {
      response.destroy();
      return;
    }
    if (typeof decision === "object") {
      const { status, retryAfter } = decision;
      const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end("{}");
      return;
    }
    forward(request, target).then(
      async (answer) => {
        if (request.method !== "GET" && !isToken && !line.includes(lookup)) writes.push(line);
        if (decision === "lose") {
          response.destroy();
          return;
        }
        if (losing.times > 0 && line.includes(losing.text)) {
          losing = { ...losing, times: losing.times - 1 };
          response.destroy();
          return;
        }
        const retryAfter = answer.headers.get("retry-after");
        response.writeHead(answer.status, {
          "content-type": "application/json",
          ...(retryAfter !== null && { "retry-after": retryAfter }),
        });
        // Links to next pages lead through the gate again.
        response.end((await answer.text()).replaceAll(target, gateOrigin()));
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    writes,
    requests,
    intercept(next) {
      decide = next;
    },
    loseAnswersTo(text, times) {
      losing = { text, times };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(request: IncomingMessage, target: string): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { authorization, "content-type": contentType, consistencylevel } = request.headers;
  return fetch(`${target}${request.url}`, {
    method: request.method ?? "GET",
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(contentType !== undefined && { "content-type": contentType }),
      ...(typeof consistencylevel === "string" && { consistencylevel }),
    },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
}
